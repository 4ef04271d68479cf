//! Accounts have room for what is written into them, and no more: every byte is paid for in rent.

use anchor_lang::{AnchorSerialize, Space};
use ballast::state::{MarketParams, VaultParams};
use ballast_harness::setup::SOL;

use crate::{scenes::rich, support::on_both};

fn bytes(value: &impl AnchorSerialize) -> usize {
    let mut written = Vec::new();
    value.serialize(&mut written).expect("memory");
    written.len()
}

#[test]
fn parameters_take_the_space_they_are_given() {
    assert_eq!(MarketParams::INIT_SPACE, bytes(&MarketParams::default()));
    assert_eq!(VaultParams::INIT_SPACE, bytes(&VaultParams::default()));
}

/// Eight bytes of discriminator, and the account.
#[test]
fn a_vault_and_its_record_fill_their_accounts() {
    on_both(|world| {
        let actor = rich(world);
        world.queue_deposit(&actor, SOL).unwrap();
        world.roll_round().unwrap();
        let (vault, round) = (world.vault_state(), world.round(0).unwrap());
        let (vault, round) = (8 + bytes(&vault), 8 + bytes(&round));
        let mut size = |address| world.chain.account(&address).unwrap().data.len();
        assert_eq!(size(world.vault.vault), vault);
        assert_eq!(size(world.vault.round(0)), round);
    });
}
