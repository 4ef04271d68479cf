//! The node itself: a simulator whose time stands still between ticks.

use std::{
    path::Path,
    sync::{
        atomic::{AtomicU32, Ordering},
        Arc, Mutex,
    },
    thread,
};

use anchor_lang::prelude::Pubkey;
use ballast_harness::Account;
use solana_clock::Clock;
use surfpool_core::surfnet::{
    locker::SurfnetSvmLocker,
    svm::{SurfnetSvm, SurfnetSvmConfig},
};
use tokio::runtime::{Builder, Runtime};

use crate::{
    saved::Saved,
    server::{Ports, Server},
    NodeError, Program,
};

/// Threads that answer requests beside the one that ticks.
const WORKERS: usize = 2;
/// Milliseconds in a second.
const MILLIS: u64 = 1_000;

/// What a node starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How the program runs.
    pub program: Program,
    /// Unix seconds that the clock starts at.
    pub start_ts: i64,
}

/// A node; clones are the same one.
#[derive(Clone)]
pub struct Node(Arc<Inner>);

struct Inner {
    locker: SurfnetSvmLocker,
    server: Mutex<Option<Server>>,
    /// Transactions sent by this process: each asks for another compute limit, since the same bytes count once.
    sent: AtomicU32,
    /// Dropped last: everything else runs in it.
    runtime: Option<Runtime>,
}

impl Node {
    /// Starts a simulator with the program in it; nothing listens yet.
    pub fn start(options: &Options) -> Result<Self, NodeError> {
        Self::with(&options.program, |svm| {
            let now = u64::try_from(options.start_ts).unwrap_or(0) * MILLIS;
            (svm.updated_at, svm.genesis_updated_at) = (now, now);
            let slot = svm.latest_epoch_info.absolute_slot;
            set_clock(svm, slot, now);
            Ok(())
        })
    }

    /// Goes on where [`Self::save`] stopped; with the note that was left there.
    pub fn resume(program: &Program, path: &Path) -> Result<(Self, String), NodeError> {
        let mut saved = Saved::read(path)?;
        let note = std::mem::take(&mut saved.note);
        let node = Self::with(program, |svm| {
            svm.updated_at = saved.unix_millis;
            svm.genesis_updated_at = saved.unix_millis;
            svm.genesis_slot = saved.slot;
            let info = &mut svm.latest_epoch_info;
            (info.absolute_slot, info.block_height) = (saved.slot, saved.block_height);
            (info.slot_index, svm.chain_tip.index) = (saved.slot, saved.block_height);
            let (slot, unix_millis) = (saved.slot, saved.unix_millis);
            saved.restore(svm)?;
            set_clock(svm, slot, unix_millis);
            Ok(())
        })?;
        Ok((node, note))
    }

    fn with(
        program: &Program,
        prepare: impl FnOnce(&mut SurfnetSvm) -> Result<(), NodeError>,
    ) -> Result<Self, NodeError> {
        let config = SurfnetSvmConfig {
            // Runs every transaction once more for each of its instructions.
            instruction_profiling_enabled: false,
            ..SurfnetSvmConfig::default()
        };
        let (mut svm, events, geyser) = SurfnetSvm::new(config).map_err(simulator)?;
        // Both channels are bounded, and whoever writes into a full one waits.
        thread::spawn(move || events.iter().for_each(drop));
        thread::spawn(move || geyser.iter().for_each(drop));
        program.install(&mut svm)?;
        prepare(&mut svm)?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .enable_all()
            .build()
            .map_err(NodeError::Runtime)?;
        Ok(Self(Arc::new(Inner {
            locker: SurfnetSvmLocker::new(svm),
            server: Mutex::new(None),
            sent: AtomicU32::new(0),
            runtime: Some(runtime),
        })))
    }

    /// Closes the block, lets `millis` pass and, in the same instant, writes accounts. Returns the unix seconds then.
    pub fn tick(&self, millis: u64, accounts: Vec<(Pubkey, Account)>) -> Result<i64, NodeError> {
        self.write(move |svm| {
            svm.slot_time = millis;
            svm.confirm_current_block().map_err(simulator)?;
            for (address, account) in accounts {
                put(svm, &address, account)?;
            }
            Ok(unix_seconds(svm))
        })
    }

