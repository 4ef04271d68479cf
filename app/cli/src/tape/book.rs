//! The bot that keeps the market's gamma book, and so its loop gain, up to date.

use anyhow::Result;
use ballast_client::SeriesKeys;

use super::scene::Scene;

/// Seconds after which the book is refreshed though nothing was sold or settled.
const REFRESH_SECS: i64 = 600;
/// Series of one transaction.
const MOST_SERIES: usize = 16;

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

    /// Refreshes the book if it is due, and notes the loop gain either way.
    pub fn act(&mut self, scene: &mut Scene) -> Result<()> {
        if scene.now() >= self.due_ts {
            refresh(scene)?;
            self.due_ts = scene.now() + REFRESH_SECS;
        }
        let (now, market) = (scene.now(), &scene.market);
        let gain_milli = market.loop_gain_milli(now)?;
        scene.record.loop_gain.note(now, gain_milli);
        Ok(())
    }
}

fn refresh(scene: &mut Scene) -> Result<()> {
    let series: Vec<SeriesKeys> = scene.world.series.clone();
    for some in series.chunks(MOST_SERIES) {
        let outcome = scene.world.refresh_book(some);
        scene.must("refreshing the gamma book", outcome)?;
    }
    Ok(())
}
