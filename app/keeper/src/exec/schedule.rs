//! Which tasks are begun now.
//!
//! There is no queue: what does not fit is forgotten and planned anew at the next look, on the state of then.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use anchor_lang::prelude::Pubkey;

use crate::{
    backoff::{Backoff, Class},
    jobs::{Job, Key, Task},
};

/// How long an account is held back for the node to show what was done to it.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is under way, what is held back, and who has to wait.
#[derive(Debug)]
pub struct Schedule {
    concurrency: usize,
    /// Of the plans so far.
    generation: u64,
    /// Accounts that tasks under way are about, and other accounts they use.
    claimed: HashMap<Pubkey, Claim>,
    /// Accounts that have been acted on and not been read since.
    held: HashMap<Pubkey, Hold>,
    under_way: usize,
    /// Who has to wait.
    pub backoff: Backoff,
}

#[derive(Clone, Copy, Debug)]
struct Claim {
    /// The plan that made it: tasks of one plan reckon with each other.
    generation: u64,
    /// How many tasks.
    tasks: usize,
    /// Whether one of them is about the account.
    is_about: bool,
}

#[derive(Clone, Copy, Debug)]
struct Hold {
    slot: u64,
    until: Instant,
}

impl Schedule {
    /// Nothing under way, and room for that many tasks.
    pub fn new(concurrency: usize) -> Self {
        Self {
            concurrency,
            generation: 0,
            claimed: HashMap::new(),
            held: HashMap::new(),
            under_way: 0,
            backoff: Backoff::default(),
        }
    }

    /// How many tasks are under way.
    pub fn under_way(&self) -> usize {
        self.under_way
    }

    /// Whether there is room for another.
    pub fn has_room(&self) -> bool {
        self.under_way < self.concurrency
    }

    /// A quarter of the room is left to what protects the pools: transactions that nobody takes up must not keep a
    /// keeper from that.
    fn has_room_for(&self, job: Job) -> bool {
        let kept = match job {
            Job::Observe | Job::Liquidate | Job::Flag => 0,
            _ => self.concurrency / 4,
        };
        self.under_way + kept < self.concurrency
    }

    /// Whether accounts are held back for a newer look at them.
    pub fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// Whether a task cannot be begun now: it or another about the account is under way, its outcome has not been read
    /// yet, or it has to wait.
    pub fn is_taken(&self, key: &Key, now: Instant) -> bool {
        let is_about = |claim: &Claim| claim.is_about;
        self.claimed.get(&key.about).is_some_and(is_about)
            || self.held.contains_key(&key.about)
            || self.backoff.is_paused(key, now)
    }

    /// Begins what can be begun of a plan, in its order.
    pub fn choose(&mut self, tasks: Vec<Task>, now: Instant) -> Vec<Task> {
        self.generation += 1;
        let mut chosen = Vec::new();
        for task in tasks {
            if self.has_room_for(task.key.job) && self.fits(&task, now) {
                self.claim(&task);
                chosen.push(task);
            }
        }
        chosen
    }

    fn fits(&self, task: &Task, now: Instant) -> bool {
        let is_blocked = |account: &Pubkey| {
            let older = |claim: &Claim| claim.generation < self.generation || claim.is_about;
            self.held.contains_key(account) || self.claimed.get(account).is_some_and(older)
        };
        // Nobody else may be using the account that it is about, whatever the plan.
        let is_used = self.claimed.contains_key(&task.key.about);
        !is_used && !self.is_taken(&task.key, now) && !task.claims.iter().any(is_blocked)
    }

    fn claim(&mut self, task: &Task) {
        self.under_way += 1;
        let generation = self.generation;
        for account in accounts(task) {
            let claim = self.claimed.entry(account).or_insert(Claim {
                generation,
                tasks: 0,
                is_about: false,
            });
            claim.tasks += 1;
            claim.is_about |= account == task.key.about;
        }
    }

    /// Ends a task; its accounts are held back until they have been read in `slot` or later.
    pub fn finish(&mut self, task: &Task, slot: u64, now: Instant) {
        self.under_way = self.under_way.saturating_sub(1);
        for account in accounts(task) {
            if let Some(claim) = self.claimed.get_mut(&account) {
                claim.tasks = claim.tasks.saturating_sub(1);
                if claim.tasks == 0 {
                    self.claimed.remove(&account);
                }
            }
            let until = now + PATIENCE;
            let hold = self.held.entry(account).or_insert(Hold { slot, until });
            hold.slot = hold.slot.max(slot);
            hold.until = until;
        }
    }

    /// Notes what a failure means for trying again.
    pub fn failed(&mut self, task: &Task, class: Class, now: Instant) -> Duration {
        self.backoff.failed(task.key, class, now)
    }

    /// Lets go of accounts that have been read in `slot`, and of those that nobody shows; of those that are `awaited` yet
    /// the look of that slot showed nothing.
    pub fn read(&mut self, slot: u64, now: Instant, awaited: impl Fn(&Pubkey) -> bool) {
        self.held
            .retain(|account, hold| now < hold.until && (hold.slot > slot || awaited(account)));
        self.backoff.tidy(now);
    }

