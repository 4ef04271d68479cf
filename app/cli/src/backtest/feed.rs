//! Bars as the prints an oracle might have published.

use super::history::History;
use crate::prices::Bar;

/// One print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Publish time, unix seconds.
    pub ts: i64,
    /// Feed units.
    pub price: u64,
}

/// Every print of a file, in whole and strictly increasing seconds.
pub fn ticks(history: &History) -> Vec<Tick> {
    let bars = history.bars.iter();
    bars.flat_map(|bar| bar_ticks(bar, history.secs)).collect()
}

/// Open, the extreme nearer to it, the other one and close, a quarter of the bar apart: the shortest path that visits
/// all four. A bar of under four seconds has no room for them and keeps the last ones.
fn bar_ticks(bar: &Bar, secs: i64) -> impl Iterator<Item = Tick> {
    let (near, far) = if bar.high - bar.open <= bar.open - bar.low {
        (bar.high, bar.low)
    } else {
        (bar.low, bar.high)
    };
    let path = [bar.open, near, far, bar.close];
    let opened = bar.ts;
    let room = secs.min(4);
    (4 - room..4)
        .zip(path.into_iter().skip((4 - room) as usize))
        .map(move |(quarter, price)| Tick {
            ts: opened + (quarter - (4 - room)) * secs / room,
            price,
        })
}
