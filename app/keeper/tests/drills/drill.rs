//! A market on a node of its own, its oracle, and time, which passes as a drill says.

use std::{
    process,
    sync::atomic::{AtomicU16, Ordering},
    thread::sleep,
    time::{Duration, Instant},
};

use anchor_lang::prelude::Pubkey;
use ballast_client::VaultKeys;
use ballast_harness::{scenes, Actor, OraclePrint, Setup, World};
use ballast_localnet::{Node, Options, Ports, Program};
use option_risk::{breaker::Stage, units::Kind};
use tempfile::TempDir;

/// How long a keeper may take for anything.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks at the chain, on which [`BLOCK_MILLIS`] pass.
const POLL: Duration = Duration::from_millis(20);
const BLOCK_MILLIS: u64 = 500;
/// Lower than the ports that an operating system hands out, which other tests' nodes ask it for.
const FIRST_PORT: u16 = 20_000;
/// Ports that one run of the drills has.
const PORTS: u16 = 40;

/// Two ports in a row that nobody listens on, and no other drill of this run has been given lately.
pub fn two_ports() -> Ports {
    static TAKEN: AtomicU16 = AtomicU16::new(0);
    let own = FIRST_PORT + (process::id() % 250) as u16 * PORTS;
    let mut next = std::iter::repeat_with(|| TAKEN.fetch_add(2, Ordering::Relaxed));
    let free =
        |taken| Some(Ports::from_rpc(own + taken % PORTS)).filter(|it| it.check_free().is_ok());
    next.find_map(free).expect("a free port")
}

/// A market whose vault sells a day's options and gives no orders, so that balances are the same in every run.
pub fn daily() -> Setup {
    let mut setup = Setup::default();
    let vault = &mut setup.vault;
    (vault.schedule.tenor_days, vault.schedule.phase_days) = (1, 0);
    (vault.hedge.target_delta_bps, vault.buyback.max_gamma_bps) = (0, 0);
    setup
}

/// A market, and who is in it.
pub struct Drill {
    pub world: World,
    pub node: Node,
    /// What the oracle goes on to show; none while it is silent.
    pub oracle: Option<u64>,
    /// Every wallet with tokens.
    pub people: Vec<Pubkey>,
    pub folder: TempDir,
    setup: Setup,
    ports: Option<Ports>,
    published_ts: i64,
    /// Transactions that are in closed blocks.
    pub in_blocks: u64,
    /// Where running keepers serve their metrics.
    pub keepers: Vec<u16>,
}

impl Drill {
    /// A market as `setup` says, at whose opening the oracle prints.
    pub fn open(setup: &Setup) -> Self {
        let node = Self::node(setup.start_ts);
        let world = World::create(Box::new(node.clone()), setup).expect("a world");
        Self::of(node, world, setup)
    }

    /// A node without a market.
    pub fn node(start_ts: i64) -> Node {
        Node::start(&Options {
            program: Program::Native,
            start_ts,
        })
        .expect("a node")
    }

    /// A market that is there.
    pub fn of(node: Node, world: World, setup: &Setup) -> Self {
        Self {
            published_ts: world.now(),
            world,
            node,
            oracle: Some(setup.price),
            people: Vec::new(),
            folder: tempfile::tempdir().expect("a folder"),
            setup: *setup,
            ports: None,
            in_blocks: 0,
            keepers: Vec::new(),
        }
    }

    /// The same chain once more, on a node of its own: what comes of it there changes nothing here.
    pub fn fork(&self) -> Self {
        let path = self.folder.path().join("chain.bin");
        self.node.save(&path, "").expect("a state");
        let (node, _) = Node::resume(&Program::Native, &path).expect("a node");
        let mut world = World::attached(Box::new(node.clone()), &self.setup);
        (world.vaults, world.vault) = (self.world.vaults.clone(), self.world.vault);
        world.series = self.world.series.clone();
        world.margins = self.world.margins.clone();
        let mut fork = Self::of(node, world, &self.setup);
        (fork.oracle, fork.published_ts) = (self.oracle, self.published_ts);
        fork.people = self.people.clone();
        fork
    }

