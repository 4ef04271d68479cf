//! What a study found, as the command line prints, writes and draws it.
//!
//! Money is in whole quote units, prices in per cent of the price the news hits, times in minutes. `ci95` is the half-width
//! of the 95% confidence interval of a mean over seeds, `1.96 s / sqrt(n)`.

use serde::Serialize;

/// A mechanism in a scenario, over all seeds: means.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Name of the scenario.
    pub scenario: String,
    /// Name of the mechanism.
    pub mechanism: String,
    /// Runs.
    pub seeds: u32,
    /// How far the lowest price lies below the lowest fundamental, per cent of that.
    pub overshoot_pct: f64,
    /// Of it.
    pub overshoot_ci95: f64,
    /// Debt of the accounts, or of the parts of them, that were liquidated.
    pub liquidated: f64,
    /// Of it.
    pub liquidated_ci95: f64,
    /// Of the liquidated: whose writers would have been solvent, had the price been the fundamental throughout.
    pub unnecessary: f64,
    /// Of it.
    pub unnecessary_ci95: f64,
    /// Debt of what the insurance fund took over because it was worth nothing: neither liquidated nor sold.
    pub backstopped: f64,
    /// Debt of the accounts still under maintenance at the end.
    pub left_under: f64,
    /// What writers could not pay at the end, before insurance.
    pub bad_debt: f64,
    /// Of it.
    pub bad_debt_ci95: f64,
    /// Of the run with the most.
    pub bad_debt_most: f64,
    /// Of the bad debt: paid by the insurance fund.
    pub insurance_used: f64,
    /// In the insurance fund at the start.
    pub insurance_start: f64,
    /// Debt of all accounts as they were opened.
    pub debt: f64,
    /// Minutes in which the mechanism kept hedging and liquidation shut: halts, and the graces after them.
    pub halted_minutes: f64,
    /// Share of the runs with a halt, 0 to 1.
    pub halt_probability: f64,
    /// What liquidators were paid above the mark, insurance's share included.
    pub penalties: f64,
    /// Annualised volatility realised by the price, per cent.
    pub realised_vol_pct: f64,
    /// How far hedgers were from their full hedge, per cent of their options, mean over time.
    pub tracking_error_pct: f64,
    /// What hedging late cost the vaults; negative for a gain.
    pub hedge_cost: f64,
    /// Highest maintenance requirement of a put at the money, per cent of spot, mean over seeds.
    pub margin_peak_pct: f64,
    /// Lowest.
    pub margin_trough_pct: f64,
}

/// How a mechanism's price and margin went in a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Path {
    /// Name of the scenario.
    pub scenario: String,
    /// Name of the mechanism.
    pub mechanism: String,
    /// Minutes since the news began; the lists below have one value for each.
    pub minutes: Vec<i32>,
    /// Price at the 5th percentile of the seeds, per cent of the price the news hits.
    pub price_p5: Vec<f64>,
    /// 25th.
    pub price_p25: Vec<f64>,
    /// 50th.
    pub price_p50: Vec<f64>,
    /// 75th.
    pub price_p75: Vec<f64>,
    /// 95th.
    pub price_p95: Vec<f64>,
    /// The fundamental's median, likewise.
    pub fundamental_p50: Vec<f64>,
    /// Maintenance requirement of a put at the money, per cent of spot, mean over seeds.
    pub margin_pct: Vec<f64>,
}

/// Hedgers alone before a constant depth, against theory: a shock is amplified `1 / (1 - g)` times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Anchor {
    /// Loop gain; negative where hedgers are long gamma.
    pub gain: f64,
    /// `1 / (1 - g)`.
    pub expected: f64,
    /// What the model did.
    pub measured: f64,
}

/// Whether knowing of a threshold draws the price to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Magnet {
    /// Name of the mechanism.
    pub mechanism: String,
    /// Fall of the fundamental, per cent.
    pub news_pct: f64,
    /// Share of runs with a halt where nobody anticipates one.
    pub without: f64,
    /// Share where sellers do.
    pub with: f64,
}

/// Something asked of the whole of the mechanisms, and what they did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Target {
    /// In words, for example `-15%: overshoot cut by at least 70%`.
    pub asked: String,
    /// The measured figure in words, for example `cut by 84%`.
    pub found: String,
    /// Whether it was met.
    pub met: bool,
}

/// How fast it went.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Speed {
    /// Wall clock, seconds.
    pub seconds: f64,
    /// Threads.
    pub threads: usize,
    /// Runs.
    pub runs: u64,
    /// Margin accounts x minutes simulated.
    pub account_minutes: u64,
}

/// Everything `ballast stress run` reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Study {
    /// The command that gives it again.
    pub command: String,
    /// Every parameter of the model and the market.
    pub settings: serde_json::Value,
    /// Scenarios in the order they were asked for: name and description.
    pub scenarios: Vec<(String, String)>,
    /// Mechanisms likewise.
    pub mechanisms: Vec<(String, String)>,
    /// By scenario, and within one by mechanism.
    pub results: Vec<Row>,
    /// In the order of the results.
    pub paths: Vec<Path>,
    /// Analytic checks.
    pub anchors: Vec<Anchor>,
    /// With and without sellers who know the thresholds; empty unless asked for.
    pub magnet: Vec<Magnet>,
    /// What was asked of the mechanisms together, as far as the scenarios run can say; empty without the baseline.
    pub targets: Vec<Target>,
    /// Of this machine; not part of what is reproducible.
    pub speed: Speed,
}

/// A point of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SweepPoint {
    /// The parameters that were changed and what to, for example `market.breaker.halt_secs` and `600`.
    pub values: Vec<(String, String)>,
    /// What came of it.
    pub row: Row,
    /// Whether no other point of its scenario has both less overshoot and less bad debt.
    pub on_front: bool,
}

/// Everything `ballast stress sweep` reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sweep {
    /// The command that gives it again.
    pub command: String,
    /// Every parameter, unchanged.
    pub settings: serde_json::Value,
    /// By scenario, and within one in the order of the values.
    pub points: Vec<SweepPoint>,
    /// Of this machine; not part of what is reproducible.
    pub speed: Speed,
}

/// One day of a replay: accounts are opened anew at its first price.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReplayDay {
    /// Its first print, unix seconds.
    pub ts: i64,
    /// Its first price, quote.
    pub open: f64,
    /// Its lowest.
    pub low: f64,
    /// What came of it; `scenario` is the date. `overshoot_pct` is how far the lowest price lay below the lowest fundamental.
    pub rows: Vec<Row>,
}

/// Everything `ballast stress replay` reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Replay {
    /// The command that gives it again.
    pub command: String,
    /// Every parameter.
    pub settings: serde_json::Value,
    /// Days, all of them.
    pub days: Vec<ReplayDay>,
    /// Sums over the days by mechanism: `scenario` is the file, margins are the extremes.
    pub results: Vec<Row>,
    /// Of this machine; not part of what is reproducible.
    pub speed: Speed,
}
