//! Takeovers at the default parameters, half way through the auction.

use super::CONTRACT;
use option_risk::liquidation::{plan, Account, LiquidationParams, Means, Plan, Request};
use option_risk::margin::{Leg, Level, MarginParams, MarketView};
use option_risk::units::Kind;
use option_risk::Result;

pub const HUNDRED: u64 = 100 * CONTRACT;

pub const VOL_BPS: u32 = 8_000;

pub const BONUS_BPS: u32 = 500;

/// What an account must maintain.
pub fn required(kind: Kind, legs: &[Leg], view: &MarketView) -> u64 {
    super::required(kind, legs, view, Level::Maintenance).required
}

/// `share` hundredths of what is required: an unhealthy account below 100.
pub fn collateral(required: u64, share: u64) -> u64 {
    (u128::from(required) * u128::from(share) / 100) as u64
}

/// As much of a leg as there is.
pub fn whole(leg_index: usize, means: Means) -> Request {
    Request {
        leg_index,
        means,
        bonus_bps: BONUS_BPS,
        max_contracts: u64::MAX,
    }
}

pub fn take(account: &Account, request: &Request, view: &MarketView) -> Result<Plan> {
    let (margin, params) = (MarginParams::default(), LiquidationParams::default());
    plan(account, request, view, &margin, &params)
}

/// At most so many contracts of a leg, taken over.
pub fn take_part(
    kind: Kind,
    collateral: u64,
    legs: &[Leg],
    index: usize,
    view: &MarketView,
    most: u64,
) -> Result<Plan> {
    let account = Account {
        kind,
        collateral,
        legs,
    };
    let request = Request {
        max_contracts: most,
        ..whole(index, Means::Takeover)
    };
    take(&account, &request, view)
}
