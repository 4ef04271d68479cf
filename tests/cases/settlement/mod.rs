//! Settlement: one price for everybody, exact payoffs, every atom accounted for.

mod payoff;
mod price;
mod shortfall;

use ballast::errors::BallastError::*;
use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, World,
};
use option_risk::{settlement, units::Kind};

use crate::{
    scenes::{
        bad_price, disarmed, live, near_series, plenty, reach_expiry, rich, rich_writer,
        short_at_limit, Short, START_PRICE, WRITTEN,
    },
    support::{on_both, on_both_for_each_kind, on_both_with, refuses, refuses_with, KINDS},
};

/// The payoff by its definition, rounded down.
pub fn payoff(kind: Kind, contracts: u64, strike: u64, price: u64) -> u64 {
    let (contracts, strike, price) = (contracts as u128, strike as u128, price as u128);
    let atoms = match kind {
        Kind::Call => contracts * price.saturating_sub(strike) / price,
        // Nine decimals of base and eight of the price, six of quote.
        Kind::Put => contracts * strike.saturating_sub(price) / 100_000_000_000,
    };
    atoms as u64
}
