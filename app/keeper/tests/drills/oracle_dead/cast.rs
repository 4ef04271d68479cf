//! Everybody in a market before its oracle falls silent.

use ballast_client::{SeriesKeys, VaultKeys};
use ballast_harness::{
    scenes::{self, expiry},
    setup::{DOLLAR, SOL, USDC},
    Actor, World,
};
use option_risk::units::Kind;

use crate::drill::{daily, Drill};

pub const PUT: Kind = Kind::Put;
/// Strike of every put that writers are short of.
pub const STRIKE: u64 = 190 * DOLLAR;
/// Contracts of the writer who does nothing, and of the one who tops up.
pub const DEBTS: u64 = 100 * SOL;
pub const PRUDENT: u64 = 50 * SOL;
/// Covered calls that expire in the silence.
pub const CALLS: u64 = 10 * SOL;
/// What the insurance fund has for puts.
pub const INSURED: u64 = 50_000 * USDC;

pub struct Cast {
    pub keeper: Actor,
    /// Short of puts that expire after the silence: one does nothing, one tops up.
    pub debtor: Actor,
    pub prudent: Actor,
    /// Has the other's options; both kinds.
    pub holder: Actor,
    pub puts: SeriesKeys,
    /// Short of calls that expire in the silence.
    pub covered: Actor,
    pub calls: SeriesKeys,
    pub flat: Actor,
    /// Of the vault of calls, which is live.
    pub depositor: Actor,
    /// Has neither claimed the shares nor the withdrawal that were rolled.
    pub early: Actor,
    pub late: Actor,
    pub sold_calls: SeriesKeys,
    /// Of the vault of puts, whose sale runs.
    pub puts_vault: VaultKeys,
    pub puts_depositor: Actor,
    pub sold_puts: SeriesKeys,
    pub buyer: Actor,
}

/// A writer of puts with initial margin and no more.
fn at_limit(world: &mut World, writer: &Actor, series: &SeriesKeys, contracts: u64) {
    world.write(writer, series, contracts).unwrap();
    let health = world.health(&writer.key(), PUT);
    let spare = health.collateral - health.initial.required;
    world.withdraw(writer, PUT, spare).unwrap();
}

impl Cast {
    /// Half an hour at 200, watched by somebody; the sale of puts has just begun.
    pub fn gathered() -> (Drill, Self) {
        let setup = daily();
        let mut drill = Drill::open(&setup);
        let [keeper, debtor, prudent, flat] = [(); 4].map(|()| drill.rich_writer(PUT));
        let covered = drill.rich_writer(Kind::Call);
        let [holder, depositor, early, late, puts_depositor, buyer] =
            [(); 6].map(|()| drill.rich());
        let world = &mut drill.world;
        let (tomorrow, after) = (expiry(world, 0), expiry(world, 1));
        let calls = world
            .create_series(Kind::Call, 210 * DOLLAR, tomorrow)
            .unwrap();
        let puts = world.create_series(PUT, STRIKE, after).unwrap();
        at_limit(world, &debtor, &puts, DEBTS);
        at_limit(world, &prudent, &puts, PRUDENT);
        world.write(&covered, &calls, CALLS).unwrap();
        world
            .transfer_options(&debtor, &holder, &puts, DEBTS)
            .unwrap();
        world
            .transfer_options(&prudent, &holder, &puts, 40 * SOL)
            .unwrap();
        world
            .transfer_options(&covered, &holder, &calls, CALLS)
            .unwrap();
        world.fund_insurance(&holder, PUT, INSURED).unwrap();

        for (owner, amount) in [(&depositor, 1_000), (&early, 100)] {
            world.queue_deposit(owner, amount * SOL).unwrap();
        }
        world.roll_round().unwrap();
        world.claim_shares(&depositor, 0).unwrap();
        let tenth = world.shares(&depositor.key()) / 10;
        world.queue_withdrawal(&depositor, tenth).unwrap();
        world.roll_round().unwrap();
        let sold_calls = world.start_sale().unwrap();
        world.buy(&buyer, &sold_calls, 300 * SOL, u64::MAX).unwrap();
        drill.watch(660, 60);
        let world = &mut drill.world;
        world.end_sale(&sold_calls).unwrap();
        world.queue_deposit(&late, 10 * SOL).unwrap();

        let first = world.vault;
        let puts_vault = world.create_vault(1, PUT, setup.vault).unwrap();
        world.vault = puts_vault;
        world
            .queue_deposit(&puts_depositor, scenes::stake(PUT))
            .unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&puts_depositor, 0).unwrap();
        drill.watch(1_080, 60);
        let world = &mut drill.world;
        let sold_puts = world.start_sale().unwrap();
        world.buy(&buyer, &sold_puts, 100 * SOL, u64::MAX).unwrap();
        world.vault = first;
        let cast = Self {
            keeper,
            debtor,
            prudent,
            holder,
            puts,
            covered,
            calls,
            flat,
            depositor,
            early,
            late,
            sold_calls,
            puts_vault,
            puts_depositor,
            sold_puts,
            buyer,
        };
        (drill, cast)
    }
}

/// The series that expire in the silence.
impl Cast {
    pub fn expired(&self) -> [SeriesKeys; 3] {
        [self.calls, self.sold_calls, self.sold_puts]
    }
}
