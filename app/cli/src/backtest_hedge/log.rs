//! What a run leaves behind, moment by moment.

use ballast::errors::BallastError;
use option_risk::hedge::Side;

/// One fill of a hedge order.
#[derive(Clone, Copy, Debug)]
pub struct Trade {
    /// Unix seconds.
    pub ts: i64,
    /// Seen from the vault.
    pub side: Side,
    /// Whole base tokens.
    pub base: f64,
    /// Quote paid for them.
    pub quote: f64,
    /// The oracle's price.
    pub oracle: f64,
    /// The oracle's price a quarter of an hour before.
    pub before: f64,
    /// What trades within 1% of the price at the moment's volatility, quote.
    pub depth: f64,
}

impl Trade {
    /// Its price.
    pub fn price(&self) -> f64 {
        self.quote / self.base
    }

    /// Whether it goes the way the price went in the last quarter of an hour; `None` if that went nowhere.
    pub fn with_move(&self) -> Option<bool> {
        let rose = self.oracle - self.before;
        (rose != 0.0).then_some(match self.side {
            Side::SellBase => rose < 0.0,
            Side::BuyBase => rose > 0.0,
        })
    }

    /// Share of the oracle's price that it is worse by, for the vault.
    pub fn worse_by(&self) -> f64 {
        match self.side {
            Side::SellBase => 1.0 - self.price() / self.oracle,
            Side::BuyBase => self.price() / self.oracle - 1.0,
        }
    }

    /// What it would push the price by, were depth as the market's parameters have it, percent.
    pub fn push_pct(&self) -> f64 {
        self.quote / self.depth
    }

    /// Base gained and quote gained by the vault.
    pub fn gained(&self) -> (f64, f64) {
        match self.side {
            Side::SellBase => (-self.base, self.quote),
            Side::BuyBase => (self.base, -self.quote),
        }
    }
}

/// What became of an attempt that was no trade.
#[derive(Clone, Copy, Debug)]
pub enum Miss {
    /// Refused.
    Refused(BallastError),
    /// Recorded the trip its own print caused, and did nothing else.
    Deferred,
}

/// The vault at one print, whole base tokens.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Unix seconds.
    pub ts: i64,
    /// The oracle's price.
    pub price: f64,
    /// What it moves with.
    pub net_delta: f64,
    /// What it holds, at the price.
    pub assets: f64,
    /// What it should move with.
    pub target: f64,
}

/// A run.
#[derive(Default)]
pub struct Log {
    /// Fills.
    pub trades: Vec<Trade>,
    /// Attempts that were none.
    pub misses: Vec<(i64, Miss)>,
    /// Every print.
    pub samples: Vec<Sample>,
    /// Orders opened.
    pub opened: Vec<i64>,
}
