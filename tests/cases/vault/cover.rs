//! What a vault has sold is covered, or the vault does nothing.

use anchor_lang::AccountSerialize;
use ballast::errors::BallastError::*;
use ballast_harness::{setup::SOL, World};

use crate::{
    scenes::{selling, START_PRICE},
    support::{on_both, refuses},
};

/// Puts the shareholders' base to an amount that no instruction would leave a vault with.
fn set_base(world: &mut World, base: u64) {
    let mut vault = world.vault_state();
    vault.book.assets.base = base;
    let mut held = (world.chain.account(&world.vault.vault)).expect("a vault");
    let mut data = Vec::new();
    vault.try_serialize(&mut data).expect("memory");
    held.data[..data.len()].copy_from_slice(&data);
    world.chain.set_account(&world.vault.vault, held);
}

/// A contract is covered by a whole base: with an atom less than a hundred of them the sale of a hundred calls does not
/// end, whatever went wrong before.
#[test]
fn a_vault_an_atom_short_of_its_cover_stops() {
    on_both(|world| {
        let scene = selling(world, 100 * SOL);
        world.hold(601, 60, START_PRICE).unwrap();
        set_base(world, 100 * SOL - 1);
        refuses(world, InvariantBroken, |world| world.end_sale(&scene.calls));
        set_base(world, 100 * SOL);
        world.end_sale(&scene.calls).unwrap();
    });
}
