//! The market of the fixture goes on.

use anchor_lang::AccountDeserialize;
use ballast::state::{MarginAccount, Proposal, Series, Stage, Vault};
use ballast_harness::{scenes::START_PRICE, setup::SOL};
use option_risk::units::Kind;

use super::scene::{Cast, PROPOSED_CAP, PUT};
use crate::{books::shut, drill::Drill};

/// Shorts are closed, series settled, the round rolled, receipts claimed, and everybody leaves.
pub fn goes_on(drill: &mut Drill, cast: &Cast) {
    let world = &mut drill.world;
    world
        .close_short(&cast.writer, &cast.puts, 10 * SOL)
        .unwrap();
    world.net_position(&cast.writer.key(), &cast.puts).unwrap();
    world.claim_shares(&cast.early, 0).unwrap();
    let before = world.wallet(&cast.depositor.key(), Kind::Call);
    world.claim_withdrawal(&cast.depositor, 1).unwrap();
    assert_eq!(
        world.wallet(&cast.depositor.key(), Kind::Call) - before,
        100 * SOL
    );
    drill.oracle = Some(START_PRICE);
    drill.watch(600, 60);
    let world = &mut drill.world;
    world.close_orders().unwrap();
    world.execute(0).unwrap();
    assert_eq!(world.vault_state().params.deposit_cap, PROPOSED_CAP);

    drill.pass_to(cast.calls.expiry_ts - 1_860, 3_600);
    drill.watch(1_920, 60);
    let world = &mut drill.world;
    world.settle_series(&cast.calls).unwrap();
    world.settle_vault(&cast.calls).unwrap();
    world.roll_round().unwrap();
    world.claim_shares(&cast.late, 2).unwrap();
    world.claim_withdrawal(&cast.depositor, 2).unwrap();
    world.redeem(&cast.buyer, &cast.calls, 300 * SOL).unwrap();
    for owner in [&cast.depositor, &cast.early, &cast.late] {
        let shares = world.shares(&owner.key());
        world.queue_withdrawal(owner, shares).unwrap();
    }
    world.roll_round().unwrap();
    for owner in [&cast.depositor, &cast.early, &cast.late] {
        world.claim_withdrawal(owner, 3).unwrap();
    }
    assert_eq!(world.vault_state().stage, Stage::Open);

    drill.pass_to(cast.puts.expiry_ts - 1_860, 3_600);
    drill.watch(1_920, 60);
    let world = &mut drill.world;
    world.settle_series(&cast.puts).unwrap();
    world.settle_short(&cast.writer.key(), &cast.puts).unwrap();
    world.redeem(&cast.writer, &cast.puts, 5 * SOL).unwrap();
    assert_eq!(shut(world, &cast.writer, PUT), 2_000_000_000);
    drill.everybody_has_left();
}

/// Whether the client takes some bytes for an account of any type.
pub fn is_read(data: &[u8]) -> bool {
    fn is<T: AccountDeserialize>(data: &[u8]) -> bool {
        ballast_client::accounts::decode::<T>(data).is_some()
    }
    use ballast::state::{DepositReceipt, Protocol, Round, WithdrawalReceipt};
    ballast_client::accounts::decode_market(data).is_some()
        || is::<Protocol>(data)
        || is::<Vault>(data)
        || is::<Series>(data)
        || is::<MarginAccount>(data)
        || is::<Round>(data)
        || is::<DepositReceipt>(data)
        || is::<WithdrawalReceipt>(data)
        || is::<Proposal>(data)
}
