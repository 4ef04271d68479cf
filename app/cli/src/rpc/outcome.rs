//! Whether a transaction that succeeded did what it was sent for.
//!
//! One whose own print trips the breaker succeeds, records the trip and does nothing else.

use anyhow::Result;
use ballast_client::{ballast::events::ActionDeferred, events};

use super::{Desk, Sent};

/// What became of a transaction that succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What was asked.
    Done,
    /// The trip was recorded, and nothing else.
    Deferred,
}

impl Desk {
    /// The outcome of a transaction whose instruction the breaker may defer.
    pub fn outcome(&self, sent: &Sent) -> Result<Outcome> {
        if let Some(outcome) = told(&sent.logs) {
            return Ok(outcome);
        }
        // Where no log is kept the market says it: the program itself defers by this.
        let (market, _) = self.node.market(&self.keys.market)?;
        Ok(match market.tripped_in(sent.slot) {
            true => Outcome::Deferred,
            false => Outcome::Done,
        })
    }
}

/// What the events say; nothing, if the log holds none or was cut short.
fn told(logs: &[String]) -> Option<Outcome> {
    if !events::of::<ActionDeferred>(logs).is_empty() {
        return Some(Outcome::Deferred);
    }
    let has_events = logs.iter().any(|line| line.starts_with("Program data: "));
    let is_cut = logs.iter().any(|line| line == "Log truncated");
    (has_events && !is_cut).then_some(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use anchor_lang::{prelude::Pubkey, Event};
    use ballast_client::{ballast::events::EventHeader, PROGRAM_ID};
    use base64::{prelude::BASE64_STANDARD, Engine};

    use super::*;

    fn logs(lines: &[&str]) -> Vec<String> {
        let mut logs = vec![format!("Program {PROGRAM_ID} invoke [1]")];
        logs.extend(lines.iter().map(|line| line.to_string()));
        logs.push(format!("Program {PROGRAM_ID} success"));
        logs
    }

    #[test]
    fn a_deferred_action_is_told_by_its_event() {
        let event = ActionDeferred {
            header: EventHeader {
                market: Pubkey::default(),
                slot: 1,
                ts: 2,
                sequence: 3,
            },
            action: 0,
            account: Pubkey::default(),
        };
        let line = format!("Program data: {}", BASE64_STANDARD.encode(event.data()));
        assert_eq!(told(&logs(&[&line])), Some(Outcome::Deferred));
        assert_eq!(told(&logs(&["Program data: AAAA"])), Some(Outcome::Done));
    }

    #[test]
    fn a_log_without_events_tells_nothing() {
        assert_eq!(told(&[]), None);
        assert_eq!(told(&logs(&["Program log: Instruction: Liquidate"])), None);
        assert_eq!(told(&logs(&["Program data: AAAA", "Log truncated"])), None);
    }
}
