//! Results as CSV, one line a row.

use std::path::Path;

use anyhow::{Context, Result};
use ballast_simulator::results::{Row, SweepPoint};
use csv::{ReaderBuilder, StringRecord, Writer};

/// Writes rows under the names of their fields; money in whole quote units.
pub fn write(rows: &[Row], path: &Path) -> Result<()> {
    let writing = || format!("cannot write {}", path.display());
    let mut writer = Writer::from_path(path).with_context(writing)?;
    for row in rows {
        writer.serialize(row).with_context(writing)?;
    }
    writer.flush().with_context(writing)
}

/// Writes points: what was set, under the parameters' names, then the row, then whether it is on the front.
pub fn write_sweep(points: &[SweepPoint], path: &Path) -> Result<()> {
    let writing = || format!("cannot write {}", path.display());
    let mut writer = Writer::from_path(path).with_context(writing)?;
    let rows = records(points).with_context(writing)?;
    for (index, row) in rows.iter().enumerate() {
        let line = line(points, index, row);
        writer.write_record(line).with_context(writing)?;
    }
    writer.flush().with_context(writing)
}

/// The head and a record for each point's row.
fn records(points: &[SweepPoint]) -> Result<Vec<StringRecord>, csv::Error> {
    let mut text = Vec::new();
    let mut writer = Writer::from_writer(&mut text);
    for point in points {
        writer.serialize(&point.row)?;
    }
    writer.flush()?;
    drop(writer);
    let mut reader = ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_reader(text.as_slice());
    reader.records().collect()
}

/// The head for 0, else the point of that number counted from 1.
fn line<'a>(points: &'a [SweepPoint], index: usize, row: &'a StringRecord) -> Vec<&'a str> {
    let values = |point: &'a SweepPoint| point.values.iter();
    let (mut line, last): (Vec<&str>, &str) = match index.checked_sub(1) {
        None => {
            let values = points.first().into_iter().flat_map(values);
            (values.map(|(name, _)| name.as_str()).collect(), "on_front")
        }
        Some(place) => {
            let point = &points[place];
            let last = if point.on_front { "true" } else { "false" };
            let values = values(point).map(|(_, value)| value.as_str());
            (values.collect(), last)
        }
    };
    line.extend(row);
    line.push(last);
    line
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use serde_json::Value;
    use tempfile::TempDir;

    use super::*;
    use crate::stress::text::fixture;

    fn file() -> (TempDir, PathBuf) {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("rows.csv");
        (dir, path)
    }

    /// Names and cells of the first line.
    fn first(path: &Path) -> Vec<(String, String)> {
        let mut reader = csv::Reader::from_path(path).expect("a file");
        let names = reader.headers().expect("a head").clone();
        let record = reader.records().next().expect("a row").expect("cells");
        let pairs = names.iter().zip(record.iter());
        pairs
            .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
            .collect()
    }

    fn assert_same(cells: &[(String, String)], row: &Row) {
        let Value::Object(fields) = serde_json::to_value(row).expect("a tree") else {
            panic!("not a struct");
        };
        assert_eq!(cells.len(), fields.len());
        for (name, cell) in cells {
            match &fields[name] {
                Value::String(text) => assert_eq!(cell, text),
                number => assert_eq!(cell.parse::<f64>().ok(), number.as_f64(), "{name}"),
            }
        }
    }

    #[test]
    fn a_row_comes_back_to_the_last_digit() {
        let (_dir, path) = file();
        let row = fixture::row("news, \"bad\"", "all", 4.0 / 3.0);
        write(std::slice::from_ref(&row), &path).expect("written");
        assert_same(&first(&path), &row);
    }

    #[test]
    fn a_point_has_its_values_first() {
        let (_dir, path) = file();
        let sweep = fixture::sweep();
        write_sweep(&sweep.points, &path).expect("written");
        let cells = first(&path);
        let pair = |name: &str, cell: &str| (name.to_owned(), cell.to_owned());
        assert_eq!(cells[0], pair("market.breaker.halt_secs", "60"));
        assert_eq!(cells[cells.len() - 1], pair("on_front", "true"));
        assert_same(&cells[1..cells.len() - 1], &sweep.points[0].row);
    }

    #[test]
    fn nothing_is_an_empty_file() {
        let (_dir, path) = file();
        write_sweep(&[], &path).expect("written");
        assert_eq!(std::fs::read(&path).expect("a file"), b"");
    }
}
