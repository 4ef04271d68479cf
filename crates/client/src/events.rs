//! Events out of a transaction's log.
//!
//! ```
//! use anchor_lang::{prelude::Pubkey, Event};
//! use ballast_client::{ballast::events::{EventHeader, SaleEnded}, events, PROGRAM_ID};
//! use base64::{prelude::BASE64_STANDARD, Engine};
//!
//! let header = EventHeader { market: Pubkey::default(), slot: 7, ts: 1_795_341_600, sequence: 3 };
//! let event = SaleEnded { header, vault: Pubkey::default(), sold: 5, burned: 6 };
//! // As a node hands a log out.
//! let log = [
//!     format!("Program {PROGRAM_ID} invoke [1]"),
//!     "Program log: Instruction: EndSale".to_string(),
//!     format!("Program data: {}", BASE64_STANDARD.encode(event.data())),
//!     format!("Program {PROGRAM_ID} success"),
//! ];
//! let found = events::of::<SaleEnded>(&log);
//! assert_eq!((found.len(), found[0].sold, found[0].header.sequence), (1, 5, 3));
//! ```

use anchor_lang::{AnchorDeserialize, Event};
use base64::{engine::general_purpose::STANDARD, Engine};

use crate::PROGRAM_ID;

/// The events of one type that the program emitted, in order.
///
/// Another program's data is passed over, whatever it looks like: the log says whose turn it was.
///
/// ```
/// use ballast_client::{ballast::events::SaleEnded, events};
///
/// let logs = ["Program log: nothing of ours".to_string()];
/// assert!(events::of::<SaleEnded>(&logs).is_empty());
/// ```
pub fn of<E: Event + AnchorDeserialize>(logs: &[String]) -> Vec<E> {
    let mut running: Vec<&str> = Vec::new();
    let mut events = Vec::new();
    let own = PROGRAM_ID.to_string();
    for line in logs {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            // What a program says itself, whatever it is.
            ["Program", "log:" | "return:", ..] => {}
            ["Program", program, "invoke", _] => running.push(program),
            ["Program", _, "success"] | ["Program", _, "failed:", ..] => {
                running.pop();
            }
            ["Program", "data:", data] if running.last() == Some(&own.as_str()) => {
                events.extend(decode(data));
            }
            _ => {}
        }
    }
    events
}

/// Whether a log keeps events, of whichever program: the simulated chains of tests leave them out. The program emits one
/// for whatever it does, so a whole log of it without any is such a chain's.
pub fn are_kept(logs: &[String]) -> bool {
    logs.iter().any(|line| line.starts_with("Program data: "))
}

fn decode<E: Event + AnchorDeserialize>(data: &str) -> Option<E> {
    let bytes = STANDARD.decode(data).ok()?;
    let mut fields = bytes.strip_prefix(E::DISCRIMINATOR)?;
    E::deserialize(&mut fields).ok()
}

#[cfg(test)]
mod tests {
    use anchor_lang::prelude::Pubkey;
    use ballast::events::{EventHeader, SaleEnded};

    use super::*;

    fn event() -> SaleEnded {
        SaleEnded {
            header: EventHeader {
                market: Pubkey::new_from_array([3; 32]),
                slot: 1,
                ts: 2,
                sequence: 3,
            },
            vault: Pubkey::new_from_array([4; 32]),
            sold: 5,
            burned: 6,
        }
    }

    fn logs(inner: &str) -> Vec<String> {
        let data = STANDARD.encode(event().data());
        vec![
            format!("Program {PROGRAM_ID} invoke [1]"),
            format!("Program {inner} invoke [2]"),
            "Program log: success".into(),
            format!("Program data: {data}"),
            format!("Program {inner} success"),
            "Program log: data: nothing".into(),
            "Program log: success".into(),
            "Program log: invoke [2]".into(),
            format!("Program log: {PROGRAM_ID} invoke [2]"),
            "Program data: not base64!".into(),
            format!("Program {PROGRAM_ID} success"),
        ]
    }

    #[test]
    fn only_the_programs_own_data_counts() {
        let own = of::<SaleEnded>(&logs(&PROGRAM_ID.to_string()));
        assert_eq!(own.len(), 1);
        assert_eq!((own[0].sold, own[0].burned), (5, 6));
        assert!(of::<SaleEnded>(&logs("11111111111111111111111111111111")).is_empty());
    }
}
