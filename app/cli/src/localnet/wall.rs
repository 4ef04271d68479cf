//! The machine's own time, and when it is told to stop.

use std::{
    io, process,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};
use tokio::runtime::Builder;

/// The oracle prints at least this often, chain time: a crash is not to fall between two prints.
const MOST_MILLIS: u64 = 30_000;
/// What a process returns that an interrupt has ended.
const INTERRUPTED: i32 = 130;

/// The wall clock.
pub fn unix_seconds() -> Result<i64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.context("the clock is before 1970")?;
    Ok(i64::try_from(now.as_secs())?)
}

/// Whether somebody has asked the command to stop.
#[derive(Clone, Default)]
pub struct Interruption(Arc<(Mutex<bool>, Condvar)>);

impl Interruption {
    /// Waits for Ctrl-C or a termination signal in the background; the second one ends the process at once.
    pub fn listen() -> Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let mut signals = {
            let _inside = runtime.enter();
            Signals::listen().context("cannot listen to signals")?
        };
        let interruption = Self::default();
        let told = interruption.clone();
        thread::spawn(move || {
            runtime.block_on(async {
                signals.next().await;
                told.tell();
                signals.next().await;
                process::exit(INTERRUPTED);
            });
        });
        Ok(interruption)
    }

    /// Asks it to.
    pub fn tell(&self) {
        *self.told() = true;
        self.0 .1.notify_all();
    }

    pub fn is_told(&self) -> bool {
        *self.told()
    }

    /// Sleeps, unless it is told to stop.
    fn sleep(&self, time: Duration) {
        let told = self.told();
        // Whoever waits looks for the reason by itself.
        let _ = self.0 .1.wait_timeout_while(told, time, |told| !*told);
    }

    fn told(&self) -> MutexGuard<'_, bool> {
        self.0 .0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What tells a process to stop.
#[cfg(unix)]
struct Signals([tokio::signal::unix::Signal; 2]);

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{signal, SignalKind};
        Ok(Self([
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
        ]))
    }

    async fn next(&mut self) {
        let [interrupted, terminated] = &mut self.0;
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}

/// How blocks come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Chain time from one to the next.
    pub millis: u64,
    /// Wall time from one to the next.
    pub every: Duration,
}

impl Pace {
    /// A block every `slot_ms` of the wall clock, or as many in that time as the prints need.
    pub fn of(slot_ms: u64, speed: u32) -> Self {
        let slot = slot_ms * u64::from(speed);
        let millis = slot / slot.div_ceil(MOST_MILLIS);
        Self {
            millis,
            every: Duration::from_millis(millis) / speed,
        }
    }
}

/// A beat by the wall clock; one that comes late is made up for as far as `slack` goes.
pub struct Metronome {
    every: Duration,
    slack: Duration,
    next: Instant,
}

impl Metronome {
    pub fn new(every: Duration, slack: Duration) -> Self {
        Self {
            every,
            slack,
            next: Instant::now() + every,
        }
    }

    /// Sleeps until the next beat, or an interruption.
    pub fn wait(&mut self, interruption: &Interruption) {
        let now = Instant::now();
        match self.next.checked_duration_since(now) {
            Some(left) => interruption.sleep(left),
            None if now - self.next > self.slack => self.next = now,
            None => {}
        }
        self.next += self.every;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_block_is_longer_than_the_prints_may_be_apart_and_none_shorter_than_need_be() {
        for slot_ms in [20, 50, 399, 400, 1_000, 9_973, 10_000] {
            for speed in [1, 2, 60, 75, 76, 240, 1_201, 3_600] {
                let pace = Pace::of(slot_ms, speed);
                assert!(pace.millis <= MOST_MILLIS, "{slot_ms} {speed}: {pace:?}");
                let asked = slot_ms * u64::from(speed);
                match asked <= MOST_MILLIS {
                    true => assert_eq!(pace.every, Duration::from_millis(slot_ms)),
                    false => assert!(pace.millis > MOST_MILLIS / 2, "{pace:?}"),
                }
                // The chain keeps its speed.
                let chain = pace.every.as_secs_f64() * f64::from(speed);
                let off = (chain * 1_000.0 / pace.millis as f64 - 1.0).abs();
                assert!(off < 1e-4, "{slot_ms} {speed}: {off}");
            }
        }
    }

    #[test]
    fn an_interruption_ends_a_long_wait() {
        let (interruption, since) = (Interruption::default(), Instant::now());
        let mut metronome = Metronome::new(Duration::from_secs(60), Duration::ZERO);
        let tells = interruption.clone();
        let told = thread::spawn(move || tells.tell());
        metronome.wait(&interruption);
        told.join().unwrap();
        assert!(interruption.is_told());
        assert!(since.elapsed() < Duration::from_secs(30));
    }
}
