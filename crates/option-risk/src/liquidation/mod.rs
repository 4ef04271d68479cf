//! Accounts that cannot keep their shorts: who may take how much of them, and for how much collateral.
//!
//! Let `C` be the collateral, `R_s` what the account requires in scenario `s`, `R = max R_s` its maintenance requirement
//! and `R'` the requirement left after the takeover of `n` contracts.
//!
//! *Payment.* The liquidator is paid the mark and a bonus, a share of the requirement freed: `R - R'`. A share of the mark
//! would be next to nothing for shorts far out of the money. Never is more paid than the frontier `C (R - R') / R`. Health
//! after is `(C - P) / R'`, and `(C - P) / R' > C / R` is the same as `P < C (R - R') / R`: below the frontier health
//! strictly rises. Splitting a takeover pays no more: what is freed adds up, bonus and mark round down in each part, and a
//! second part's frontier starts from the better health the first has left.
//!
//! *Size.* With `p` paid and `v_s` freed per contract, the account reaches target health `t` in scenario `s` when
//! `C - n p >= t (R_s - n v_s)`, so `n >= (t R_s - C) / (t v_s - p)`. The size is the largest of these over the scenarios
//! that miss the target; all of the leg where `t v_s <= p`, since no part of it would do, where little would be left, and
//! where health is deep down.
//!
//! *Options held.* Those that offset the short move with it, in proportion: what is left stays as well hedged as it was,
//! and whoever takes the short over needs no more than the difference. Burning options takes the short alone.

mod auction;
mod params;
mod plan;
mod throughput;

pub use auction::Auction;
pub use params::LiquidationParams;
pub use plan::{plan, Means, Plan, Request};
pub use throughput::throughput;

use crate::error::{Result, RiskError};
use crate::margin::{self, Leg, Level, MarginParams, MarketView, Requirement};
use crate::units::Kind;

/// Most legs an account may have.
pub const MAX_LEGS: usize = 8;

/// The account a liquidator acts on.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// Kind of all its positions.
    pub kind: Kind,
    /// Collateral, atoms.
    pub collateral: u64,
    /// Its positions.
    pub legs: &'a [Leg],
}

/// The maintenance requirement of an account that the insurance fund may take over: one worth nothing, whose collateral and
/// options do not exceed its shorts at the mark. [`RiskError::Solvent`] for any other.
pub fn backstop(
    account: &Account,
    view: &MarketView,
    margin: &MarginParams,
) -> Result<Requirement> {
    let requirement =
        margin::requirement(account.kind, account.legs, view, margin, Level::Maintenance)?;
    match requirement.is_insolvent(account.collateral) {
        true => Ok(requirement),
        false => Err(RiskError::Solvent),
    }
}
