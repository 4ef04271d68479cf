//! A keeper at work.

use std::{
    collections::HashMap,
    future::Future,
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

use anchor_lang::prelude::Pubkey;
use solana_signer::Signer;
use tokio::{
    sync::{
        mpsc::{channel, Receiver, Sender},
        Notify,
    },
    task::JoinHandle,
    time::sleep_until,
};

use super::{
    connect::Connected,
    resync::{Part, Resync},
    trouble::Trouble,
    RunError, Setup,
};
use crate::{
    backoff::Growing,
    exec::{Hands, Outcome, Schedule},
    jobs::{Job, Task},
    metrics,
    mirror::{
        feed::{self, Hint, Topics},
        Mirror,
    },
    report::Summary,
    revalue::Revaluer,
    terms::Terms,
};

/// Between two looks that something asks for, at least: what comes together is looked at together.
const COALESCE: Duration = Duration::from_millis(10);
/// A node that fails is left alone: at first, and at most.
const RETRY: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(15));

/// A task that has come to its end.
pub(super) struct Finished {
    pub(super) task: Task,
    pub(super) outcome: Outcome,
    /// When the print that it was planned on was first seen.
    pub(super) seen: Instant,
}

/// Everything a keeper is made of.
pub struct Keeper {
    pub(super) setup: Setup,
    pub(super) connected: Connected,
    pub(super) terms: Terms,
    pub(super) mirror: Mirror,
    pub(super) revaluer: Revaluer,
    pub(super) schedule: Schedule,
    pub(super) hands: Hands,
    pub(super) tasks: (Sender<Finished>, Receiver<Finished>),
    pub(super) summary: Summary,
    pub(super) is_over: bool,

    hints: (Sender<Hint>, Receiver<Hint>),
    follower: Option<JoinHandle<()>>,
    pub(super) renew: Arc<Notify>,
    pub(super) is_followed: bool,
    pub(super) last_hint: Instant,

    pub(super) resync: Option<Resync>,
    /// Whether another is to follow the one under way.
    pub(super) resync_again: bool,
    /// When everything was last read.
    pub(super) synced: Option<Instant>,
    pub(super) resync_due: Instant,
    pub(super) resync_retry: Growing,
    pub(super) next_look: Instant,
    pub(super) retry: Growing,

    /// The newest print seen, and when.
    pub(super) print: (i64, Instant),
    pub(super) stage: Option<u8>,
    /// Unhealthy accounts that nothing is gained by, and when that was told.
    pub(super) left: HashMap<Pubkey, Instant>,
    pub(super) troubles: Troubles,
}

/// What may be wrong for longer.
pub(super) struct Troubles {
    pub(super) node: Trouble,
    pub(super) behind: Trouble,
    pub(super) sync: Trouble,
    pub(super) socket: Trouble,
    pub(super) funds: Trouble,
}

impl Troubles {
    fn new() -> Self {
        Self {
            node: Trouble::new("the node does not answer as it should"),
            behind: Trouble::new("the node shows older slots than before"),
            sync: Trouble::new("not everything can be read"),
            socket: Trouble::new("no websocket; everything is polled"),
            funds: Trouble::new("the keeper is short of SOL"),
        }
    }
}

impl Keeper {
    /// Ready to begin.
    pub fn new(setup: Setup, connected: Connected) -> Result<Self, RunError> {
        let terms = Terms::new(setup.config.clone(), &connected.market)?.jittered();
        let me = setup.wallet.as_ref().map(|wallet| wallet.pubkey());
        let (config, now) = (&setup.config, Instant::now());
        Ok(Self {
            hands: Hands::new(
                connected.node.clone(),
                connected.keys.market,
                setup.wallet.clone(),
                config,
                setup.dry_run,
            ),
            mirror: Mirror::new(connected.keys, me),
            revaluer: Revaluer::default(),
            schedule: Schedule::new(config.send.concurrency),
            summary: Summary::default(),
            tasks: channel(config.send.concurrency.max(1)),
            hints: channel(1_024),
            renew: Arc::new(Notify::new()),
            follower: None,
            is_followed: false,
            last_hint: now,
            resync: None,
            resync_again: false,
            synced: None,
            resync_due: now,
            resync_retry: Growing::new(RETRY.0, RETRY.1),
            next_look: now,
            retry: Growing::new(RETRY.0, RETRY.1),
            print: (i64::MIN, now),
            stage: None,
            left: HashMap::new(),
            troubles: Troubles::new(),
            is_over: false,
            terms,
            setup,
            connected,
        })
    }

