//! Which of a file's prices are replayed, and which rounds.

use anyhow::{ensure, Result};
use option_risk::schedule::ScheduleParams;

use crate::{
    backtest::history::{Gap, History},
    format::{duration, utc},
    prices::Bar,
};

/// How long prices are observed before the first sale, seconds: volatility has to settle.
pub const LEAD_SECS: i64 = 14 * 86_400;
/// Longest bar: a sale and a settlement happen at the end of one.
const MOST_SECS: i64 = 3_600;

/// The prices and the rounds of a run.
pub struct Plan {
    /// From the lead-in to the last expiry.
    pub bars: Vec<Bar>,
    /// Length of one, seconds.
    pub secs: i64,
    /// When the first sale may start.
    pub first_sale_ts: i64,
    /// The rounds' expiries, in order.
    pub expiries: Vec<i64>,
    /// Time without bars among them.
    pub gaps: Vec<Gap>,
}

impl Plan {
    /// The close of a bar: when it is published.
    pub fn closes_ts(&self, bar: &Bar) -> i64 {
        bar.ts + self.secs
    }

    /// The price at which the first round begins: that of the first bar that closes once its sale may start.
    pub fn first_price(&self) -> u64 {
        let mut bars = self.bars.iter();
        let first = bars.find(|bar| self.closes_ts(bar) >= self.first_sale_ts);
        first.map_or(self.bars[0].close, |bar| bar.close)
    }
}

/// Plans `rounds` rounds: from the first moment of the schedule at or after `from_ts`, or the last ones of the file.
pub fn plan(
    history: &History,
    schedule: &ScheduleParams,
    rounds: u32,
    from_ts: Option<i64>,
) -> Result<Plan> {
    ensure!(
        history.secs <= MOST_SECS,
        "bars of {}: an hour at most",
        duration(history.secs)
    );
    let closes = |bar: &Bar| bar.ts + history.secs;
    let (first_bar, last_bar) = (&history.bars[0], &history.bars[history.bars.len() - 1]);
    let tenor = i64::from(schedule.tenor_days) * 86_400;
    let earliest = at_or_after(schedule, tenor, closes(first_bar) + LEAD_SECS)?;
    let last = at_or_before(schedule, closes(last_bar))?;
    let held = (last - earliest).div_euclid(tenor);
    let asked = i64::from(rounds);
    ensure!(
        held >= asked,
        "{asked} rounds of {} are asked for; after a lead-in of {} the file holds {}",
        duration(tenor),
        duration(LEAD_SECS),
        held.max(0)
    );
    let first = match from_ts {
        None => last - asked * tenor,
        Some(ts) => at_or_after(schedule, tenor, ts)?,
    };
    ensure!(
        (earliest..=last - asked * tenor).contains(&first),
        "{asked} rounds can begin from {} to {}; asked for is {}",
        utc(earliest),
        utc(last - asked * tenor),
        utc(first)
    );
    let expiries: Vec<i64> = (1..=asked).map(|round| first + round * tenor).collect();
    let end = first + asked * tenor;
    let from = history
        .bars
        .partition_point(|bar| closes(bar) < first - LEAD_SECS);
    // Past the last expiry if the file has a gap there: the first price after it settles.
    let to = history.bars.partition_point(|bar| closes(bar) < end) + 1;
    let bars = history.bars[from..to].to_vec();
    let span = bars[0].ts..closes(&bars[bars.len() - 1]);
    let gaps = history
        .gaps
        .iter()
        .filter(|gap| span.contains(&gap.from_ts));
    Ok(Plan {
        gaps: gaps.copied().collect(),
        bars,
        secs: history.secs,
        first_sale_ts: first,
        expiries,
    })
}

/// The last moment of the schedule at or before `ts`.
fn at_or_before(schedule: &ScheduleParams, ts: i64) -> Result<i64> {
    Ok(schedule.opens_ts(ts)? - i64::from(schedule.open_after_secs))
}

/// The first one at or after `ts`.
fn at_or_after(schedule: &ScheduleParams, tenor: i64, ts: i64) -> Result<i64> {
    Ok(at_or_before(schedule, ts - 1)? + tenor)
}
