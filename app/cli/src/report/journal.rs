//! What happened, one entry a kind of event between two changes of stage.

use std::collections::HashMap;

use option_risk::breaker::Stage;

/// Like events further apart than this are told apart, seconds.
const RUN_GAP_SECS: i64 = 1_800;

/// How much an entry matters when there are too many to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Everyday business.
    Routine,
    /// Steps of a round.
    Round,
    /// The start or the end of a throttle.
    Throttle,
    /// Liquidations, hedges and their refusals.
    Risk,
    /// The end of a halt or of a reopening.
    Breaker,
    /// The start of a halt.
    Trip,
}

impl Rank {
    /// Whether it is a change of the breaker's stage.
    fn is_of_the_breaker(self) -> bool {
        matches!(self, Self::Throttle | Self::Breaker | Self::Trip)
    }
}

/// The market at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Unix seconds.
    pub ts: i64,
    /// Feed units.
    pub price: u64,
    /// Stage of the breaker.
    pub stage: Stage,
    /// Slow volatility a year.
    pub vol: f64,
}

/// What a marker on the chart stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A short was taken over.
    Liquidation,
    /// A hedge order was filled.
    Hedge,
}

/// A halt and the reopening after it.
#[derive(Clone, Copy, Debug)]
pub struct Halt {
    /// When it began.
    pub from: i64,
    /// When it ended, extensions included.
    pub until: i64,
    /// When the limits were back to normal.
    pub normal: i64,
}

/// An event, or a run of like events.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When it happened first.
    pub moment: Moment,
    /// How much it matters.
    pub rank: Rank,
    /// What happened.
    pub text: String,
    /// How often, without a longer pause or a change of stage in between.
    pub times: u64,
    /// When it happened last.
    pub last_ts: i64,
    /// Atoms it added up to, with the base token's decimals.
    pub amount: Option<u64>,
}

/// Entries in order of their first event.
#[derive(Default)]
pub struct Journal {
    /// The entries.
    pub entries: Vec<Entry>,
    /// Entry that a like event still joins.
    open: HashMap<String, usize>,
}

impl Journal {
    /// Records an event, or counts it in with its like before it.
    pub fn record(&mut self, moment: Moment, rank: Rank, text: String, amount: Option<u64>) {
        if rank.is_of_the_breaker() {
            self.open.clear();
        }
        let like = self.open.get(&text).map(|index| &mut self.entries[*index]);
        if let Some(entry) = like.filter(|entry| moment.ts - entry.last_ts <= RUN_GAP_SECS) {
            entry.times += 1;
            entry.last_ts = moment.ts;
            entry.amount = entry.amount.map(|sum| sum + amount.unwrap_or(0));
            return;
        }
        self.open.insert(text.clone(), self.entries.len());
        self.entries.push(Entry {
            moment,
            rank,
            text,
            times: 1,
            last_ts: moment.ts,
            amount,
        });
    }
}
