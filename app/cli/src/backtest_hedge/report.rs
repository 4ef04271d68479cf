//! Both runs as data: base in whole tokens, money in quote, shares as fractions.

use option_risk::hedge::{HedgeParams, Side};
use serde::Serialize;

use super::{
    log::{Sample, Trade},
    measures::Measures,
    replay::Outcome,
    terms::{self, Mode, BASE, DEPOSIT},
    Args,
};
use crate::{
    format::decimal,
    prices::Bars,
    tape::{beats::prints, tokens::Tokens},
};

/// Half of the stretch around the low, seconds.
const AROUND_SECS: i64 = 900;

/// Both runs.
#[derive(Serialize)]
pub struct Report {
    /// The file.
    pub source: String,
    /// Bars replayed.
    pub bars: usize,
    /// Bars of the file after the calls' expiry.
    pub bars_left_out: usize,
    /// Length of one.
    pub bar_seconds: i64,
    /// Opening of the first bar.
    pub from_ts: i64,
    /// Close of the last bar.
    pub to_ts: i64,
    /// Opening price of the first bar.
    pub first_price: f64,
    /// The lowest print.
    pub low: Low,
    /// Closing price of the last bar.
    pub final_price: f64,
    /// Deposited.
    pub deposit: f64,
    /// Share of it that calls were sold on.
    pub utilisation: f64,
    /// Delta the strike is picked for.
    pub option_delta: f64,
    /// Strike of the calls.
    pub strike: f64,
    /// Their expiry.
    pub expiry_ts: i64,
    /// Calls sold.
    pub sold: f64,
    /// Premium earned, base.
    pub premium: f64,
    /// Share of assets that the vault moves with as the file begins.
    pub first_delta: f64,
    /// Of the hedge, in both runs.
    pub hedge: HedgeParams,
    /// By mode.
    pub runs: Runs,
}

/// The lowest print of a file.
#[derive(Serialize)]
pub struct Low {
    /// When it was.
    pub ts: i64,
    /// Price.
    pub price: f64,
    /// From when to when is around it.
    pub around: (i64, i64),
}

/// Either mode.
#[derive(Serialize)]
pub struct Runs {
    /// As localnet's parameters have it.
    pub product: Run,
    /// Without breaker, with the largest budget.
    pub free: Run,
}

/// One mode.
#[derive(Serialize)]
pub struct Run {
    /// What trades within 1% at the market's measured volatility, quote.
    pub depth_quote_per_pct: f64,
    /// Share of it that may be hedged in a window.
    pub depth_share: f64,
    /// Length of the window, seconds.
    pub window_seconds: u32,
    /// Whether the breaker is armed.
    pub breaker_armed: bool,
    /// Halts.
    pub halts: u64,
    /// Seconds in them.
    pub halted_seconds: u64,
    /// Around the low.
    pub around_low: Measures,
    /// Over the whole file.
    pub whole_file: Measures,
    /// Every fill.
    pub fills: Vec<Fill>,
    /// Base: where every token is.
    pub base: Tokens,
    /// Quote: where every token is.
    pub quote: Tokens,
}

/// One fill.
#[derive(Serialize)]
pub struct Fill {
    /// Unix seconds.
    pub ts: i64,
    /// Whether the vault sold.
    pub sold: bool,
    /// Base.
    pub base: f64,
    /// Its price.
    pub price: f64,
    /// The oracle's.
    pub oracle: f64,
    /// Whether it went with the move of the quarter of an hour before.
    pub with_move: Option<bool>,
}

impl Fill {
    fn of(trade: &Trade) -> Self {
        Self {
            ts: trade.ts,
            sold: trade.side == Side::SellBase,
            base: trade.base,
            price: trade.price(),
            oracle: trade.oracle,
            with_move: trade.with_move(),
        }
    }
}

/// Puts both runs together.
pub fn report(args: &Args, bars: &Bars, product: &Outcome, free: &Outcome) -> Report {
    let low = low(bars);
    let samples = product.log.samples.iter();
    let first = samples.take_while(|sample| sample.ts <= bars.starts());
    let delta = |sample: &Sample| sample.net_delta / sample.assets;
    Report {
        source: args.prices.display().to_string(),
        bars: bars.bars.len(),
        bars_left_out: 0,
        bar_seconds: bars.secs,
        from_ts: bars.starts(),
        to_ts: bars.ends(),
        first_price: decimal(bars.bars[0].open),
        final_price: decimal(bars.bars[bars.bars.len() - 1].close),
        deposit: DEPOSIT as f64 / BASE as f64,
        utilisation: f64::from(terms::UTILISATION_BPS) / 1e4,
        option_delta: f64::from(terms::DELTA_BPS) / 1e4,
        strike: product.strike,
        expiry_ts: product.expiry_ts,
        sold: product.sold,
        premium: product.premium,
        first_delta: first.last().map_or(0.0, delta),
        hedge: terms::parameters(bars, Mode::Product).vault.hedge,
        runs: Runs {
            product: run(bars, Mode::Product, product, &low),
            free: run(bars, Mode::Free, free, &low),
        },
        low,
    }
}

fn low(bars: &Bars) -> Low {
    let all = bars.bars.iter().flat_map(|bar| prints(bars, bar));
    let lowest = all.min_by_key(|print| print.price);
    let (ts, price) = lowest.map_or((bars.starts(), 0), |print| (print.ts, print.price));
    Low {
        ts,
        price: decimal(price),
        around: (ts - AROUND_SECS, ts + AROUND_SECS),
    }
}

fn run(bars: &Bars, mode: Mode, outcome: &Outcome, low: &Low) -> Run {
    let market = terms::parameters(bars, mode).market;
    let (halts, halted_seconds) = outcome.halts;
    let [base, quote] = outcome.tokens;
    Run {
        depth_quote_per_pct: market.book.depth_quote_per_pct as f64 / 1e6,
        depth_share: f64::from(market.hedge_depth_share_bps) / 1e4,
        window_seconds: market.hedge_window_secs,
        breaker_armed: market.breaker.armed != 0,
        halts,
        halted_seconds,
        around_low: Measures::of(&outcome.log, low.around.0, low.around.1, low.ts),
        whole_file: Measures::of(&outcome.log, bars.starts(), bars.ends(), low.ts),
        fills: outcome.log.trades.iter().map(Fill::of).collect(),
        base,
        quote,
    }
}
