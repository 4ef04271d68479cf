//! Rows of a CSV file by the names of their columns, which may stand in any order and among any others.
//!
//! A file is taken whole or refused with one line that says where and why: a run on half a file would look like a result.

use std::io::Read;

use anyhow::{bail, ensure, Context, Result};
use csv::{ByteRecord, ReaderBuilder, StringRecord};

use crate::pricing::lines::{first_line, Lines};

/// The fields of a row, in the order of the names that were asked for.
pub struct Row<'a, const N: usize> {
    names: &'a [&'static str; N],
    columns: &'a [usize; N],
    record: &'a StringRecord,
}

impl<const N: usize> Row<'_, N> {
    /// A field without the blanks around it.
    pub fn text(&self, index: usize) -> Result<&str> {
        let field = self.record.get(self.columns[index]);
        field.with_context(|| format!("no field for column `{}`", self.names[index]))
    }

    /// What `meaning` makes of a field's name and text.
    pub fn read<T>(&self, index: usize, meaning: fn(&str, &str) -> Result<T>) -> Result<T> {
        meaning(self.names[index], self.text(index)?)
    }
}

/// Hands over one row of CSV text after another, blank ones left out; its header must have each of `names` exactly once.
pub fn each<const N: usize>(
    source: impl Read,
    names: &[&'static str; N],
    mut take: impl FnMut(&Row<'_, N>) -> Result<()>,
) -> Result<()> {
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .from_reader(Lines::new(source));
    let mut header = reader.headers().context("line 1 is not text")?.clone();
    header.trim();
    let columns = &columns(&header, names)?;
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        let line = first_line(&reader, &record);
        text(&record)
            .and_then(|record| {
                let record = &record;
                if record.iter().all(str::is_empty) {
                    return Ok(());
                }
                take(&Row {
                    names,
                    columns,
                    record,
                })
            })
            .with_context(|| format!("line {line}"))?;
    }
    Ok(())
}

fn text(record: &ByteRecord) -> Result<StringRecord> {
    let mut record = StringRecord::from_byte_record(record.clone()).context("not text")?;
    record.trim();
    Ok(record)
}

fn columns<const N: usize>(header: &StringRecord, names: &[&'static str; N]) -> Result<[usize; N]> {
    let mut columns = [0; N];
    for (column, name) in columns.iter_mut().zip(names) {
        let mut places = header.iter().enumerate().filter(|(_, have)| have == name);
        let Some((place, _)) = places.next() else {
            let have: Vec<&str> = header.iter().collect();
            bail!("line 1: no column `{name}`; found `{}`", have.join(","));
        };
        ensure!(places.next().is_none(), "line 1: two columns `{name}`");
        *column = place;
    }
    Ok(columns)
}
