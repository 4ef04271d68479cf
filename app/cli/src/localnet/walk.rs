//! Prices that nobody has recorded.

use rand::{rngs::StdRng, Rng, SeedableRng};

/// Seconds of a year, for volatilities.
const YEAR_SECS: f64 = 365.0 * 86_400.0;
/// It takes a step at least this often.
pub const STEP_SECS: i64 = 60;
/// Feed units it never leaves: as for files.
const BOUNDS: (f64, f64) = (1e4, 1e16);

/// A geometric random walk and where it stands.
pub struct Walk {
    price: f64,
    /// None before its first price.
    ts: Option<i64>,
    /// One for 100% a year.
    vol: f64,
    random: StdRng,
}

impl Walk {
    /// A walk that starts at `price`, feed units, whenever it is first asked.
    pub fn new(price: f64, vol: f64, seed: u64) -> Self {
        Self {
            price,
            ts: None,
            vol,
            random: StdRng::seed_from_u64(seed),
        }
    }

    /// One that has come to `price` at `ts`.
    pub fn from(price: u64, ts: i64, vol: f64, seed: u64) -> Self {
        Self {
            ts: Some(ts),
            ..Self::new(price as f64, vol, seed)
        }
    }

    /// Where it stands, feed units.
    pub fn price(&self) -> u64 {
        self.price as u64
    }

    /// The price at `ts`, feed units; times must not go back.
    pub fn at(&mut self, ts: i64) -> u64 {
        let mut from = self.ts.unwrap_or(ts);
        while from < ts {
            let secs = (ts - from).min(STEP_SECS);
            let deviation = self.vol * (secs as f64 / YEAR_SECS).sqrt();
            let moved = (deviation * self.normal() - deviation * deviation / 2.0).exp();
            self.price = (self.price * moved).clamp(BOUNDS.0, BOUNDS.1);
            from += secs;
        }
        self.ts = Some(ts);
        self.price()
    }

    /// A standard normal deviate, by Box and Muller.
    fn normal(&mut self) -> f64 {
        let (u, v): (f64, f64) = (1.0 - self.random.random::<f64>(), self.random.random());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_has_the_volatility_asked_for() {
        let mut walk = Walk::new(1e10, 0.8, 7);
        let (mut last, mut squares) = (walk.at(0) as f64, 0.0);
        const DAYS: i64 = 2_000;
        for day in 1..=DAYS {
            let price = walk.at(day * 86_400) as f64;
            squares += (price / last).ln().powi(2);
            last = price;
        }
        let vol = (squares / DAYS as f64 * 365.0).sqrt();
        assert!((vol - 0.8).abs() < 0.04, "{vol}");
    }
}
