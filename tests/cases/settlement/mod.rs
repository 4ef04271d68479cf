//! Settlement: one price for everybody, exact payoffs, every atom accounted for.

mod crowd;
mod longs;
mod payoff;
mod pin;
mod price;
mod shortfall;

use option_risk::units::Kind;

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
