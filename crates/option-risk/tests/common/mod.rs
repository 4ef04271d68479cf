//! A market and accounts for the margin and liquidation tests.

pub mod breaker;
pub mod sensing;
pub mod strategies;
pub mod takeover;
pub mod thresholds;

use option_math::Vol;
use option_risk::margin::{Leg, MarketView};
use option_risk::units::Scale;
use option_risk::vol::Skew;

/// SOL in USDC at a feed of 10^-8.
pub const SOL: Scale = Scale {
    base_decimals: 9,
    quote_decimals: 6,
    price_exponent: -8,
};

/// $150.
pub const SPOT: u64 = 15_000_000_000;

pub const NOW: i64 = 1_700_000_000;

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
    Leg::short(SPOT / 100 * moneyness, NOW + hours * 3_600, contracts)
}

/// `contracts` held at `moneyness` percent of $150, `hours` from now.
pub fn held(moneyness: u64, hours: i64, contracts: u64) -> Leg {
    Leg {
        short: 0,
        long: contracts,
        ..leg(moneyness, hours, contracts)
    }
}
