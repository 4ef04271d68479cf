//! Hedgers of constant gamma, to check the market around them against theory.

use option_math::{kernel, I64F64};

/// Hedgers of constant gamma, for checks.
pub struct Linear {
    /// Loop gain, thousandths; 0 for none of them.
    pub gain_milli: i64,
    /// Quote atoms within 1%.
    pub depth: u64,
    /// Price they last traded at, feed units.
    pub price: u64,
}

impl Linear {
    /// Sells `gain` of depth per 1% fallen since it last traded, in the logarithm, and buys as it rises.
    pub fn hedge(&mut self, price: u64) -> i64 {
        let ratio = I64F64::from_num(price) / I64F64::from_num(self.price.max(1));
        let moved = kernel::ln(ratio).unwrap_or(I64F64::ZERO);
        self.price = price;
        let hundredths = moved * 100;
        let flow = hundredths.saturating_mul(I64F64::from_num(self.depth)) / 1_000;
        flow.saturating_mul_int(self.gain_milli.into()).to_num()
    }
}
