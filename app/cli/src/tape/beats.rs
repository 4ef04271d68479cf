//! The order of prices inside a bar.

use crate::prices::{Bar, Bars};

/// One price at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    /// Unix seconds.
    pub ts: i64,
    /// Feed units.
    pub price: u64,
}

/// The prints of one bar: open, the extreme away from the close, the other one, close,
/// a quarter of the bar apart. Bars under four seconds have room for their close only.
pub fn prints(bars: &Bars, bar: &Bar) -> Vec<Beat> {
    if bars.secs < 4 {
        return vec![Beat {
            ts: bar.ts,
            price: bar.close,
        }];
    }
    let (first, second) = if bar.close >= bar.open {
        (bar.low, bar.high)
    } else {
        (bar.high, bar.low)
    };
    (0..)
        .zip([bar.open, first, second, bar.close])
        .map(|(quarter, price)| Beat {
            ts: bar.ts + bars.secs * quarter / 4,
            price,
        })
        .collect()
}
