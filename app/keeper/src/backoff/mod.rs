//! Who is left alone after a failure, and for how long.

mod class;
mod growing;

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

pub use class::Class;
pub use growing::Growing;

use crate::jobs::Key;

/// How long each class is left alone: at first and at most. What was overtaken is planned anew at once, three times.
const OVERTAKEN: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(30));
const HEALS: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(10));
const UNEXPECTED: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(300));
/// How often in a row something may be overtaken before it has to wait.
const PATIENCE: u32 = 3;
/// Those that are done with are forgotten after this long.
const FORGET: Duration = Duration::from_secs(900);

/// Who has to wait.
#[derive(Debug, Default)]
pub struct Backoff {
    pauses: HashMap<Key, Pause>,
}

#[derive(Debug)]
struct Pause {
    until: Instant,
    class: Class,
    delay: Growing,
}

impl Backoff {
    /// Whether a task has to wait yet.
    pub fn is_paused(&self, key: &Key, now: Instant) -> bool {
        self.pauses.get(key).is_some_and(|pause| now < pause.until)
    }

    /// Notes a success.
    pub fn succeeded(&mut self, key: &Key) {
        self.pauses.remove(key);
    }

    /// Notes a failure; how long the task has to wait now.
    pub fn failed(&mut self, key: Key, class: Class, now: Instant) -> Duration {
        let (first, most) = match class {
            Class::Overtaken => OVERTAKEN,
            Class::Heals | Class::Node => HEALS,
            Class::Unexpected | Class::Unknown => UNEXPECTED,
        };
        let pause = self.pauses.entry(key).or_insert_with(|| Pause {
            until: now,
            class,
            delay: Growing::new(first, most),
        });
        if pause.class != class {
            (pause.class, pause.delay) = (class, Growing::new(first, most));
        }
        let is_patient = class == Class::Overtaken && pause.delay.failures() < PATIENCE;
        let delay = pause.delay.next();
        let delay = if is_patient { Duration::ZERO } else { delay };
        pause.until = now + delay;
        delay
    }

    /// Has a task wait for a while without its having failed.
    pub fn rest(&mut self, key: Key, class: Class, now: Instant, rest: Duration) {
        self.failed(key, class, now);
        if let Some(pause) = self.pauses.get_mut(&key) {
            pause.until = now + rest;
        }
    }

    /// Lets everybody try again who waits for time to heal: something has changed.
    pub fn changed(&mut self) {
        self.pauses.retain(|_, pause| pause.class != Class::Heals);
    }

    /// Forgets what is long over.
    pub fn tidy(&mut self, now: Instant) {
        self.pauses.retain(|_, pause| pause.until + FORGET > now);
    }

    /// How many have to wait.
    pub fn waiting(&self, now: Instant) -> usize {
        (self.pauses.values())
            .filter(|pause| now < pause.until)
            .count()
    }
}

#[cfg(test)]
mod tests {
    use anchor_lang::prelude::Pubkey;

    use super::*;
    use crate::jobs::Job;

    fn key(number: u8) -> Key {
        let about = Pubkey::new_from_array([number; 32]);
        Key {
            job: Job::Settle,
            about,
            what: "settle",
            detail: about,
        }
    }

    #[test]
    fn who_was_overtaken_goes_on_at_once_but_not_for_ever() {
        let (mut backoff, now) = (Backoff::default(), Instant::now());
        for _ in 0..PATIENCE {
            assert!(backoff.failed(key(1), Class::Overtaken, now).is_zero());
            assert!(!backoff.is_paused(&key(1), now));
        }
        assert!(!backoff.failed(key(1), Class::Overtaken, now).is_zero());
        assert!(backoff.is_paused(&key(1), now));
        assert!(!backoff.is_paused(&key(2), now));
        backoff.succeeded(&key(1));
        assert!(backoff.failed(key(1), Class::Overtaken, now).is_zero());
    }

    #[test]
    fn what_heals_is_tried_as_soon_as_something_changes() {
        let (mut backoff, now) = (Backoff::default(), Instant::now());
        backoff.failed(key(1), Class::Heals, now);
        backoff.failed(key(2), Class::Unexpected, now);
        assert_eq!(backoff.waiting(now), 2);
        backoff.changed();
        assert!(!backoff.is_paused(&key(1), now));
        assert!(backoff.is_paused(&key(2), now));
        assert!(!backoff.is_paused(&key(2), now + Duration::from_secs(3)));
        backoff.tidy(now + Duration::from_secs(1_000));
        assert!(backoff.pauses.is_empty());
    }

    #[test]
    fn a_failure_of_another_class_begins_anew() {
        let (mut backoff, now) = (Backoff::default(), Instant::now());
        for _ in 0..8 {
            backoff.failed(key(1), Class::Unexpected, now);
        }
        assert!(backoff.failed(key(1), Class::Heals, now) <= HEALS.0);
    }
}
