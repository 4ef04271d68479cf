//! Dust in a vault's queues and sales.

use ballast::errors::BallastError::*;
use ballast_client::instructions as ix;
use ballast_harness::{setup::SOL, Setup};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::{
    ledger::{enter, mark},
    scenes::{rich, selling, Sold, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

/// The smallest deposit, queued before every sale and cancelled before every roll: whoever starts the sale brings their
/// own deposit and rolls in the same transaction.
#[test]
fn a_queue_that_comes_and_goes_cannot_hold_up_a_sale() {
    for griefed in [true, false] {
        on_both(|world| {
            let (depositor, griefer, starter) = (rich(world), rich(world), rich(world));
            enter(world, &depositor, 1_000 * SOL);
            let pick = world.vault_pick();
            let calls = world
                .create_series(Kind::Call, pick.strike, pick.expiry_ts)
                .unwrap();
            let payer = world.admin.pubkey();
            let start = ix::start_sale(&world.keys, &world.vault, &calls, &payer);
            world.queue_deposit(&griefer, SOL / 100).unwrap();
            refuses(world, QueuePending, |world| world.send(&start, &[]));
            if !griefed {
                world.cancel_deposit(&griefer).unwrap();
                refuses(world, NothingToRoll, |world| world.roll_round());
            }
            let mut all = vec![
                ix::queue_deposit(&world.keys, &world.vault, &starter.key(), 1, SOL / 100),
                ix::roll_round(&world.keys, &world.vault, &payer, 1),
            ];
            all.extend(start);
            world.send(&all, &[&starter.wallet]).unwrap();
            assert_eq!(world.vault_state().sale.contracts / SOL, 900);
        });
    }
}

/// A thousandth of a sale, and nobody else buys: the vault is idle for its round. What that costs, and what it costs.
#[test]
fn a_least_lot_commits_a_vault_for_its_round() {
    on_both(|world| {
        let Sold { buyer, calls, .. } = selling(world, 0);
        let before = world.wallet(&buyer.key(), Kind::Call);
        let lot = 9 * SOL / 10;
        world.buy(&buyer, &calls, lot, u64::MAX).unwrap();
        let paid = before - world.wallet(&buyer.key(), Kind::Call);
        world.hold(601, 60, START_PRICE).unwrap();
        world.end_sale(&calls).unwrap();
        let idle = mark(world, &calls, 899 * SOL);
        println!("{paid} paid for {lot} options; those not sold are worth {idle} for the week");
        // Paid half over the mark, for a thousandth: no free lunch, but a cheap one.
        assert!(paid * 999 > idle, "{paid}, {idle}");
        refuses(world, WrongStage, |world| world.roll_round());
        // All that is not sold is free again, and out at the next roll.
        let vault = world.vault_state();
        assert_eq!(vault.sale.coverage, lot);
        assert!(calls.expiry_ts - world.now() < 8 * 86_400);
    });
}

/// A queue filled to the cap and cancelled before the roll keeps others out, for as long as the money lies there.
#[test]
fn room_under_a_cap_is_held_at_its_full_price() {
    let mut setup = Setup::default();
    setup.vault.deposit_cap = 1_000 * SOL;
    on_both_with(&setup, |world| {
        let (depositor, griefer, late) = (rich(world), rich(world), rich(world));
        enter(world, &depositor, 400 * SOL);
        let before = world.wallet(&griefer.key(), Kind::Call);
        world.queue_deposit(&griefer, 600 * SOL).unwrap();
        refuses(world, CapExceeded, |world| {
            world.queue_deposit(&late, SOL / 100)
        });
        assert_eq!(before - world.wallet(&griefer.key(), Kind::Call), 600 * SOL);
        world.cancel_deposit(&griefer).unwrap();
        world.queue_deposit(&late, 600 * SOL).unwrap();
        refuses(world, CapExceeded, |world| {
            world.queue_deposit(&griefer, SOL / 100)
        });
        // Anybody may roll: what is not cancelled by then is in, with everybody else's fate.
        world.roll_round().unwrap();
        refuses(world, AlreadyRolled, |world| {
            let cancel = ix::cancel_deposit(&world.keys, &world.vault, &late.key(), 1, u64::MAX);
            world.send(&[cancel], &[&late.wallet])
        });
    });
}

/// A hundred receipts of the smallest deposit: a roll costs the same, and so does everybody else's exit.
#[test]
fn receipts_of_dust_are_their_owners_business() {
    on_both(|world| {
        let depositor = rich(world);
        enter(world, &depositor, 1_000 * SOL);
        let lone = world.actor(SOL, 0).unwrap();
        world.queue_deposit(&lone, SOL / 100).unwrap();
        let one = world.roll_round().unwrap().compute_units;
        for _ in 0..100 {
            let dust = world.actor(SOL / 100, 0).unwrap();
            world.queue_deposit(&dust, SOL / 100).unwrap();
        }
        let all = world.roll_round().unwrap().compute_units;
        assert!(all.abs_diff(one) < 10_000, "{all} for all, {one} for one");
        let left = world.leave(&depositor);
        assert!((0..10).contains(&(1_000 * SOL - left)), "{left}");
    });
}
