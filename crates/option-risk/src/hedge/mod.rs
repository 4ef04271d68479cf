//! A vault's hedge: how much to trade, within which budget, at what price, and whether it goes with the move.
//!
//! 1. [`order`] sizes what steers the vault back to its target delta.
//! 2. [`cross`]: two vaults of a market that want opposite sides trade with each other first, at the oracle's price.
//! 3. The rest is clipped to the market's [`budget_base`], a share of what trades within 1%, and to what the breaker's
//!    stage leaves of it for this [`action`]; one against the move has no budget, but is no larger than what trades within 1%.
//! 4. [`dutch_price`] is what anyone may fill it at, from a little inside the oracle's price to a bounded distance outside,
//!    and no further than is [`still_wanted`] at the price of the fill.

mod budget;
mod dutch;
mod order;

use bytemuck::{Pod, Zeroable};

use crate::breaker::{Action, Direction};
use crate::error::{Result, RiskError};
use crate::numeric::{within, BPS};

pub use budget::budget_base;
pub use dutch::dutch_price;
pub use order::{cross, order, still_wanted, HedgeInputs, Order};

/// Parameters of a vault's hedge.
#[repr(C)]
#[cfg_attr(
    feature = "borsh",
    derive(crate::wire::Serialize, crate::wire::Deserialize)
)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct HedgeParams {
    /// Delta the vault is steered to, bps of its assets; 0 turns hedging off.
    pub target_delta_bps: u32,
    /// Deviation from it that is left alone, bps of assets.
    pub band_bps: u32,
    /// Length of an order, seconds.
    pub duration_secs: u32,
    /// How far inside the oracle price (for the vault) an order starts, bps.
    pub inside_bps: u32,
    /// How far outside it an order may end, bps.
    pub outside_bps: u32,
    /// Seconds at the start of an order in which vaults only may cross it; `duration_secs` counts from then on.
    pub crossing_secs: u32,
    /// Smallest order worth opening, base atoms; less is left alone.
    pub min_order_base: u64,
}

const _: () = assert!(core::mem::size_of::<HedgeParams>() == 32);

impl Default for HedgeParams {
    fn default() -> Self {
        Self {
            target_delta_bps: 0,
            band_bps: 500,
            duration_secs: 60,
            inside_bps: 10,
            outside_bps: 100,
            crossing_secs: 5,
            min_order_base: 0,
        }
    }
}

impl HedgeParams {
    /// Whether the vault hedges at all: a target of zero says no.
    pub fn enabled(&self) -> bool {
        self.target_delta_bps > 0
    }

    /// Hard bounds: target up to 100%, band 1%..=50%, orders of 30..=600 s from at most 1% inside to at most 5% outside, up
    /// to a minute for crossing.
    pub fn validate(&self) -> Result<()> {
        within("target_delta_bps", self.target_delta_bps, 0..=BPS)?;
        within("band_bps", self.band_bps, 100..=5_000)?;
        within("duration_secs", self.duration_secs, 30..=600)?;
        within("inside_bps", self.inside_bps, 0..=100)?;
        within("outside_bps", self.outside_bps, 0..=500)?;
        within("crossing_secs", self.crossing_secs, 0..=60)
    }

    /// Last second of an order opened at `opened_ts`.
    pub fn ends_ts(&self, opened_ts: i64) -> i64 {
        (self.crossing_ends_ts(opened_ts)).saturating_add(i64::from(self.duration_secs))
    }

    /// First second in which anyone may fill an order opened at `opened_ts`.
    pub fn crossing_ends_ts(&self, opened_ts: i64) -> i64 {
        opened_ts.saturating_add(i64::from(self.crossing_secs))
    }
}

/// Which way an order trades, seen from the vault.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The vault gives base for quote.
    SellBase = 0,
    /// The vault gives quote for base.
    BuyBase = 1,
}

impl TryFrom<u8> for Side {
    type Error = RiskError;

    fn try_from(byte: u8) -> Result<Self> {
        match byte {
            0 => Ok(Self::SellBase),
            1 => Ok(Self::BuyBase),
            _ => Err(RiskError::UnknownSide(byte)),
        }
    }
}

/// Whether trading `side` pushes the price further the way it moved: selling after a fall, buying after a rise.
pub fn with_move(side: Side, direction: Direction) -> bool {
    matches!(
        (side, direction),
        (Side::SellBase, Direction::Down) | (Side::BuyBase, Direction::Up)
    )
}

/// The breaker's action for an order of `side` after a move in `direction`.
pub fn action(side: Side, direction: Direction) -> Action {
    if with_move(side, direction) {
        Action::HedgeWithMove
    } else {
        Action::HedgeAgainstMove
    }
}
