//! What a keeper does on what it knows.

use std::{
    collections::hash_map::Entry,
    time::{Duration, Instant},
};

use ballast_client::amounts::tokens;
use tokio::{task::block_in_place, time::timeout_at};

use super::{
    keeper::{Finished, Keeper},
    telling::tell,
};
use crate::{
    backoff::Class,
    exec::Outcome,
    jobs::{self, Job, Key, Plan, Task, Unprofitable, MOST_IN_VAIN},
    metrics,
    mirror::Core,
    report::Done,
    view::{Ahead, View},
    words::Words,
};

/// How long tasks on their way are waited for at the end.
const FAREWELL: Duration = Duration::from_secs(30);
/// Longer than a single pass takes.
const PASS: Duration = Duration::from_secs(3_600);
/// How long nothing is repeated of what may have been done.
const NEXT: Duration = Duration::from_secs(1);
/// How long a task that was only tried is left alone.
const TRIED: Duration = Duration::from_secs(60);
/// How long an account that brings nothing makes room for others.
const PASSED_OVER: Duration = Duration::from_secs(10);
/// Between two lines about an account that nothing is gained by.
const TOLD: Duration = Duration::from_secs(600);
/// The most costly transactions that the keeper's SOL must be good for.
const RESERVE: u64 = 100;

impl Keeper {
    /// Plans on a moment, and begins what is due.
    pub(super) fn act(&mut self, core: &Core) {
        let now = Instant::now();
        let mirror = &self.mirror;
        (self.schedule).read(core.slot, now, |account| mirror.awaits(account));
        let ahead = Ahead::of(self.mirror.keys(), core);
        self.mind_market(core, &ahead, now);
        let Some(synced) = self.synced else { return };
        metrics::up(true);
        metrics::known(&self.mirror, core.now, now - synced);
        self.mind_funds();
        let (mirror, revaluer) = (&mut self.mirror, &mut self.revaluer);
        if block_in_place(|| revaluer.update(mirror, &ahead.market, core.now)) {
            metrics::revalued(now.elapsed());
        }
        let (accounts, schedule) = (self.revaluer.revaluation(), &self.schedule);
        let is_taken = |key: &Key| schedule.is_taken(key, now);
        let view = View::new(&self.mirror, core, &ahead, accounts).without(&is_taken);
        let plan = match schedule.has_room() {
            true => block_in_place(|| jobs::plan(&view, &self.terms)),
            false => Plan::default(),
        };
        metrics::planned(self.mirror.keys(), accounts, &plan);
        metrics::busy(schedule.under_way(), schedule.backoff.waiting(now));
        let is_quiet = self.begin(plan, now);
        metrics::looked(core.slot, is_quiet);
    }

    fn mind_market(&mut self, core: &Core, ahead: &Ahead, now: Instant) {
        let (market, risk) = (&ahead.market, &ahead.market.risk);
        if risk.publish_ts != self.print.0 {
            self.print = (risk.publish_ts, now);
        }
        let stage = risk.breaker.stage_at(&market.params.breaker, core.now);
        if self.stage != Some(stage as u8) {
            let price = Words::of(market).price(risk.price);
            tracing::info!(stage = ?stage, price, "the breaker's stage");
            self.stage = Some(stage as u8);
            self.schedule.backoff.changed();
        }
        // For people; nothing is decided by it.
        let price = risk.price as f64 * 10f64.powi(market.price_exponent);
        let age = core.now.saturating_sub(risk.publish_ts);
        metrics::market(stage as u8, price, age);
        metrics::insurance(core);
    }

    fn mind_funds(&mut self) {
        let lamports = self.mirror.own().lamports();
        let least = self.terms.most_lamports().saturating_mul(RESERVE);
        let is_poor = self.setup.wallet.is_some() && lamports < least;
        match is_poor {
            true => (self.troubles.funds).is(&format!("{} SOL left", tokens(lamports, 9))),
            false => self.troubles.funds.over(),
        }
    }

    /// Begins what is planned; whether there was nothing to begin, nothing is under way, and everything is read.
    fn begin(&mut self, plan: Plan, now: Instant) -> bool {
        self.tell_left(&plan.unprofitable, now);
        self.pass_over(&plan.unprofitable, now);
        let is_idle = plan.tasks.is_empty() && self.schedule.under_way() == 0;
        for task in self.schedule.choose(plan.tasks, now) {
            self.send_off(task);
        }
        let is_read = !self.mirror.is_dirty() && !self.schedule.is_holding();
        // Not before everything was read a second time: see there.
        let is_complete = self.resync.is_none() && now < self.resync_due;
        let is_quiet = is_idle && is_read && is_complete;
        if self.setup.once {
            self.summary.left = plan.unprofitable.iter().map(Into::into).collect();
            self.is_over = is_quiet;
            self.summary.is_complete = is_quiet;
        }
        is_quiet
    }

