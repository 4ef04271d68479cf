//! A market that falls by a thousandth a minute, slowly enough never to halt, and put writers who fall under one by one.

use anchor_lang::prelude::Pubkey;
use anyhow::{ensure, Context, Result};
use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Actor, Setup, World,
};
use ballast_localnet::{Node, Options, Program};
use option_risk::{calendar::next_expiry, units::Kind};

/// Writers.
const WRITERS: u64 = 100;
/// What each is short of.
const CONTRACTS: u64 = 10 * SOL;
/// More than writing them takes.
const PURSE: u64 = 10_000 * USDC;
/// What each holds more than the one before it, bps of what it must.
const LADDER_BPS: u64 = 25;
/// What the keeper takes positions over with.
const KEEPERS_MARGIN: u64 = 10_000_000 * USDC;
/// What a print is lower than the one before, thousandths.
const FALL: u64 = 1;
/// Between two prints, chain milliseconds.
const STEP_MILLIS: u64 = 60_000;
/// Prints that nobody falls under in, at the most.
const MOST_BEFORE: u32 = 100;
/// The first writer is this near to the line before anything is measured, bps.
const BRINK_BPS: u64 = 10_050;

/// Market, writers and a keeper on the local node.
pub struct Scene {
    pub node: Node,
    pub world: World,
    pub keeper: Actor,
    price: u64,
    first: Pubkey,
}

impl Scene {
    /// Everybody has written; nobody is near the line.
    pub fn open() -> Result<Self> {
        let setup = Setup::default();
        let node = Node::start(&Options {
            program: Program::Native,
            start_ts: setup.start_ts,
        })?;
        let mut world = World::create(Box::new(node.clone()), &setup)?;
        world.hold(3_600, 60, setup.price)?;
        let expiry_ts = next_expiry(world.now(), 5)?;
        let series = world.create_series(Kind::Put, 200 * DOLLAR, expiry_ts)?;
        let keeper = world.actor(SOL, KEEPERS_MARGIN)?;
        world.open_margin(&keeper, Kind::Put, KEEPERS_MARGIN)?;
        let mut first = None;
        for place in 0..WRITERS {
            let writer = world.actor(0, PURSE)?;
            let owner = writer.key();
            world.open_margin(&writer, Kind::Put, PURSE)?;
            world.write(&writer, &series, CONTRACTS)?;
            let required = world.health(&owner, Kind::Put).initial.required;
            let kept = required / 10_000 * (10_050 + place * LADDER_BPS);
            world.withdraw(&writer, Kind::Put, PURSE.saturating_sub(kept))?;
            first.get_or_insert(owner);
        }
        Ok(Self {
            node,
            world,
            keeper,
            price: setup.price,
            first: first.context("nobody writes")?,
        })
    }

    /// Lets the price fall until the first writer is next to the line.
    pub fn fall_to_the_brink(&mut self) -> Result<()> {
        for _ in 0..MOST_BEFORE {
            self.print()?;
            self.world.observe()?;
            let first = self.first;
            if self.world.health(&first, Kind::Put).bps() <= BRINK_BPS {
                return Ok(());
            }
        }
        anyhow::bail!("after {MOST_BEFORE} prints nobody is near the line")
    }

    /// The next print, in the same instant as the minute that it is of.
    pub fn print(&mut self) -> Result<()> {
        self.price -= self.price * FALL / 1_000;
        let feed = self.world.feed;
        let seconds = i64::try_from((self.node.unix_millis() + STEP_MILLIS) / 1_000)?;
        let print = feed.account(&feed.print(self.price, seconds));
        let now = self.node.tick(STEP_MILLIS, vec![(feed.address, print)])?;
        ensure!(now == seconds, "the clock is at {now}, not {seconds}");
        Ok(())
    }

    /// The keeper's margin account, as bytes: every liquidation changes it.
    pub fn keepers_account(&mut self) -> Result<Vec<u8>> {
        let address = self
            .world
            .keys
            .margin_account(&self.keeper.key(), Kind::Put);
        let account = self.world.chain.account(&address);
        Ok(account.context("the keeper has no account")?.data)
    }
}
