//! A CSV file with the result columns put at its right, a row at a time.

use std::io::{Read, Write};

use anyhow::{ensure, Context, Result};
use csv::{ByteRecord, ReaderBuilder, Writer};
use option_math::I64F64;

use super::{
    decimal,
    faults::Faults,
    field::Field,
    lines::{first_line, Lines},
};

const UNWRITABLE: &str = "cannot write the results";

/// What a command needs of a row and what it makes of it.
pub struct Task<const IN: usize, const OUT: usize> {
    /// Columns the input must have, in any order and among any others.
    pub needs: [&'static str; IN],
    /// Columns put at the right.
    pub gives: [&'static str; OUT],
    /// From the needed cells, in the order of `needs`.
    pub compute: fn([Field<'_>; IN]) -> Result<[I64F64; OUT]>,
}

impl<const IN: usize, const OUT: usize> Task<IN, OUT> {
    /// Reads all of `source` and writes it to `sink` with the results.
    ///
    /// A row without a result goes to `faults` and keeps its place with the result cells empty; where its number of
    /// fields is wrong, it is cut or filled up to the header's, or a stray cell would stand under a result's name.
    ///
    /// # Errors
    /// A header without a needed column or with two of them; a source or a sink that fails.
    pub fn run(&self, source: impl Read, sink: impl Write, faults: &mut Faults) -> Result<()> {
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .from_reader(Lines::new(source));
        let mut writer = Writer::from_writer(sink);
        let unreadable = format!("cannot read {}", faults.file());
        let header = reader.byte_headers();
        let mut record = header.context(unreadable.clone())?.clone();
        let columns = self.columns(&record);
        let columns = columns.with_context(|| faults.file().to_owned())?;
        let width = record.len();
        for name in self.gives {
            record.push_field(name.as_bytes());
        }
        writer.write_byte_record(&record).context(UNWRITABLE)?;
        while (reader.read_byte_record(&mut record)).with_context(|| unreadable.clone())? {
            faults.count();
            match self.row(&record, width, &columns) {
                Ok(values) => append(&mut record, &values),
                Err(why) => {
                    faults.record(first_line(&reader, &record), &why);
                    pad(&mut record, width, width + OUT);
                }
            }
            writer.write_byte_record(&record).context(UNWRITABLE)?;
        }
        writer.flush().context(UNWRITABLE)
    }

    fn columns(&self, header: &ByteRecord) -> Result<[usize; IN]> {
        let places: [Vec<usize>; IN] = self.needs.map(|name| {
            let cells = header.iter().enumerate();
            let named = cells.filter(|(_, have)| have.trim_ascii() == name.as_bytes());
            named.map(|(place, _)| place).collect()
        });
        let named = || self.needs.iter().zip(&places);
        let missing: Vec<String> = named()
            .filter(|(_, places)| places.is_empty())
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        ensure!(
            missing.is_empty(),
            "line 1: no column {}",
            missing.join(", ")
        );
        for (name, places) in named() {
            ensure!(places.len() == 1, "line 1: more than one column `{name}`");
        }
        Ok(places.map(|places| places[0]))
    }

    fn row(
        &self,
        record: &ByteRecord,
        width: usize,
        columns: &[usize; IN],
    ) -> Result<[I64F64; OUT]> {
        let have = record.len();
        ensure!(have == width, "{have} fields where the header has {width}");
        let mut fields = self.needs.map(|name| Field { name, text: b"" });
        for (field, column) in fields.iter_mut().zip(columns) {
            field.text = record.get(*column).unwrap_or_default();
        }
        (self.compute)(fields)
    }
}

fn append(record: &mut ByteRecord, values: &[I64F64]) {
    for value in values {
        record.push_field(decimal::print(*value).as_bytes());
    }
}

/// Cut to `width` fields, then empty ones up to `full`.
fn pad(record: &mut ByteRecord, width: usize, full: usize) {
    record.truncate(width);
    for _ in record.len()..full {
        record.push_field(b"");
    }
}
