//! What each stage permits.
//!
//! | Action | Normal | Halted | Reopening, grace | Reopening, ramp |
//! |---|---|---|---|---|
//! | withdraw collateral, write | yes | no | no | yes |
//! | start or buy in a sale | yes | no | no | yes |
//! | hedge against the move | yes | no | no | yes |
//! | hedge with the move, liquidate | yes | no | no | limits ramp up |
//!
//! Deposits, closes, redemptions, claims, cancellations and settlement are no [`Action`]: nothing ever refuses them. The
//! same holds for a withdrawal of collateral that no short stands against.

use super::{BreakerParams, BreakerState, Stage};
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
}

impl Action {
    /// Whether the ramp limits it: flows that push the price further.
    fn is_ramped(self) -> bool {
        matches!(self, Self::HedgeWithMove | Self::Liquidate)
    }
}

/// The breaker's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Go ahead.
    Allowed {
        /// Share of the action's usual limit, bps.
        limit_bps: u32,
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
        let mut present = *self;
        present.advance(params, now);
        match present.stage() {
            Stage::Normal => Permission::Allowed { limit_bps: BPS },
            Stage::Halted => Permission::Halted {
                until_ts: present.halt_until_ts,
            },
            Stage::Reopening => present.reopening(params, action, now),
        }
    }

    fn reopening(&self, params: &BreakerParams, action: Action, now: i64) -> Permission {
        let ramp_from = self.ramp_from(params);
        if now < ramp_from {
            return Permission::Grace {
                until_ts: ramp_from,
            };
        }
        let limit_bps = if action.is_ramped() {
            ramp_bps(params, now.abs_diff(ramp_from))
        } else {
            BPS
        };
        Permission::Allowed { limit_bps }
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
