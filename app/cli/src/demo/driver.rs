//! Moves clock and oracle through the file and lets everybody act at every print.

use anyhow::{ensure, Result};
use ballast::state::Stage as Round;
use indicatif::{ProgressBar, ProgressStyle};

use super::{hedger, keeper::Keeper, lifecycle::Lifecycle, scene::Scene, settlement};
use crate::{
    format,
    prices::Bars,
    report::stage_name,
    tape::{
        beats::{prints, Beat},
        book::Bookkeeper,
    },
};

/// Seconds between beats while a sale runs or a hedge order is open.
const BUSY_SECS: i64 = 20;
/// Seconds between beats while the settlement price is averaged.
const AVERAGING_SECS: i64 = 60;
/// How long before an expiry that begins.
const AVERAGING_WINDOW_SECS: i64 = 2_100;
/// Seconds between beats otherwise, once the file is over: often enough that the ring is not thin.
const IDLE_SECS: i64 = 240;
/// The way out may take this long after the file's last expiry.
const PATIENCE_SECS: i64 = 86_400;
/// Files up to this many bars are audited at every bar.
const SHORT_FILE: usize = 2_000;
/// Others this often.
const AUDIT_SECS: i64 = 3_600;

/// A run through a file.
pub struct Driver {
    keeper: Keeper,
    bookkeeper: Bookkeeper,
    lifecycle: Lifecycle,
    progress: ProgressBar,
    audited_ts: i64,
}

impl Driver {
    /// Prepares a run; `quiet` hides the progress bar.
    pub fn new(scene: &Scene, bars: &Bars, quiet: bool) -> Result<Self> {
        let progress = if quiet {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(bars.bars.len() as u64)
        };
        let style = ProgressStyle::with_template("{bar:30} {percent:>3}% {msg} ({eta} left)")?;
        progress.set_style(style);
        Ok(Self {
            keeper: Keeper::default(),
            bookkeeper: Bookkeeper::new(),
            lifecycle: Lifecycle::new(scene.cast.writers.len()),
            progress,
            audited_ts: i64::MIN,
        })
    }

    /// Plays every bar, then holds the last price until everybody is out.
    pub fn run(&mut self, scene: &mut Scene, bars: &Bars) -> Result<()> {
        let every_bar = bars.bars.len() <= SHORT_FILE;
        for bar in &bars.bars {
            for print in prints(bars, bar) {
                self.idle_until(scene, print.ts)?;
                scene.record.path.push((print.ts, print.price));
                self.beat(scene, print, false)?;
            }
            self.show(scene);
            if every_bar || scene.now() >= self.audited_ts + AUDIT_SECS {
                self.audit(scene)?;
            }
        }
        self.hold(scene)?;
        self.progress.finish_and_clear();
        Ok(())
    }

    /// Beats between two prints, at the price that holds.
    fn idle_until(&mut self, scene: &mut Scene, ts: i64) -> Result<()> {
        while let Some(step) = busy_step(scene) {
            let next = scene.now() + step;
            if next >= ts {
                break;
            }
            let price = scene.tape.price;
            self.beat(scene, Beat { ts: next, price }, false)?;
        }
        Ok(())
    }

    /// Beats at the last price until everybody is out.
    fn hold(&mut self, scene: &mut Scene) -> Result<()> {
        let mut deadline = scene.now() + PATIENCE_SECS;
        while !self.lifecycle.is_over {
            if let Some(expiry) = settlement::next_expiry(scene) {
                deadline = deadline.max(expiry + PATIENCE_SECS);
            }
            ensure!(
                scene.now() < deadline,
                "a day after the last expiry somebody is still not out"
            );
            let beat = Beat {
                ts: scene.now() + busy_step(scene).unwrap_or_else(|| idle_step(scene)),
                price: scene.tape.price,
            };
            self.beat(scene, beat, true)?;
            self.show(scene);
        }
        Ok(())
    }

    fn beat(&mut self, scene: &mut Scene, beat: Beat, closing: bool) -> Result<()> {
        scene.advance_to(beat.ts, beat.price);
        self.keeper.act(scene)?;
        hedger::act(scene)?;
        scene.observe()?;
        if self.lifecycle.crank(scene, closing)? {
            self.keeper.recheck();
            self.bookkeeper.recheck();
            self.audit(scene)?;
        }
        let gain_milli = self.bookkeeper.act(&mut scene.tape)?;
        scene.note_gain(gain_milli);
        Ok(())
    }

    fn audit(&mut self, scene: &mut Scene) -> Result<()> {
        self.audited_ts = scene.now();
        scene.tape.audit()
    }

    fn show(&self, scene: &Scene) {
        let stage = stage_name(scene.tape.stage());
        let (time, price) = (format::utc(scene.now()), format::price(scene.tape.price));
        self.progress.set_message(format!("{time} {price} {stage}"));
        self.progress.inc(1);
    }
}

/// Seconds to the next beat if something runs that cannot wait for the next print.
fn busy_step(scene: &Scene) -> Option<i64> {
    if scene.vault.stage == Round::Selling || hedger::is_open(scene) {
        return Some(BUSY_SECS);
    }
    let left = settlement::next_expiry(scene)? - scene.now();
    (left <= AVERAGING_WINDOW_SECS).then_some(AVERAGING_SECS)
}

/// Seconds to the next beat with nothing going on: not past the start of the averaging.
fn idle_step(scene: &Scene) -> i64 {
    match settlement::next_expiry(scene) {
        Some(expiry) => {
            let left = expiry - AVERAGING_WINDOW_SECS - scene.now();
            left.clamp(1, IDLE_SECS)
        }
        None => AVERAGING_SECS,
    }
}