    /// Keeps the market until `shutdown` comes, or nothing more is due if that was all that was asked for.
    pub async fn keep(
        mut self,
        mut shutdown: Pin<&mut impl Future<Output = ()>>,
    ) -> Result<Summary, RunError> {
        self.greet();
        self.follow();
        while !self.is_over {
            let next = match self.resync.is_none() {
                true => self.next_look.min(self.resync_due),
                false => self.next_look,
            };
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                Some(finished) = self.tasks.1.recv() => self.finished(finished),
                Some(hint) = self.hints.1.recv() => self.hint(hint),
                part = part(&mut self.resync) => self.part(part),
                () = sleep_until(next.into()) => {}
            }
            if self.resync.is_none() && Instant::now() >= self.resync_due {
                self.begin_resync();
            }
            if Instant::now() >= self.next_look {
                tokio::select! {
                    biased;
                    () = &mut shutdown => break,
                    () = self.look() => {}
                }
            }
        }
        self.leave().await;
        Ok(self.summary)
    }

    fn greet(&self) {
        let jobs = self.setup.config.jobs.iter().map(|job: &Job| job.name());
        let jobs: Vec<&str> = jobs.collect();
        tracing::info!(
            market = %self.connected.keys.market,
            keeper = self.mirror.own().me().map(|me| me.to_string()),
            url = self.connected.node.url(),
            jobs = jobs.join(","),
            once = self.setup.once,
            dry_run = self.setup.dry_run,
            "keeping"
        );
    }

    /// Follows what changes by a websocket, if there is to be one.
    pub(super) fn follow(&mut self) {
        let Some(url) = self.setup.config.websocket().filter(|_| !self.setup.once) else {
            return;
        };
        let topics = Topics {
            market: self.connected.keys.market,
            oracle: self.mirror.keys().oracle,
        };
        let (hints, renew) = (self.hints.0.clone(), self.renew.clone());
        self.unfollow();
        self.follower = Some(tokio::spawn(async move {
            feed::follow(url, topics, hints, &renew).await;
        }));
    }

    /// Follows no more.
    pub(super) fn unfollow(&mut self) {
        if let Some(follower) = self.follower.take() {
            follower.abort();
        }
    }

    fn hint(&mut self, hint: Hint) {
        self.last_hint = Instant::now();
        match hint {
            Hint::Connected => {
                self.is_followed = true;
                self.troubles.socket.over();
                metrics::websocket(true);
                // What has changed meanwhile nobody has told.
                self.resync_soon();
            }
            Hint::Lost(why) => {
                self.is_followed = false;
                self.troubles.socket.is(&why);
                metrics::websocket(false);
                self.resync_soon();
            }
            Hint::Core => self.look_soon(),
            Hint::Account(address, slot) => {
                self.mirror.mark(address, slot);
                self.look_soon();
            }
        }
    }

    /// Has everything read at once, or once more after the reading that is under way: some of that may be older.
    fn resync_soon(&mut self) {
        match self.resync.is_some() {
            true => self.resync_again = true,
            false => self.resync_due = Instant::now(),
        }
    }

    /// Has the next look come at once.
    pub(super) fn look_soon(&mut self) {
        // A node that fails is left alone as long as it needs.
        if self.troubles.node.lasts().is_none() {
            self.next_look = self.next_look.min(Instant::now() + COALESCE);
        }
    }
}

/// The next part of a reading of everything; never, while none is under way.
async fn part(resync: &mut Option<Resync>) -> Option<Part> {
    match resync {
        Some(resync) => resync.next().await,
        None => std::future::pending().await,
    }
}
