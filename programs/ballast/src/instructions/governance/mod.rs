//! Who governs, what may change, and when.

pub mod accept_authority;
pub mod cancel_proposal;
pub mod execute_proposal;
pub mod propose_authority;
pub mod propose_change;
mod target;
pub mod tighten_market;
pub mod tighten_vault;

pub use accept_authority::*;
pub use cancel_proposal::*;
pub use execute_proposal::*;
pub use propose_authority::*;
pub use propose_change::*;
pub use tighten_market::*;
pub use tighten_vault::*;

use anchor_lang::prelude::*;
use option_risk::governance::Directions;

use crate::{errors::BallastError, events::ProtocolHeader, state::Protocol};

/// Numbers the next event of a protocol.
fn header(protocol: &mut Account<Protocol>, clock: &Clock) -> ProtocolHeader {
    protocol.sequence = protocol.sequence.saturating_add(1);
    ProtocolHeader {
        protocol: protocol.key(),
        slot: clock.slot,
        ts: clock.unix_timestamp,
        sequence: protocol.sequence,
    }
}

/// Refuses a change that loosens any parameter, naming it in the log.
fn require_tightening<T: Directions>(old: &T, new: &T) -> Result<()> {
    match old.loosened(new) {
        None => Ok(()),
        Some(field) => {
            msg!("{} would loosen", field);
            err!(BallastError::NotTightening)
        }
    }
}