    /// Unix milliseconds of the clock: what [`Self::tick`] adds to.
    pub fn unix_millis(&self) -> u64 {
        self.read(|svm| svm.updated_at)
    }

    /// Answers JSON-RPC and WebSocket requests on the loopback interface until [`Self::stop_serving`].
    pub fn serve(&self, ports: Ports) -> Result<(), NodeError> {
        let mut server = self.server();
        if server.is_none() {
            *server = Some(Server::start(self.0.locker.clone(), ports)?);
        }
        Ok(())
    }

    /// Closes both ports and every connection; the chain stays.
    pub fn stop_serving(&self) {
        if let Some(server) = self.server().take() {
            server.stop();
        }
    }

    /// Why the server has ended by itself, if it has.
    pub fn failure(&self) -> Option<NodeError> {
        self.server().as_mut()?.failure()
    }

    /// Writes every account, the clock and a note into a file, for [`Self::resume`].
    pub fn save(&self, path: &Path, note: &str) -> Result<(), NodeError> {
        let saved = self.read(|svm| Saved::of(svm, note))?;
        saved.write(path)
    }

    /// Every account that belongs to a program.
    pub fn owned_by(&self, program: &Pubkey) -> Result<Vec<(Pubkey, Account)>, NodeError> {
        let owned = self.read(|svm| svm.get_account_owned_by(program));
        let owned = owned.map_err(simulator)?.into_iter();
        Ok(owned
            .map(|(address, account)| (address, taken(account)))
            .collect())
    }

    /// Blocks so far.
    pub fn slot(&self) -> u64 {
        self.read(SurfnetSvm::get_latest_absolute_slot)
    }

    /// Transactions the node has run, whoever sent them.
    pub fn transactions(&self) -> u64 {
        self.read(|svm| svm.transactions_processed)
    }

    pub(crate) fn locker(&self) -> &SurfnetSvmLocker {
        &self.0.locker
    }

    pub(crate) fn runtime(&self) -> &Runtime {
        self.0.runtime.as_ref().expect("only dropping takes it")
    }

    /// A number that no transaction had before, within a day of sending.
    pub(crate) fn next_number(&self) -> u32 {
        self.0.sent.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) fn read<T>(&self, of: impl FnOnce(&SurfnetSvm) -> T + Send + Sync) -> T {
        self.0.locker.with_svm_reader(of)
    }

    pub(crate) fn write<T: Send + 'static>(
        &self,
        with: impl FnOnce(&mut SurfnetSvm) -> T + Send + Sync,
    ) -> T {
        self.0.locker.with_svm_writer(with)
    }

    fn server(&self) -> std::sync::MutexGuard<'_, Option<Server>> {
        let server = self.0.server.lock();
        server.unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let server = self.server.get_mut();
        let server = server.unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(server) = server.take() {
            server.stop();
        }
        // A request that is being answered is not waited for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Unix seconds of the simulator's clock.
pub(crate) fn unix_seconds(svm: &SurfnetSvm) -> i64 {
    i64::try_from(svm.updated_at / MILLIS).unwrap_or(i64::MAX)
}

/// Sets the clock without closing a block.
pub(crate) fn set_clock(svm: &mut SurfnetSvm, slot: u64, unix_millis: u64) {
    svm.updated_at = unix_millis;
    let unix_timestamp = unix_seconds(svm);
    svm.inner.set_sysvar(&Clock {
        slot,
        unix_timestamp,
        ..Clock::default()
    });
}

/// Writes an account; whoever has subscribed to it hears of it.
pub(crate) fn put(
    svm: &mut SurfnetSvm,
    address: &Pubkey,
    account: Account,
) -> Result<(), NodeError> {
    let account = solana_account::Account {
        lamports: account.lamports,
        data: account.data,
        owner: account.owner,
        ..solana_account::Account::default()
    };
    svm.set_account(address, account).map_err(simulator)
}

/// An account as the simulator hands it out.
pub(crate) fn taken(account: solana_account::Account) -> Account {
    Account {
        lamports: account.lamports,
        data: account.data,
        owner: account.owner,
    }
}

pub(crate) fn simulator(error: impl std::fmt::Display) -> NodeError {
    NodeError::Simulator(error.to_string())
}
