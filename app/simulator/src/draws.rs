//! Chance: the same seed gives the same bits on every machine and on any number of threads.

use option_math::{kernel, I64F64};
use option_risk::RiskError;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::error::Result;

/// What a stream of draws is for; streams of one seed are independent, so that a mechanism never changes the news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// The fundamental's noise.
    Noise = 0,
    /// The accounts' leverage.
    Leverage = 1,
}

/// A stream of draws.
pub struct Draws(ChaCha8Rng);

impl Draws {
    /// The stream of a seed.
    pub fn new(seed: u64, stream: Stream) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream as u64);
        Self(rng)
    }

    /// Uniform in 0..1, both ends excluded.
    pub fn uniform(&mut self) -> I64F64 {
        I64F64::from_bits(i128::from(self.0.next_u64() | 1))
    }

    /// Standard normal: the quantile of a uniform draw.
    pub fn normal(&mut self) -> Result<I64F64> {
        Ok(kernel::inv_norm_cdf(self.uniform()).map_err(RiskError::from)?)
    }
}
