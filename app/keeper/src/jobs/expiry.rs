//! The settlement price of an expiry, and what it takes to have it.

use anchor_lang::solana_program::instruction::Instruction;
use ballast_client::{ballast::state::Market, instructions as ix};

use crate::view::View;

/// How the price of an expiry comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// It is on record.
    Fixed,
    /// The oracle's print fixes it as it is observed.
    Observed,
    /// The oracle's account shows the first print at or after the expiry: it can be pinned.
    Pinned,
}

impl Price {
    /// How that of `expiry_ts` comes about now; none while it cannot.
    pub fn of(view: &View, expiry_ts: i64) -> Option<Self> {
        if is_fixed(&view.core.market, expiry_ts) {
            return Some(Self::Fixed);
        }
        // A market whose print is refused is as on record.
        if is_fixed(view.market, expiry_ts) {
            return Some(Self::Observed);
        }
        can_be_pinned(view, expiry_ts).then_some(Self::Pinned)
    }

    /// What brings it about.
    pub fn instructions(self, view: &View, expiry_ts: i64) -> Vec<Instruction> {
        match self {
            Self::Fixed => vec![],
            Self::Observed => vec![ix::observe(view.keys())],
            Self::Pinned => vec![ix::pin_settlement(view.keys(), expiry_ts)],
        }
    }
}

fn is_fixed(market: &Market, expiry_ts: i64) -> bool {
    let mut slots = market.expiries.iter();
    slots.any(|slot| slot.series > 0 && slot.expiry_ts == expiry_ts && slot.settlement().is_some())
}

/// Whether the program would take the oracle's print for the settlement price: by its own functions.
fn can_be_pinned(view: &View, expiry_ts: i64) -> bool {
    let (market, now) = (&view.core.market, view.core.now);
    let Some(account) = view.core.oracle_account(view.keys()) else {
        return false;
    };
    let Ok(raw) = account.read_for(market) else {
        return false;
    };
    let judged = raw
        .quote_in(market.price_exponent)
        .and_then(|quote| market.params.oracle.judge_past(&quote, now));
    let mut market = **market;
    match (judged, market.expiry_mut(expiry_ts)) {
        (Ok(print), Some(slot)) => slot
            .pin(print.publish_ts, print.price, print.prev_publish_ts)
            .is_ok(),
        _ => false,
    }
}
