//! What a run did in a stretch of time.

use ballast::errors::BallastError;
use option_risk::hedge::Side;
use serde::Serialize;

use super::log::{Log, Miss, Sample, Trade};

/// Base in whole tokens, money in quote, shares as fractions.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Measures {
    /// Sold after a fall or bought after a rise of the quarter of an hour before.
    pub base_with_move: f64,
    /// Of it, sold.
    pub base_sold_with_move: f64,
    /// Sold after a rise or bought after a fall.
    pub base_against_move: f64,
    /// Of it, sold.
    pub base_sold_against_move: f64,
    /// Traded when the price was where it had been.
    pub base_after_no_move: f64,
    /// The largest fill.
    pub largest_fill: f64,
    /// What that is of what traded within 1% then, in percent of the price.
    pub largest_push_pct: f64,
    /// Orders opened.
    pub opened: usize,
    /// Fills.
    pub fills: usize,
    /// Tries refused by a halt.
    pub refused_halted: usize,
    /// Tries refused by the grace after one.
    pub refused_grace: usize,
    /// Tries refused since the window's budget was used up.
    pub refused_budget: usize,
    /// Fills refused since their print trips the breaker.
    pub refused_tripped: usize,
    /// Orders that did nothing but record the trip their own print caused.
    pub deferred: usize,
    /// Lowest price sold at.
    pub lowest_sale: Option<f64>,
    /// Worst sale against the oracle's price.
    pub worst_sale: Option<f64>,
    /// Highest price bought at.
    pub highest_purchase: Option<f64>,
    /// Worst purchase against the oracle's price.
    pub worst_purchase: Option<f64>,
    /// What fillers had off the oracle's price.
    pub paid_to_fillers: f64,
    /// What the trades with the move would have pushed the price by, were depth as the market's parameters have it: the sum
    /// of each over what trades within 1%, in percent.
    pub push_pct: f64,
    /// Distance of the delta from its target over assets, one sample a minute: the mean.
    pub tracking_mean: f64,
    /// The greatest.
    pub tracking_max: f64,
    /// Gained by the trades up to the file's low, at the price of that, over not trading at all.
    pub gain_at_low: f64,
    /// Gained by all trades, at the price of the stretch's end, over not trading at all.
    pub gain_at_end: f64,
}

impl Measures {
    /// Of the stretch from one time to another, both included; the file's lowest price is at `low_ts`.
    pub fn of(log: &Log, from_ts: i64, to_ts: i64, low_ts: i64) -> Self {
        let inside = |ts: i64| (from_ts..=to_ts).contains(&ts);
        let trades: Vec<&Trade> = log.trades.iter().filter(|trade| inside(trade.ts)).collect();
        let samples: Vec<&Sample> = (log.samples.iter()).filter(|s| inside(s.ts)).collect();
        let mut found = Self {
            opened: log.opened.iter().filter(|ts| inside(**ts)).count(),
            fills: trades.len(),
            ..Self::default()
        };
        for (_, miss) in log.misses.iter().filter(|(ts, _)| inside(*ts)) {
            found.miss(*miss);
        }
        for trade in &trades {
            found.trade(trade);
        }
        found.track(&samples);
        let price_at = |ts: i64| {
            let before = samples.partition_point(|sample| sample.ts <= ts);
            let sample = samples.get(before.saturating_sub(1));
            sample.map_or(0.0, |sample| sample.price)
        };
        found.gain_at_low = gain(&trades, low_ts, price_at(low_ts));
        found.gain_at_end = gain(&trades, to_ts, price_at(to_ts));
        found
    }

    fn miss(&mut self, miss: Miss) {
        let count = match miss {
            Miss::Deferred => &mut self.deferred,
            Miss::Refused(BallastError::BreakerHalted) => &mut self.refused_halted,
            Miss::Refused(BallastError::BreakerGrace) => &mut self.refused_grace,
            Miss::Refused(BallastError::BreakerTripped) => &mut self.refused_tripped,
            Miss::Refused(_) => &mut self.refused_budget,
        };
        *count += 1;
    }

    fn trade(&mut self, trade: &Trade) {
        let sold = match trade.side {
            Side::SellBase => trade.base,
            Side::BuyBase => 0.0,
        };
        match trade.with_move() {
            Some(true) => {
                self.base_with_move += trade.base;
                self.base_sold_with_move += sold;
                self.push_pct += trade.push_pct();
            }
            Some(false) => {
                self.base_against_move += trade.base;
                self.base_sold_against_move += sold;
            }
            None => self.base_after_no_move += trade.base,
        }
        if trade.base > self.largest_fill {
            self.largest_fill = trade.base;
            self.largest_push_pct = trade.push_pct();
        }
        self.paid_to_fillers += trade.worse_by() * trade.oracle * trade.base;
        let (price, worse) = (trade.price(), trade.worse_by());
        let worst = |so_far: Option<f64>, value: f64| so_far.map_or(value, |far| far.max(value));
        match trade.side {
            Side::SellBase => {
                self.lowest_sale = Some(self.lowest_sale.map_or(price, |low| low.min(price)));
                self.worst_sale = Some(worst(self.worst_sale, worse));
            }
            Side::BuyBase => {
                self.highest_purchase = Some(worst(self.highest_purchase, price));
                self.worst_purchase = Some(worst(self.worst_purchase, worse));
            }
        }
    }

    fn track(&mut self, samples: &[&Sample]) {
        let minutes = samples.chunk_by(|a, b| a.ts / 60 == b.ts / 60);
        let errors: Vec<f64> = minutes
            .filter_map(|minute| minute.last())
            .map(|sample| (sample.net_delta - sample.target).abs() / sample.assets)
            .collect();
        self.tracking_mean = errors.iter().sum::<f64>() / errors.len().max(1) as f64;
        self.tracking_max = errors.iter().copied().fold(0.0, f64::max);
    }
}

/// What the trades up to `ts` have gained if base is worth `price`.
fn gain(trades: &[&Trade], ts: i64, price: f64) -> f64 {
    let until = trades.iter().filter(|trade| trade.ts <= ts);
    let gains = until.map(|trade| {
        let (base, quote) = trade.gained();
        base * price + quote
    });
    gains.sum()
}
