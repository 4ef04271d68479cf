//! The bot that keeps the market's gamma book, and so its loop gain, up to date.

use anyhow::Result;
use ballast_client::{instructions::SERIES_A_REFRESH, SeriesKeys};

use super::Tape;

/// Seconds after which the book is refreshed though nothing was sold or settled.
const REFRESH_SECS: i64 = 600;

/// The bot's memory.
pub struct Bookkeeper {
    /// When the book is due next.
    due_ts: i64,
}

impl Bookkeeper {
    /// Due at once.
    pub fn new() -> Self {
        Self { due_ts: i64::MIN }
    }

    /// Makes the book due: options have been sold or settled.
    pub fn recheck(&mut self) {
        self.due_ts = i64::MIN;
    }

    /// Refreshes the book if it is due; the loop gain x 1000 either way.
    pub fn act(&mut self, tape: &mut Tape) -> Result<u32> {
        if tape.now() >= self.due_ts {
            refresh(tape)?;
            self.due_ts = tape.now() + REFRESH_SECS;
        }
        Ok(tape.market.loop_gain_milli(tape.now())?)
    }
}

fn refresh(tape: &mut Tape) -> Result<()> {
    let series: Vec<SeriesKeys> = tape.world.series.clone();
    for some in series.chunks(SERIES_A_REFRESH) {
        let outcome = tape.world.refresh_book(some);
        tape.must("refreshing the gamma book", outcome)?;
    }
    Ok(())
}
