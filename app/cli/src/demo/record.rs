//! Counters and results that the chain does not keep.

use crate::report::{Event, Hedges, Liquidations, LoopGain, RoundResult};

/// Results so far.
#[derive(Default)]
pub struct Record {
    /// Liquidations.
    pub liquidations: Liquidations,
    /// Hedges.
    pub hedges: Hedges,
    /// Rounds of the vault, the running one last.
    pub rounds: Vec<RoundResult>,
    /// Base atoms that depositors put in.
    pub deposited: u64,
    /// Base and quote atoms that depositors took out.
    pub withdrawn: (u64, u64),
    /// Base per share after the first roll, and paid to the last who left.
    pub share_price: (f64, f64),
    /// The loop gain at its highest.
    pub loop_gain: LoopGain,
    /// Every print: time and price.
    pub path: Vec<(i64, u64)>,
    /// Time and price of events for the chart.
    pub events: Vec<(i64, u64, Event)>,
}