    /// Where the node answers, from now on.
    pub fn serve(&mut self) -> Ports {
        *self.ports.get_or_insert_with(|| {
            let ports = two_ports();
            self.node.serve(ports).expect("free ports");
            ports
        })
    }

    /// A wallet with plenty of both tokens.
    pub fn rich(&mut self) -> Actor {
        let actor = scenes::rich(&mut self.world);
        self.people.push(actor.key());
        actor
    }

    /// A wallet with plenty in a margin account.
    pub fn rich_writer(&mut self, kind: Kind) -> Actor {
        let actor = scenes::rich_writer(&mut self.world, kind);
        self.people.push(actor.key());
        actor
    }

    /// Counts wallets among the people; what a scene has printed was the oracle's last print.
    pub fn knows(&mut self, actors: &[&Actor]) {
        self.people.extend(actors.iter().map(|actor| actor.key()));
        self.published_ts = self.world.now();
    }

    /// Lets time pass; the oracle's next print comes in the same instant.
    pub fn pass_millis(&mut self, millis: u64) {
        let ts = i64::try_from((self.node.unix_millis() + millis) / 1_000).expect("a time");
        let print = (self.oracle)
            .filter(|_| ts > self.published_ts)
            .map(|price| OraclePrint {
                prev_publish_ts: self.published_ts,
                ..self.world.feed.print(price, ts)
            });
        let feed = self.world.feed;
        let account = print.map(|print| (feed.address, feed.account(&print)));
        self.in_blocks = self.node.transactions();
        let ticked = self.node.tick(millis, account.into_iter().collect());
        ticked.expect("a block");
        self.published_ts = print.map_or(self.published_ts, |print| print.publish_ts);
    }

    /// Lets seconds pass in steps of so many, and keepers look at each; at the end they have come to rest.
    pub fn pass(&mut self, secs: i64, step: i64) {
        let end = self.world.now() + secs;
        while self.world.now() < end {
            let step = step.min(end - self.world.now());
            self.pass_millis(step.unsigned_abs() * 1_000);
            self.show();
        }
        self.attend();
    }

    /// As [`Self::pass`], to a moment.
    pub fn pass_to(&mut self, ts: i64, step: i64) {
        self.pass(ts - self.world.now(), step);
    }

    /// To a moment, a minute at a time, each of whose prints a keeper records.
    pub fn keep_to(&mut self, ts: i64) {
        while self.world.now() < ts {
            let step = 60.min(ts - self.world.now());
            self.pass_millis(step.unsigned_abs() * 1_000);
            let since = Instant::now();
            while self.world.market().risk.publish_ts < self.published_ts {
                assert!(since.elapsed() < PATIENCE, "a print is not recorded");
                sleep(POLL);
                self.attend();
            }
        }
        self.attend();
    }

    /// As [`Self::pass`], with every print observed by somebody.
    pub fn watch(&mut self, secs: i64, step: i64) {
        let end = self.world.now() + secs;
        while self.world.now() < end {
            self.pass(step.min(end - self.world.now()), step);
            self.world.observe().expect("a print");
        }
    }

    /// Waits, block by block, until something is so; keepers have come to rest by then.
    pub fn until(&mut self, what: &str, mut is_so: impl FnMut(&mut Self) -> bool) {
        let since = Instant::now();
        while !is_so(self) {
            assert!(since.elapsed() < PATIENCE, "still waiting: {what}");
            self.pass_millis(BLOCK_MILLIS);
            sleep(POLL);
            self.show();
        }
        self.attend();
    }

    /// Does something with another vault than the first.
    pub fn with<T>(&mut self, vault: VaultKeys, act: impl FnOnce(&mut World) -> T) -> T {
        let first = std::mem::replace(&mut self.world.vault, vault);
        let done = act(&mut self.world);
        self.world.vault = first;
        done
    }

    /// The breaker's stage now, whoever has recorded it.
    pub fn stage(&mut self) -> Stage {
        let (market, now) = (self.world.market(), self.world.now());
        market.risk.breaker.stage_at(&market.params.breaker, now)
    }
}

impl Drop for Drill {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.folder.disable_cleanup(true);
            eprintln!("the keepers' logs are in {}", self.folder.path().display());
        }
    }
}
