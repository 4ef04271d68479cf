//! What a keeper reads: everything from time to time, and what it acts on at every look.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use anchor_lang::prelude::Pubkey;

use super::{
    connect::PASS,
    keeper::Keeper,
    resync::{Part, Resync},
};
use crate::{
    metrics,
    mirror::{Core, Mirror, Unfit},
    report::words,
};

/// How long a node may show older slots before it counts as another chain.
const BEHIND: Duration = Duration::from_secs(5);
/// A websocket that says nothing for this long is renewed.
const SILENT: Duration = Duration::from_secs(30);
/// Without a websocket everything is read this many times as seldom as it takes long.
const SHARE: u32 = 5;

impl Keeper {
    /// Begins to read everything.
    pub(super) fn begin_resync(&mut self) {
        let more = self.mirror.own().addresses();
        let (node, market) = (self.connected.node.clone(), self.connected.keys.market);
        self.resync = Some(Resync::begin(node, market, more));
    }

    /// Takes a part of everything.
    pub(super) fn part(&mut self, part: Option<Part>) {
        match part {
            Some(Part::Reading(reading)) => self.mirror.take(&reading),
            Some(Part::End { listed, slot }) => self.read_all(&listed, slot),
            Some(Part::Failed(error)) => {
                self.resync = None;
                metrics::rpc_error();
                self.troubles.sync.is(&words(&error));
                self.resync_due = Instant::now() + self.resync_retry.next();
                self.give_up(self.troubles.sync.lasts());
            }
            None => {
                self.resync = None;
                self.resync_due = Instant::now();
            }
        }
    }

    fn read_all(&mut self, listed: &HashSet<Pubkey>, slot: u64) {
        let Some(resync) = self.resync.take() else {
            return;
        };
        let (took, now) = (resync.took(), Instant::now());
        self.mirror.finish(listed, slot);
        self.troubles.sync.over();
        self.resync_retry.reset();
        metrics::synced(took);
        // The keeper's own options are known by their series, so only after a first time.
        let is_first = self.synced.is_none();
        let is_next = is_first || std::mem::take(&mut self.resync_again);
        self.resync_due = match is_next {
            true => now,
            false => now + self.until_next(took),
        };
        self.synced = Some(now);
        let (margins, series) = (self.mirror.margins().len(), self.mirror.series().len());
        let (vaults, garbage) = (self.mirror.vaults().len(), self.mirror.garbage());
        let took_ms = took.as_millis() as u64;
        if is_first {
            tracing::info!(
                margins,
                series,
                vaults,
                garbage,
                took_ms,
                "everything is read"
            );
        } else {
            tracing::debug!(margins, garbage, took_ms, "everything is read again");
        }
        self.look_soon();
    }

    fn until_next(&self, took: Duration) -> Duration {
        let sync = &self.setup.config.sync;
        let seldom = Duration::from_secs(sync.resync_secs);
        match self.is_followed {
            true => seldom,
            false => Duration::from_millis(sync.poll_ms)
                .max(took * SHARE)
                .min(seldom),
        }
    }

    /// Looks at market, oracle, clock and what has changed, and acts on it.
    pub(super) async fn look(&mut self) {
        let addresses = self.mirror.next_look();
        let look = self.connected.node.together(&addresses).await;
        let taken = match look {
            Ok(look) => self.mirror.take_look(&look),
            Err(error) => {
                metrics::rpc_error();
                return self.failed(&words(&error));
            }
        };
        self.next_look = Instant::now() + Duration::from_millis(self.setup.config.sync.poll_ms);
        match taken {
            Ok(()) => self.troubles.behind.over(),
            Err(unfit @ Unfit::Behind { .. }) => return self.behind(unfit),
            Err(unfit) => return self.failed(&unfit.to_string()),
        }
        self.troubles.node.over();
        self.retry.reset();
        if self.mirror.is_dirty() {
            self.look_soon();
        }
        let Some(core) = self.mirror.core().cloned() else {
            return;
        };
        self.mind_oracle(&core).await;
        self.act(&core);
    }

    fn failed(&mut self, why: &str) {
        self.troubles.node.is(why);
        metrics::up(false);
        if let Some(synced) = self.synced {
            metrics::sync_age(synced.elapsed());
        }
        self.give_up(self.troubles.node.lasts());
        self.next_look = Instant::now() + self.retry.next();
    }

    /// A single pass is given up after a while, and says so.
    fn give_up(&mut self, lasts: Option<Duration>) {
        let is_long = lasts.is_some_and(|lasts| lasts >= PASS);
        self.is_over |= self.setup.once && is_long;
    }

    /// Behind one address there may be several nodes; but one that stays behind shows another chain, and what is known of
    /// the old one is worth nothing.
    fn behind(&mut self, unfit: Unfit) {
        let behind = &mut self.troubles.behind;
        behind.is(&unfit.to_string());
        if behind.lasts().is_none_or(|lasts| lasts < BEHIND) {
            return;
        }
        behind.over();
        tracing::warn!("the node has begun anew; everything is read again");
        self.mirror = Mirror::new(*self.mirror.keys(), self.mirror.own().me());
        self.revaluer.reset();
        self.schedule.reset();
        self.resync = None;
        self.synced = None;
        metrics::up(false);
        self.resync_due = Instant::now();
        self.next_look = self.resync_due;
    }

    /// Follows the market to another feed, and renews a websocket that has gone silent.
    async fn mind_oracle(&mut self, core: &Core) {
        let (old, new) = (&self.connected.market, &core.market);
        if (old.feed, old.oracle_kind) != (new.feed, new.oracle_kind) {
            let market = self.connected.keys.market;
            if let Ok(keys) = self.connected.node.market_keys(&market, new).await {
                tracing::info!(oracle = %keys.oracle, "the market has another oracle");
                self.mirror.set_oracle(keys.oracle);
                self.connected.market = new.clone();
                self.follow();
            }
        }
        if self.is_followed && self.last_hint.elapsed() > SILENT {
            self.last_hint = Instant::now();
            self.renew.notify_one();
        }
    }
}