    /// Lets go of everything that is held: another chain is followed now.
    pub fn reset(&mut self) {
        self.held.clear();
        self.backoff = Backoff::default();
    }
}

/// What a task is about, and what else it uses.
fn accounts(task: &Task) -> Vec<Pubkey> {
    let mut accounts = vec![task.key.about];
    accounts.extend(&task.claims);
    accounts.sort_unstable();
    accounts.dedup();
    accounts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(number: u8) -> Pubkey {
        Pubkey::new_from_array([number; 32])
    }

    fn task(job: Job, about: u8, claims: &[u8]) -> Task {
        let key = Key::of(job, "it", account(about));
        let task = Task::new(key, vec![], String::new());
        task.claiming(claims.iter().map(|number| account(*number)))
    }

    fn about(tasks: &[Task]) -> Vec<(Job, Pubkey)> {
        let keys = tasks.iter().map(|task| (task.key.job, task.key.about));
        keys.collect()
    }

    #[test]
    fn an_account_is_one_tasks_at_a_time() {
        let (mut schedule, now) = (Schedule::new(8), Instant::now());
        let plan = || {
            vec![
                task(Job::Liquidate, 1, &[]),
                task(Job::Flag, 1, &[]),
                task(Job::Flag, 2, &[]),
            ]
        };
        let begun = schedule.choose(plan(), now);
        let first = vec![(Job::Liquidate, account(1)), (Job::Flag, account(2))];
        assert_eq!(about(&begun), first);
        assert!(schedule.is_taken(&begun[0].key, now));
        assert!(schedule.choose(plan(), now).is_empty());
        assert_eq!(schedule.under_way(), 2);
    }

    #[test]
    fn what_was_acted_on_is_read_before_it_is_acted_on_again() {
        let (mut schedule, now) = (Schedule::new(8), Instant::now());
        let begun = schedule.choose(vec![task(Job::Roll, 1, &[])], now);
        schedule.finish(&begun[0], 20, now);
        let again = || vec![task(Job::Roll, 1, &[])];
        schedule.read(19, now, |_| false);
        assert!(schedule.choose(again(), now).is_empty());
        // A look of that slot without the account.
        schedule.read(20, now, |_| true);
        assert!(schedule.choose(again(), now).is_empty());
        schedule.read(20, now, |_| false);
        assert_eq!(schedule.choose(again(), now).len(), 1);
    }

    #[test]
    fn a_node_that_never_shows_it_does_not_stop_everything() {
        let (mut schedule, now) = (Schedule::new(8), Instant::now());
        let begun = schedule.choose(vec![task(Job::Roll, 1, &[])], now);
        schedule.finish(&begun[0], u64::MAX, now);
        let later = now + PATIENCE;
        schedule.read(0, later, |_| true);
        assert_eq!(
            schedule.choose(vec![task(Job::Roll, 1, &[])], later).len(),
            1
        );
    }

    #[test]
    fn tasks_of_one_plan_share_what_they_claim_and_later_plans_wait() {
        let (mut schedule, now) = (Schedule::new(8), Instant::now());
        let one = vec![task(Job::Liquidate, 1, &[9]), task(Job::Liquidate, 2, &[9])];
        let begun = schedule.choose(one, now);
        assert_eq!(begun.len(), 2);
        let next = || vec![task(Job::Liquidate, 3, &[9])];
        assert!(schedule.choose(next(), now).is_empty());
        for task in &begun {
            schedule.finish(task, 5, now);
        }
        assert!(schedule.choose(next(), now).is_empty());
        schedule.read(5, now, |_| false);
        assert_eq!(schedule.choose(next(), now).len(), 1);
    }

    #[test]
    fn nobody_claims_what_another_task_is_about() {
        let (mut schedule, now) = (Schedule::new(8), Instant::now());
        let plan = vec![
            task(Job::Hedge, 1, &[2]),
            task(Job::Hedge, 2, &[]),
            task(Job::Hedge, 3, &[1]),
        ];
        assert_eq!(
            about(&schedule.choose(plan, now)),
            [(Job::Hedge, account(1))]
        );
    }

    #[test]
    fn what_protects_the_pools_has_room_of_its_own() {
        let (mut schedule, now) = (Schedule::new(4), Instant::now());
        let settle = (1..=4).map(|number| task(Job::Settle, number, &[]));
        assert_eq!(schedule.choose(settle.collect(), now).len(), 3);
        let begun = schedule.choose(vec![task(Job::Liquidate, 9, &[])], now);
        assert_eq!(begun.len(), 1);
    }

    #[test]
    fn no_more_is_begun_than_there_is_room_for() {
        let (mut schedule, now) = (Schedule::new(2), Instant::now());
        let plan = || (1..=5).map(|number| task(Job::Flag, number, &[])).collect();
        let begun = schedule.choose(plan(), now);
        assert_eq!(begun.len(), 2);
        assert!(!schedule.has_room());
        schedule.finish(&begun[0], 1, now);
        schedule.failed(&begun[0], Class::Unexpected, now);
        schedule.read(1, now, |_| false);
        // The one that failed waits; another takes its place.
        let begun = schedule.choose(plan(), now);
        assert_eq!(about(&begun), [(Job::Flag, account(3))]);
    }
}
