//! The market, times and accounts of the tests.

pub mod breaker;
pub mod estimates;
pub mod hedging;
pub mod sensing;
pub mod strategies;
pub mod takeover;
pub mod thresholds;

use option_math::{Vol, Years};
use option_risk::margin::{requirement, Leg, Level, MarginParams, MarketView, Requirement};
use option_risk::units::{Kind, Scale};
use option_risk::vol::Skew;

/// SOL in USDC at a feed of 10^-8.
pub const SOL: Scale = Scale {
    base_decimals: 9,
    quote_decimals: 6,
    price_exponent: -8,
};

/// $150.
pub const SPOT: u64 = 15_000_000_000;

/// One, in atoms of SOL.
pub const CONTRACT: u64 = 1_000_000_000;

pub const NOW: i64 = 1_700_000_000;

/// Friday 2023-11-17 08:00:00 UTC, an expiry.
pub const FRIDAY: i64 = 1_700_208_000;

pub const MINUTE: i64 = 60;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// Of 365 days, in seconds.
pub const YEAR: u64 = 31_536_000;

pub const LEVELS: [Level; 3] = [Level::Maintenance, Level::Initial, Level::StressedInitial];

pub fn week() -> Years {
    Years::from_secs(7 * DAY as u64)
}

/// The market with all three volatilities at one level.
pub fn market(spot: u64, vol_bps: u32) -> MarketView {
    let vol = Vol::from_bps(vol_bps);
    MarketView {
        spot,
        now: NOW,
        mark_vol: vol,
        maintenance_vol: vol,
        initial_vol: vol,
        skew: Skew::FLAT,
        scale: SOL,
    }
}

/// `contracts` at `moneyness` percent of $150, `hours` from now.
pub fn leg(moneyness: u64, hours: i64, contracts: u64) -> Leg {
    Leg::short(SPOT / 100 * moneyness, NOW + hours * HOUR, contracts)
}

/// `contracts` held at `moneyness` percent of $150, `hours` from now.
pub fn held(moneyness: u64, hours: i64, contracts: u64) -> Leg {
    Leg {
        short: 0,
        long: contracts,
        ..leg(moneyness, hours, contracts)
    }
}

/// What legs require at the default parameters.
pub fn required(kind: Kind, legs: &[Leg], view: &MarketView, level: Level) -> Requirement {
    requirement(kind, legs, view, &MarginParams::default(), level).unwrap()
}
