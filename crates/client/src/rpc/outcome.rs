//! Whether a transaction that succeeded did what it was sent for.

use ballast::events::ActionDeferred;

use crate::events;

/// What became of a transaction that succeeded: one whose own print trips the breaker succeeds too, records the trip
/// and does nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What was asked.
    Done,
    /// The trip was recorded, and nothing else.
    Deferred,
}

/// What the events in a transaction's log say; nothing, if it holds none or was cut short. The market says it then:
/// [`Market::tripped_in`](ballast::state::Market::tripped_in) the transaction's slot.
///
/// ```
/// use ballast_client::rpc::outcome;
///
/// assert_eq!(outcome(&["Program log: Instruction: Liquidate".to_string()]), None);
/// ```
pub fn outcome(logs: &[String]) -> Option<Outcome> {
    if !events::of::<ActionDeferred>(logs).is_empty() {
        return Some(Outcome::Deferred);
    }
    let is_cut = logs.iter().any(|line| line == "Log truncated");
    (events::are_kept(logs) && !is_cut).then_some(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use anchor_lang::{prelude::Pubkey, Event};
    use ballast::events::EventHeader;
    use base64::{prelude::BASE64_STANDARD, Engine};

    use super::*;
    use crate::PROGRAM_ID;

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
        assert_eq!(outcome(&logs(&[&line])), Some(Outcome::Deferred));
        assert_eq!(outcome(&logs(&["Program data: AAAA"])), Some(Outcome::Done));
    }

    #[test]
    fn a_log_without_events_tells_nothing() {
        assert_eq!(outcome(&[]), None);
        assert_eq!(
            outcome(&logs(&["Program log: Instruction: Liquidate"])),
            None
        );
        assert_eq!(
            outcome(&logs(&["Program data: AAAA", "Log truncated"])),
            None
        );
    }
}