    fn send_off(&self, task: Task) {
        let seen = self.print.1;
        tracing::debug!(task = %task.key, reason = task.reason, "begun");
        let (hands, finished) = (self.hands.clone(), self.tasks.0.clone());
        tokio::spawn(async move {
            let outcome = hands.carry_out(&task).await;
            let end = Finished {
                task,
                outcome,
                seen,
            };
            // A keeper that has left does not listen any more.
            let _ = finished.send(end).await;
        });
    }

    /// Takes a task's end in; what it wrote is read again.
    pub(super) fn finished(&mut self, finished: Finished) {
        let Finished {
            task,
            outcome,
            seen,
        } = finished;
        let (now, key) = (Instant::now(), task.key);
        let mut slot = 0;
        let mut again = None;
        match &outcome {
            Outcome::Done(landed) | Outcome::Deferred(landed) => {
                slot = landed.slot;
                self.schedule.backoff.succeeded(&key);
                if let Some((what, rest)) = task.rest {
                    let resting = Key { what, ..key };
                    self.schedule
                        .backoff
                        .rest(resting, Class::Overtaken, now, rest);
                }
                // There is always another print, and another hedge: one of each makes a pass.
                if self.setup.once && (task.is_repeatable || key.job == Job::Hedge) {
                    self.schedule.backoff.rest(key, Class::Overtaken, now, PASS);
                }
                let is_done = matches!(outcome, Outcome::Done(_));
                metrics::paid(landed.fee_lamports, task.edge.filter(|_| is_done));
                if is_done && key.job == Job::Liquidate && task.edge.is_some() {
                    metrics::liquidated(seen, landed.sent_at);
                }
            }
            Outcome::Tried(_) => {
                (self.schedule.backoff).rest(key, Class::Unexpected, now, TRIED);
            }
            Outcome::Failed(error) => {
                let class = Class::of(error);
                again = Some(match task.is_repeatable && class == Class::Unknown {
                    // There is always another print: it does not matter what became of the last.
                    true => {
                        (self.schedule.backoff).rest(key, class, now, NEXT);
                        NEXT
                    }
                    false => self.schedule.failed(&task, class, now),
                });
            }
        }
        self.schedule.finish(&task, slot, now);
        tell(&task, &outcome, again);
        let done = Done::new(&task, &outcome);
        self.summary.count(done, self.setup.once);
        for address in task.written() {
            self.mirror.mark(address, slot);
        }
        self.look_soon();
    }

    /// Says of whom nothing is gained by, now and then.
    fn tell_left(&mut self, left: &[Unprofitable], now: Instant) {
        self.left.retain(|_, told| now.duration_since(*told) < TOLD);
        for Unprofitable { address, edge } in left {
            if let Entry::Vacant(untold) = self.left.entry(*address) {
                untold.insert(now);
                let why = match edge {
                    Some(_) => "liquidating it would bring too little",
                    None => "no means to liquidate it now",
                };
                let edge_quote = edge.and_then(|edge| i64::try_from(edge).ok());
                tracing::info!(account = %address, edge_quote, why, "left alone");
            }
        }
    }

    /// Where there are more of them than one moment can look at, others have their turn first.
    fn pass_over(&mut self, left: &[Unprofitable], now: Instant) {
        if left.len() < MOST_IN_VAIN {
            return;
        }
        for Unprofitable { address, .. } in left {
            let key = Key::of(Job::Liquidate, "takeover", *address);
            (self.schedule.backoff).rest(key, Class::Overtaken, now, PASSED_OVER);
        }
    }

    /// Waits for what is on its way, no longer than a while.
    pub(super) async fn leave(&mut self) {
        self.unfollow();
        self.resync = None;
        let until = tokio::time::Instant::now() + FAREWELL;
        while self.schedule.under_way() > 0 {
            match timeout_at(until, self.tasks.1.recv()).await {
                Ok(Some(finished)) => self.finished(finished),
                _ => break,
            }
        }
        self.summary.abandoned = self.schedule.under_way();
        metrics::up(false);
        tracing::info!(
            abandoned = self.summary.abandoned,
            fees_lamports = self.summary.fees_lamports,
            "{}",
            self.summary.words()
        );
    }
}
