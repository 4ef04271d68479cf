//! What a backtest came to, as data.

use std::path::Path;

use ballast_client::ballast::state::MarketParams;
use option_risk::breaker::{BreakerParams, Stage};
use serde::Serialize;

use super::{
    falls::{self, Fall},
    frequency::{self, Each, Halts},
    history::{Gap, History},
    replay::{self, Replay},
    rules::Verdict,
    spans::{self, Span},
};

/// Days whose falls are told.
const WORST_DAYS: usize = 5;

/// The whole of it. Prices are quote per base.
#[derive(Serialize)]
pub struct Report {
    /// The file.
    pub source: String,
    /// Its bars.
    pub series: Series,
    /// Its gaps.
    pub gaps: Vec<Gap>,
    /// Whether the bars are too coarse for the windows.
    pub too_coarse: bool,
    /// Prints that found the ring thin.
    pub thin_prints: u64,
    /// Stays that begin before this are not counted.
    pub counted_from_ts: i64,
    /// Seconds between two samples of the volatility.
    pub sample_seconds: u32,
    /// Annualised volatility that the estimates start from.
    pub initial_vol: f64,
    /// The breaker's parameters.
    pub breaker: BreakerParams,
    /// Every stay outside Normal.
    pub stages: Vec<Span>,
    /// Entries, however near each other.
    pub entries: Each<usize>,
    /// Episodes at least six hours apart.
    pub episodes: Each<u64>,
    /// The same a year.
    pub per_year: Each<f64>,
    /// How long halts lasted.
    pub halts: Halts,
    /// The worst days.
    pub falls: Vec<Fall>,
    /// Other rules on the same prints, if asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comparison: Vec<Verdict>,
}

/// The bars of a file.
#[derive(Serialize)]
pub struct Series {
    /// Opening of the first bar.
    pub first_ts: i64,
    /// Close of the last one.
    pub last_ts: i64,
    /// How many.
    pub bars: usize,
    /// Length of one.
    pub bar_seconds: i64,
    /// Prints made of them.
    pub prints: usize,
}

/// Measures a replay; `warm_up_secs` at the start count for nothing.
pub fn measure(
    source: &Path,
    history: &History,
    params: &MarketParams,
    replay: &Replay,
    warm_up_secs: i64,
) -> Report {
    let breaker = params.breaker;
    let series = series(history, replay);
    let counted_from_ts = series.first_ts + warm_up_secs;
    let stages = spans::spans(&replay.changes, &replay.ticks, &breaker);
    let entered = |stage| frequency::entries(&stages, stage, counted_from_ts);
    let entered = Each {
        throttle: entered(Stage::Throttle),
        halt: entered(Stage::Halted),
    };
    let episodes = Each {
        throttle: frequency::episodes(&entered.throttle),
        halt: frequency::episodes(&entered.halt),
    };
    let yearly = |count| frequency::per_year(count, series.last_ts - counted_from_ts);
    Report {
        source: source.display().to_string(),
        gaps: history.gaps.clone(),
        too_coarse: is_too_coarse(history.secs, &breaker),
        thin_prints: replay.thin,
        counted_from_ts,
        sample_seconds: replay::for_bars(params, history.secs).vol.min_dt_secs,
        initial_vol: f64::from(params.initial_vol_bps) / 1e4,
        breaker,
        entries: Each {
            throttle: entered.throttle.len(),
            halt: entered.halt.len(),
        },
        per_year: Each {
            throttle: yearly(episodes.throttle),
            halt: yearly(episodes.halt),
        },
        episodes,
        halts: frequency::halts(&stages, breaker.max_halt_secs),
        falls: falls::worst(&replay.ticks, &stages, WORST_DAYS),
        series,
        stages,
        comparison: Vec::new(),
    }
}

fn series(history: &History, replay: &Replay) -> Series {
    let bars = &history.bars;
    Series {
        first_ts: bars[0].ts,
        last_ts: bars[bars.len() - 1].ts + history.secs,
        bars: bars.len(),
        bar_seconds: history.secs,
        prints: replay.ticks.len(),
    }
}

/// Whether four prints a bar leave the 15-minute window with fewer minutes than a full ring has.
fn is_too_coarse(secs: i64, breaker: &BreakerParams) -> bool {
    let step = (secs / 4).max(1);
    900 / step + 1 < i64::from(breaker.min_buckets15)
}
