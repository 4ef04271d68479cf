//! The machine's own time, and when it is told to stop.

use std::{
    sync::{
        atomic::{AtomicBool, Ordering},
        Arc,
    },
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};
use tokio::runtime::Builder;

/// The wall clock.
pub fn unix_seconds() -> Result<i64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.context("the clock is before 1970")?;
    Ok(i64::try_from(now.as_secs())?)
}

/// Whether somebody has asked the command to stop.
#[derive(Clone)]
pub struct Interruption(Arc<AtomicBool>);

impl Interruption {
    /// Waits for Ctrl-C or a termination signal in the background.
    pub fn listen() -> Result<Self> {
        let told = Arc::new(AtomicBool::new(false));
        let (runtime, tells) = (
            Builder::new_current_thread().enable_all().build()?,
            Arc::clone(&told),
        );
        thread::spawn(move || {
            runtime.block_on(signalled());
            tells.store(true, Ordering::Relaxed);
        });
        Ok(Self(told))
    }

    pub fn is_told(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(unix)]
async fn signalled() {
    use tokio::signal::unix::{signal, SignalKind};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signalled() {
    let _ = tokio::signal::ctrl_c().await;
}

/// A beat by the wall clock; beats that come too late are not made up for.
pub struct Metronome {
    every: Duration,
    next: Instant,
}

impl Metronome {
    pub fn new(every: Duration) -> Self {
        Self {
            every,
            next: Instant::now() + every,
        }
    }

    /// Sleeps until the next beat.
    pub fn wait(&mut self) {
        let now = Instant::now();
        if let Some(left) = self.next.checked_duration_since(now) {
            thread::sleep(left);
            self.next += self.every;
        } else {
            self.next = now + self.every;
        }
    }
}
