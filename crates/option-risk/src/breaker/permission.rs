//! What each stage permits.
//!
//! | Action | Normal | Throttle | Halted | Reopening, grace | Reopening, ramp |
//! |---|---|---|---|---|---|
//! | withdraw collateral, write | yes | yes (stressed margin) | no | no | yes (stressed margin) |
//! | start or buy in a sale, buy back | yes | yes | no | no | yes |
//! | hedge against the move | budget | free | no | no | free |
//! | hedge with the move, liquidate | budget | half | no | no | ramps up |
//!
//! Where no move is on record no hedge goes against it, and every one is limited. Deposits, closes, redemptions, claims,
//! cancellations and settlement are no [`Action`]: nothing ever refuses them. The same holds for a withdrawal of
//! collateral that no short stands against.

use super::{BreakerParams, BreakerState, Direction, Stage};
use crate::numeric::BPS;

/// What the breaker can refuse or limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Take collateral out of an account with shorts.
    WithdrawCollateral,
    /// Write an option.
    WriteOption,
    /// Start a vault sale.
    StartSale,
    /// Buy in a vault sale.
    BuyOption,
    /// Sell base after a fall, or buy it after a rise.
    HedgeWithMove,
    /// Buy base after a fall, or sell it after a rise.
    HedgeAgainstMove,
    /// Take over part of a short.
    Liquidate,
    /// Buy a vault's options back from their holders.
    BuyBack,
}

impl Action {
    /// Its limit where flows that push the price further have `limit_bps` of theirs.
    fn limited(self, direction: Direction, limit_bps: u32) -> Limit {
        match self {
            Self::HedgeWithMove | Self::Liquidate => Limit::Share(limit_bps),
            Self::HedgeAgainstMove if direction == Direction::None => Limit::Share(limit_bps),
            Self::HedgeAgainstMove => Limit::Free,
            _ => Limit::Share(BPS),
        }
    }
}

/// How much of its usual flow an action has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// No flow budget at all.
    Free,
    /// This share of the usual limit, bps.
    Share(u32),
}

/// The breaker's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Go ahead.
    Allowed {
        /// Within this limit.
        limit: Limit,
    },
    /// Not before the grace after a halt has ended.
    Grace {
        /// When it ends.
        until_ts: i64,
    },
    /// Not before the halt has ended.
    Halted {
        /// When it ends, unless extended.
        until_ts: i64,
    },
}

impl BreakerState {
    /// What the stage at `now` lets `action` do. Does not depend on whether anybody has cranked [`Self::advance`].
    pub fn permission(&self, params: &BreakerParams, action: Action, now: i64) -> Permission {
        let present = self.advanced(params, now);
        let limit = match present.stage() {
            Stage::Normal => Limit::Share(BPS),
            Stage::Throttle => {
                action.limited(present.direction(), params.throttle_limit_bps.min(BPS))
            }
            Stage::Halted => {
                return Permission::Halted {
                    until_ts: present.halt_until_ts,
                }
            }
            Stage::Reopening => {
                let ramp_from = present.ramp_from(params);
                if now < ramp_from {
                    return Permission::Grace {
                        until_ts: ramp_from,
                    };
                }
                let limit_bps = ramp_bps(params, now.abs_diff(ramp_from));
                action.limited(present.direction(), limit_bps)
            }
        };
        Permission::Allowed { limit }
    }
}

/// Linear from `ramp_start_bps` to 100% over `ramp_secs`, rounded down.
fn ramp_bps(params: &BreakerParams, elapsed: u64) -> u32 {
    let ramp_secs = u64::from(params.ramp_secs);
    let rise = u64::from(BPS.saturating_sub(params.ramp_start_bps));
    match (rise * elapsed.min(ramp_secs)).checked_div(ramp_secs) {
        // At most 10,000 less the start.
        Some(risen) => params.ramp_start_bps.min(BPS) + risen as u32,
        None => BPS,
    }
}
