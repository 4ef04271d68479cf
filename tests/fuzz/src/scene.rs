//! What a sequence begins with.

use std::collections::{BTreeSet, HashMap};

use anchor_lang::prelude::Pubkey;
use anchor_spl::token_2022;
use ballast::oracle::OracleKind;
use ballast_client::{SeriesKeys, VaultKeys};
use ballast_harness::{
    scenes::{expiry, plenty, rich, write_to_limit, START_PRICE},
    setup::{DOLLAR, SOL, USDC},
    Account, Actor, Chain, Setup, World,
};
use option_risk::{fees::FeeParams, units::Kind};
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::{
    random::Random,
    strangers,
    watched::{Log, Watched},
};

/// How many people there are.
pub const PEOPLE: usize = 4;

/// Tokens of a kind's collateral that exist.
pub fn minted(kind: Kind) -> u64 {
    PEOPLE as u64 * plenty(kind)
}

/// A market with shorts at their limit and two vaults that could sell, and its people.
pub struct Scene {
    pub world: World,
    pub people: Vec<Actor>,
    /// The last price published, observed or not.
    pub price: u64,
    /// When the breaker tripped.
    pub trips: BTreeSet<i64>,
    /// Who may be offered the authority; has a protocol and a market too.
    pub heir: Keypair,
    /// Accounts of that market's.
    pub others: Vec<Pubkey>,
    /// Tokens given to accounts of the program's, of calls' and of puts' collateral.
    pub donated: [u64; 2],
    /// Settlement prices seen.
    pub settled: HashMap<Pubkey, u64>,
    /// What became of every instruction.
    pub log: Log,
}

impl Scene {
    /// One of several worlds, by its seed: of either oracle, with either token program.
    pub fn create(chain: Box<dyn Chain>, seed: u64) -> Self {
        let log = Log::default();
        let chain = Box::new(Watched::new(chain, log.clone()));
        let mut random = Random::new(seed);
        let mut setup = Setup::default();
        if random.once_in(2) {
            setup.oracle = OracleKind::Receiver;
        }
        for program in [&mut setup.base_program, &mut setup.quote_program] {
            if random.once_in(2) {
                *program = token_2022::ID;
            }
        }
        if random.once_in(2) {
            // Three prints in a quarter of an hour, or the market throttles.
            setup.market.breaker.min_buckets15 = 3;
        }
        setup.vault.schedule.tenor_days = 1;
        setup.vault.schedule.phase_days = 0;
        setup.vault.schedule.retry_secs = 600;
        setup.vault.fees = FeeParams::default();
        setup.vault.buyback.max_gamma_bps = 20;
        let mut world = World::create(chain, &setup).expect("a world");
        let people: Vec<Actor> = (0..PEOPLE).map(|_| rich(&mut world)).collect();
        let expiry_ts = expiry(&world, 1);
        for (kind, dollars) in [(Kind::Call, 208), (Kind::Put, 192)] {
            world
                .create_series(kind, dollars * DOLLAR, expiry_ts)
                .expect("a series");
        }
        for person in &people {
            for kind in Kind::ALL {
                world
                    .open_margin(person, kind, plenty(kind) / 10)
                    .expect("a margin account");
            }
        }
        for series in world.series.clone() {
            world
                .open_backstop(series.kind)
                .expect("the fund's account");
            for person in &people[..2] {
                write_to_limit(&mut world, person, &series, 20 * SOL);
            }
        }
        world
            .queue_deposit(&people[0], 1_000 * SOL)
            .expect("a deposit");
        world.roll_round().expect("a roll");
        let mut puts = setup.vault;
        puts.hedge.target_delta_bps = 3_000;
        world.vault = world.create_vault(1, Kind::Put, puts).expect("a vault");
        world
            .queue_deposit(&people[1], 100_000 * USDC)
            .expect("a deposit");
        world.roll_round().expect("a roll");
        let heir = world.fresh_keypair();
        let lamports = Account {
            lamports: 1_000_000_000_000,
            ..Account::default()
        };
        world.chain.set_account(&heir.pubkey(), lamports);
        let mut scene = Self {
            world,
            people,
            price: START_PRICE,
            trips: BTreeSet::new(),
            heir,
            others: Vec::new(),
            donated: [0; 2],
            settled: HashMap::new(),
            log,
        };
        strangers::settle(&mut scene).expect("a second market");
        let mut people: BTreeSet<Pubkey> = scene.people.iter().map(Actor::key).collect();
        people.insert(scene.heir.pubkey());
        scene.log.borrow_mut().people = people;
        scene
    }

    /// Something has happened that must not, unless it was a prank.
    pub fn violated(&self, what: String) {
        let notes = &mut *self.log.borrow_mut();
        if !notes.pranked {
            notes.violation.get_or_insert(what);
        }
    }

    /// Moves clock and price, and observes if that can be.
    pub fn drift(&mut self, secs: i64, price: u64) {
        self.price = price.clamp(60 * DOLLAR, 600 * DOLLAR);
        let _ = self.world.tick(secs, self.price);
    }

    /// Holds the price until a series has expired, with prints enough for the mean of its last half hour.
    pub fn expire(&mut self, series: &SeriesKeys) {
        let to_window = series.expiry_ts - 1_900 - self.world.now();
        if to_window > 0 {
            self.drift(to_window, self.price);
        }
        while self.world.now() < series.expiry_ts {
            self.drift(100, self.price);
        }
    }

    /// Somebody's receipts that exist, by the address rule of a kind of receipt: who and which round.
    pub fn receipts(
        &mut self,
        address: fn(&VaultKeys, &Pubkey, u64) -> Pubkey,
    ) -> Vec<(usize, u64)> {
        let vault = self.world.vault;
        let rounds = self.world.vault_state().book.round;
        let mut found = Vec::new();
        for (index, person) in self.people.iter().enumerate() {
            for round in 0..=rounds {
                let receipt = address(&vault, &person.key(), round);
                let account = self.world.chain.account(&receipt);
                // Lamports alone make no receipt.
                if account.is_some_and(|account| account.owner == ballast::ID) {
                    found.push((index, round));
                }
            }
        }
        found
    }

    /// The series the vault sells, if it does.
    pub fn vaults_series(&mut self) -> Option<SeriesKeys> {
        let current = self.world.vault_state().sale.series;
        let mut known = self.world.series.iter();
        known.find(|series| series.series == current).copied()
    }
}
