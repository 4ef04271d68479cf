//! What the program asks of an account is what the client says.

use anchor_lang::AccountSerialize;
use ballast::{errors::BallastError::*, state::MarginAccount};
use ballast_harness::{setup::DOLLAR, Actor, World};
use option_risk::units::Kind;

use super::{portfolio, PORTFOLIOS};
use crate::{
    scenes::{disarmed, START_PRICE},
    support::{on_both_for_each_kind, refused},
};

/// Puts an account's collateral to an amount that no instruction would leave it with.
fn set_collateral(world: &mut World, owner: &Actor, kind: Kind, collateral: u64) {
    let address = world.keys.margin_account(&owner.key(), kind);
    let mut held = world.chain.account(&address).expect("an account");
    let account = world.margin(&owner.key(), kind).expect("an account");
    let account = MarginAccount {
        collateral,
        ..account
    };
    let mut data = Vec::new();
    account.try_serialize(&mut data).expect("memory");
    held.data[..data.len()].copy_from_slice(&data);
    world.chain.set_account(&address, held);
}

/// The program flags at one atom less than the client says is required, and not at what it says.
#[test]
fn the_program_and_the_client_agree_on_maintenance_to_the_atom() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        for seed in 0..PORTFOLIOS {
            let writer = portfolio(world, kind, seed);
            let owner = writer.key();
            let price = START_PRICE - 10 * DOLLAR + (seed * 7) * DOLLAR;
            world.tick(60, price).expect("a print");
            let before = world.margin(&owner, kind).expect("an account");
            let required = world.health(&owner, kind).maintenance.required;
            assert!(required > 0);
            set_collateral(world, &writer, kind, required);
            assert!(!world.health(&owner, kind).is_liquidatable());
            refused(world.flag(&owner, kind), AccountHealthy);
            set_collateral(world, &writer, kind, required - 1);
            assert!(world.health(&owner, kind).is_liquidatable());
            world.flag(&owner, kind).expect("a flag");
            let flagged = world.margin(&owner, kind).expect("an account");
            assert_eq!(flagged.flagged_ts, world.now());
            set_collateral(world, &writer, kind, before.collateral);
            world.unflag(&owner, kind).expect("healthy again");
        }
    });
}

/// The program lets out what is above the client's initial requirement, and not an atom more.
#[test]
fn the_program_and_the_client_agree_on_initial_margin_to_the_atom() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        for seed in 0..PORTFOLIOS {
            let writer = portfolio(world, kind, 100 + seed);
            let price = START_PRICE - 6 * DOLLAR + (seed * 4) * DOLLAR;
            world.tick(600, price).expect("a print");
            let health = world.health(&writer.key(), kind);
            let spare = health.collateral - health.initial.required;
            refused(world.withdraw(&writer, kind, spare + 1), InsufficientMargin);
            world.withdraw(&writer, kind, spare).expect("spare");
            refused(world.withdraw(&writer, kind, 1), InsufficientMargin);
        }
    });
}
