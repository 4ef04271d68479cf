//! A position in one series, and which positions offset which.

use crate::units::Kind;

/// A position in one series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Strike in feed units.
    pub strike: u64,
    /// Expiry.
    pub expiry_ts: i64,
    /// Contracts written, atoms with the base token's decimals.
    pub short: u64,
    /// Options held against shorts, atoms of the same decimals.
    pub long: u64,
}

impl Leg {
    /// A short of `contracts`.
    pub fn short(strike: u64, expiry_ts: i64, contracts: u64) -> Self {
        Self {
            strike,
            expiry_ts,
            short: contracts,
            long: 0,
        }
    }

    /// Contracts written beyond those held.
    pub fn net_short(&self) -> u64 {
        self.short.saturating_sub(self.long)
    }

    /// Options held beyond those written.
    pub fn net_long(&self) -> u64 {
        self.long.saturating_sub(self.short)
    }

    /// Whether its value is for a settlement to say.
    pub fn is_expired(&self, now: i64) -> bool {
        self.expiry_ts <= now
    }

    /// Whether options held here offset shorts there.
    pub fn offsets(&self, kind: Kind, short: &Self) -> bool {
        self.expiry_ts == short.expiry_ts && offsets(kind, self.strike, short.strike)
    }
}

/// Whether an option of `strike` offsets a short of another strike and the same expiry: if it is further out of the money.
///
/// It then pays in the same settlement. That it must lie on one side only keeps settlements from waiting in a circle: if
/// a call could stand behind one of a higher strike too, two accounts could each need the other's payoff to pay it.
pub fn offsets(kind: Kind, strike: u64, short_strike: u64) -> bool {
    match kind {
        Kind::Call => strike > short_strike,
        Kind::Put => strike < short_strike,
    }
}
