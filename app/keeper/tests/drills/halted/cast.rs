//! Everybody in a market before it is shut.

use ballast_client::{SeriesKeys, VaultKeys};
use ballast_harness::{
    scenes::{self, Short, WRITTEN},
    setup::{DOLLAR, SOL},
    Actor, Setup,
};
use option_risk::units::Kind;

use crate::drill::Drill;

/// Where the price falls to, from 200.
pub const CRASH: u64 = 150 * DOLLAR;
/// What the writer has kept of what they wrote, and what a holder has of it.
pub const OWN: u64 = 60 * SOL;
pub const HELD: u64 = WRITTEN - OWN;

pub struct Cast {
    pub short: Short,
    /// Has the writer's other options.
    pub holder: Actor,
    /// Short and long of one series.
    pub spreader: Actor,
    /// Collateral, and no short.
    pub flat: Actor,
    /// Of the vault of calls, which is live: some shares, some of a rolled withdrawal, a deposit that waits.
    pub depositor: Actor,
    pub early: Actor,
    pub late: Actor,
    pub calls: SeriesKeys,
    /// Of the vault of puts, whose sale runs.
    pub puts_vault: VaultKeys,
    pub puts_depositor: Actor,
    pub puts: SeriesKeys,
    /// Has options of both vaults.
    pub buyer: Actor,
}

impl Cast {
    /// A quarter of an hour at 200, with a print a minute.
    pub fn gathered() -> (Drill, Self) {
        let mut drill = Drill::open(&Setup::default());
        let put = Kind::Put;
        let short = scenes::short_at_limit(&mut drill.world, put);
        drill.knows(&[&short.writer, &short.liquidator]);
        let (holder, spreader, flat) =
            (drill.rich(), drill.rich_writer(put), drill.rich_writer(put));
        let (depositor, early, late) = (drill.rich(), drill.rich(), drill.rich());
        let (puts_depositor, buyer) = (drill.rich(), drill.rich());
        let world = &mut drill.world;
        world
            .transfer_options(&short.writer, &holder, &short.series, HELD)
            .unwrap();
        world.write(&spreader, &short.series, 20 * SOL).unwrap();
        world
            .deposit_options(&spreader, &short.series, 20 * SOL)
            .unwrap();

        world.queue_deposit(&depositor, 1_000 * SOL).unwrap();
        world.queue_deposit(&early, 100 * SOL).unwrap();
        world.roll_round().unwrap();
        for owner in [&depositor, &early] {
            world.claim_shares(owner, 0).unwrap();
        }
        let half = world.shares(&early.key()) / 2;
        world.queue_withdrawal(&early, half).unwrap();
        world.roll_round().unwrap();
        let calls = world.start_sale().unwrap();
        world.buy(&buyer, &calls, 500 * SOL, u64::MAX).unwrap();
        drill.watch(660, 60);
        let world = &mut drill.world;
        world.end_sale(&calls).unwrap();
        world.queue_deposit(&late, 10 * SOL).unwrap();

        let mut params = Setup::default().vault;
        params.hedge.target_delta_bps = 0;
        let first = world.vault;
        let puts_vault = world.create_vault(1, put, params).unwrap();
        world.vault = puts_vault;
        world
            .queue_deposit(&puts_depositor, scenes::stake(put))
            .unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&puts_depositor, 0).unwrap();
        let puts = world.start_sale().unwrap();
        world.buy(&buyer, &puts, 100 * SOL, u64::MAX).unwrap();
        world.vault = first;
        drill.watch(240, 60);
        let cast = Self {
            short,
            holder,
            spreader,
            flat,
            depositor,
            early,
            late,
            calls,
            puts_vault,
            puts_depositor,
            puts,
            buyer,
        };
        (drill, cast)
    }
}
