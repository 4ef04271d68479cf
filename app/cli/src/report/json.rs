//! The report as JSON.

use serde::{ser::SerializeSeq, Serialize, Serializer};

use super::{timeline::stage_name, Entry};
use crate::format::decimal;

/// One event of the timeline.
#[derive(Serialize)]
struct Row<'a> {
    ts: i64,
    price: f64,
    stage: &'static str,
    event: &'a str,
    times: u64,
    amount_atoms: Option<u64>,
}

/// Serialises the timeline.
pub fn timeline<S: Serializer>(entries: &[Entry], serializer: S) -> Result<S::Ok, S::Error> {
    let mut rows = serializer.serialize_seq(Some(entries.len()))?;
    for entry in entries {
        rows.serialize_element(&Row {
            ts: entry.moment.ts,
            price: decimal(entry.moment.price),
            stage: stage_name(entry.moment.stage),
            event: &entry.text,
            times: entry.times,
            amount_atoms: entry.amount,
        })?;
    }
    rows.end()
}
