//! Trouble that lasts, told once per growing interval.

use std::time::{Duration, Instant};

use crate::backoff::Growing;

/// Between two lines about the same trouble: at first, and at most.
const SILENCE: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(600));

/// One kind of trouble.
#[derive(Debug)]
pub struct Trouble {
    what: &'static str,
    since: Option<Instant>,
    told: Option<Instant>,
    silence: Growing,
    next: Duration,
}

impl Trouble {
    /// None so far.
    pub fn new(what: &'static str) -> Self {
        Self {
            what,
            since: None,
            told: None,
            silence: Growing::new(SILENCE.0, SILENCE.1),
            next: Duration::ZERO,
        }
    }

    /// How long it has lasted.
    pub fn lasts(&self) -> Option<Duration> {
        self.since.map(|since| since.elapsed())
    }

    /// It is there, or still is.
    pub fn is(&mut self, why: &str) {
        let now = Instant::now();
        let since = *self.since.get_or_insert(now);
        let is_news = self
            .told
            .is_none_or(|told| now.duration_since(told) >= self.next);
        if is_news {
            let secs = now.duration_since(since).as_secs();
            tracing::warn!(for_secs = secs, why, "{}", self.what);
            self.told = Some(now);
            self.next = self.silence.next();
        }
    }

    /// It is over.
    pub fn over(&mut self) {
        if let Some(since) = self.since.take() {
            let secs = since.elapsed().as_secs();
            tracing::info!(after_secs = secs, "{}: over", self.what);
            self.told = None;
            self.silence.reset();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_is_told_at_growing_intervals() {
        let mut trouble = Trouble::new("it rains");
        assert_eq!(trouble.lasts(), None);
        trouble.is("clouds");
        let (told, next) = (trouble.told, trouble.next);
        assert!(told.is_some() && next > Duration::from_secs(3));
        trouble.is("more clouds");
        assert_eq!((trouble.told, trouble.next), (told, next));
        trouble.over();
        assert!(trouble.lasts().is_none() && trouble.told.is_none());
    }
}
