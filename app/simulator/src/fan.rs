//! The paths of very many runs in memory that does not grow with them: a histogram a column.

use crate::outcome::Watch;
use crate::results::Path;

/// Columns at most.
const COLUMNS: u32 = 120;
/// Width of a bin, of the price at the news: a thousandth.
const BINS_PER_ONE: u64 = 1_000;
/// Bins: up to twice that price.
const BINS: usize = 2_000;

/// Counts of prices by column and bin, and sums of margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fan {
    every: u32,
    prices: Vec<u32>,
    fundamentals: Vec<u32>,
    margin_ppm: Vec<i64>,
    runs: u32,
}

/// A run on its way into a fan.
pub struct Into<'a> {
    fan: &'a mut Fan,
    base: u64,
}

impl Fan {
    /// Of runs of so many minutes.
    pub fn new(minutes: u32) -> Self {
        let every = minutes.div_ceil(COLUMNS).max(1);
        let columns = minutes.div_ceil(every) as usize;
        Self {
            every,
            prices: vec![0; columns * BINS],
            fundamentals: vec![0; columns * BINS],
            margin_ppm: vec![0; columns],
            runs: 0,
        }
    }

    /// Takes a run.
    pub fn watch(&mut self) -> Into<'_> {
        self.runs += 1;
        Into { fan: self, base: 0 }
    }

    /// Adds another fan of the same length.
    pub fn merge(&mut self, other: &Self) {
        let add = |to: &mut Vec<u32>, from: &Vec<u32>| {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        };
        add(&mut self.prices, &other.prices);
        add(&mut self.fundamentals, &other.fundamentals);
        let margins = self.margin_ppm.iter_mut().zip(&other.margin_ppm);
        margins.for_each(|(to, from)| *to += from);
        self.runs += other.runs;
    }

    /// The quantiles of every column.
    pub fn path(&self, scenario: &str, mechanism: &str) -> Path {
        let of = |counts: &[u32], percent: u64| -> Vec<f64> {
            counts
                .chunks(BINS)
                .map(|column| quantile_pct(column, percent))
                .collect()
        };
        let columns = self.margin_ppm.len() as i32;
        let runs = f64::from(self.runs.max(1));
        Path {
            scenario: scenario.to_owned(),
            mechanism: mechanism.to_owned(),
            minutes: (0..columns)
                .map(|column| column * self.every as i32)
                .collect(),
            price_p5: of(&self.prices, 5),
            price_p25: of(&self.prices, 25),
            price_p50: of(&self.prices, 50),
            price_p75: of(&self.prices, 75),
            price_p95: of(&self.prices, 95),
            fundamental_p50: of(&self.fundamentals, 50),
            margin_pct: (self.margin_ppm.iter())
                .map(|sum| *sum as f64 / runs / 1e4)
                .collect(),
        }
    }
}

impl Watch for Into<'_> {
    fn look(&mut self, minute: u32, price: u64, fundamental: u64, margin_ppm: i64) {
        if minute == 0 {
            self.base = price;
        }
        if !minute.is_multiple_of(self.fan.every) {
            return;
        }
        let column = (minute / self.fan.every) as usize;
        let bin = |price: u64| {
            let bin = u128::from(price) * u128::from(BINS_PER_ONE) / u128::from(self.base.max(1));
            column * BINS + usize::try_from(bin).map_or(BINS - 1, |bin| bin.min(BINS - 1))
        };
        let (price, fundamental) = (bin(price), bin(fundamental));
        self.fan.prices[price] += 1;
        self.fan.fundamentals[fundamental] += 1;
        self.fan.margin_ppm[column] += margin_ppm;
    }
}

/// The middle of the bin in which the quantile lies, per cent of the price at the news; 0 of nothing.
fn quantile_pct(column: &[u32], percent: u64) -> f64 {
    let total: u64 = column.iter().map(|count| u64::from(*count)).sum();
    let rank = (total * percent).div_ceil(100).max(1);
    let mut seen = 0;
    for (bin, count) in column.iter().enumerate() {
        seen += u64::from(*count);
        if seen >= rank {
            return (bin as f64 + 0.5) * 100.0 / BINS_PER_ONE as f64;
        }
    }
    0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hundred runs at 50.0% to 59.9% of where they began.
    #[test]
    fn quantiles_are_those_of_the_runs() {
        let mut fan = Fan::new(2);
        for run in 0..100u64 {
            let mut watch = fan.watch();
            watch.look(0, 10_000, 10_000, 1_000);
            watch.look(1, 5_000 + run * 10, 9_000, 3_000);
        }
        let path = fan.path("s", "m");
        assert_eq!(path.minutes, [0, 1]);
        assert!((path.price_p5[1] - 50.45).abs() < 0.051, "{path:?}");
        assert!((path.price_p50[1] - 54.95).abs() < 0.051, "{path:?}");
        assert!((path.price_p95[1] - 59.45).abs() < 0.051, "{path:?}");
        assert_eq!(path.fundamental_p50[1], 90.05);
        assert_eq!(path.margin_pct, [0.1, 0.3]);
    }
}
