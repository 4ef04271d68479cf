//! Line numbers of a file that is read by records.

use std::io::{self, BufRead, BufReader, Read};

use csv::{ByteRecord, Reader};

/// Hands out at most a line a read and counts them, so that the count is that of the last line a record needed.
///
/// The CSV reader's own count is off by the blank lines before a record, and by one where lines end in CR LF.
pub struct Lines<R> {
    source: BufReader<R>,
    begun: u64,
    at_start: bool,
}

impl<R: Read> Lines<R> {
    /// Nothing read yet.
    pub fn new(source: R) -> Self {
        Self {
            source: BufReader::new(source),
            begun: 0,
            at_start: true,
        }
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.source.fill_buf()?;
        let end = ready.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(ready.len(), |end| end + 1).min(out.len());
        let part = &ready[..taken];
        out[..taken].copy_from_slice(part);
        if let Some(last) = part.last() {
            self.begun += u64::from(self.at_start);
            self.at_start = *last == b'\n';
        }
        self.source.consume(taken);
        Ok(taken)
    }
}

/// The line at which the record just read begins, as it was read and not trimmed.
///
/// The last line handed out, less those that the record's own fields hold: each newline among them began a line more.
pub fn first_line<R: Read>(reader: &Reader<Lines<R>>, record: &ByteRecord) -> u64 {
    let within = record.as_slice().iter().filter(|byte| **byte == b'\n');
    reader.get_ref().begun - within.count() as u64
}
