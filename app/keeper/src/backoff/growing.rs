//! Delays that grow.

use std::time::Duration;

use rand::Rng;

/// A delay that doubles up to a cap, a quarter of it left to chance: keepers that failed together do not come back
/// together.
#[derive(Clone, Copy, Debug)]
pub struct Growing {
    first: Duration,
    most: Duration,
    failures: u32,
}

impl Growing {
    /// Begins with `first` and never exceeds `most`.
    pub fn new(first: Duration, most: Duration) -> Self {
        Self {
            first,
            most,
            failures: 0,
        }
    }

    /// The next delay.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Duration {
        let whole = self.first.saturating_mul(1 << self.failures.min(16));
        self.failures = self.failures.saturating_add(1);
        let whole = whole.min(self.most);
        whole.mul_f64(rand::rng().random_range(0.75..=1.0))
    }

    /// How many delays there have been in a row.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// Begins anew.
    pub fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_to_a_cap_and_begin_anew() {
        let mut delay = Growing::new(Duration::from_secs(1), Duration::from_secs(10));
        let mut least = 0.75;
        for whole in [1.0, 2.0, 4.0, 8.0, 10.0, 10.0] {
            let found = delay.next().as_secs_f64();
            assert!(
                (whole * 0.75..=whole).contains(&found),
                "{found} of {whole}"
            );
            assert!(found >= least);
            least = whole * 0.75;
        }
        delay.reset();
        assert!(delay.next() <= Duration::from_secs(1));
    }
}
