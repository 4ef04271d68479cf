//! The vault's queues: what goes in comes out once, whole, or as shares.

use anchor_lang::error::ErrorCode;
use ballast::errors::BallastError::*;
use ballast_client::instructions as ix;
use ballast_harness::{setup::SOL, Setup, World};
use option_risk::{oracle::OUTAGE_SECS, shares::VIRTUAL_SHARES, units::Kind};

use crate::{
    scenes::{live, reach_expiry, rich, selling, START_PRICE},
    support::{on_both, on_both_with, refuses, refuses_with, INSUFFICIENT_FUNDS},
};

/// Anchor's number for an account that is not there.
fn gone() -> u32 {
    ErrorCode::AccountNotInitialized.into()
}

#[test]
fn a_queued_deposit_comes_back_whole() {
    on_both(|world| {
        let actor = world.actor(10 * SOL, 0).unwrap();
        world.queue_deposit(&actor, 3 * SOL).unwrap();
        world.queue_deposit(&actor, 4 * SOL).unwrap();
        let receipt = world.deposit_receipt(&actor.key(), 0).unwrap();
        assert_eq!(receipt.amount, 7 * SOL);
        assert_eq!(world.vault_state().book.pending_deposits, 7 * SOL);
        world.cancel_deposit(&actor).unwrap();
        assert_eq!(world.wallet(&actor.key(), Kind::Call), 10 * SOL);
        assert_eq!(world.vault_state().book.pending_deposits, 0);
        assert!(world.deposit_receipt(&actor.key(), 0).is_none());
        refuses_with(world, gone(), |world| world.cancel_deposit(&actor));
        refuses(world, NothingToRoll, World::roll_round);
    });
}

#[test]
fn a_rolled_deposit_is_claimed_once() {
    on_both(|world| {
        let actor = world.actor(10 * SOL, 0).unwrap();
        world.queue_deposit(&actor, 10 * SOL).unwrap();
        world.roll_round().unwrap();
        refuses(world, AlreadyRolled, |world| {
            let cancel = ix::cancel_deposit(&world.keys, &world.vault, &actor.key(), 0, u64::MAX);
            world.send(&[cancel], &[&actor.wallet])
        });
        world.claim_shares(&actor, 0).unwrap();
        assert_eq!(world.shares(&actor.key()), 10 * SOL * VIRTUAL_SHARES);
        refuses_with(world, gone(), |world| world.claim_shares(&actor, 0));
    });
}

/// A receipt of this round cannot be claimed by the record of another.
#[test]
fn an_unrolled_receipt_cannot_be_claimed() {
    on_both(|world| {
        let actor = rich(world);
        world.queue_deposit(&actor, SOL).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&actor, 0).unwrap();
        world.queue_deposit(&actor, SOL).unwrap();
        world.queue_withdrawal(&actor, SOL).unwrap();
        let (first, second) = (world.vault.round(0), world.vault.round(1));
        for mut claim in [
            ix::claim_shares(&world.keys, &world.vault, &actor.key(), 1),
            ix::claim_withdrawal(&world.keys, &world.vault, &actor.key(), 1),
        ] {
            refuses_with(world, gone(), |world| {
                world.send(std::slice::from_ref(&claim), &[&actor.wallet])
            });
            for meta in &mut claim.accounts {
                if meta.pubkey == second {
                    meta.pubkey = first;
                }
            }
            refuses(world, NotRolled, |world| {
                world.send(&[claim], &[&actor.wallet])
            });
        }
    });
}

#[test]
fn queued_shares_come_back_whole_and_are_paid_once() {
    on_both(|world| {
        let actor = world.actor(10 * SOL, 0).unwrap();
        world.queue_deposit(&actor, 10 * SOL).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&actor, 0).unwrap();
        let shares = world.shares(&actor.key());

        world.queue_withdrawal(&actor, shares / 4).unwrap();
        world.queue_withdrawal(&actor, shares / 4).unwrap();
        assert_eq!(world.vault_state().book.pending_withdrawals, shares / 2);
        world.cancel_withdrawal(&actor, u64::MAX).unwrap();
        assert_eq!(world.shares(&actor.key()), shares);
        assert_eq!(world.vault_state().book.pending_withdrawals, 0);
        refuses_with(world, gone(), |world| {
            world.cancel_withdrawal(&actor, u64::MAX)
        });

        world.queue_withdrawal(&actor, shares / 2).unwrap();
        world.roll_round().unwrap();
        refuses(world, AlreadyRolled, |world| {
            let cancel =
                ix::cancel_withdrawal(&world.keys, &world.vault, &actor.key(), 1, u64::MAX);
            world.send(&[cancel], &[&actor.wallet])
        });
        world.claim_withdrawal(&actor, 1).unwrap();
        assert_eq!(world.wallet(&actor.key(), Kind::Call), 5 * SOL);
        refuses_with(world, gone(), |world| world.claim_withdrawal(&actor, 1));
    });
}

#[test]
fn a_round_takes_deposits_and_withdrawals_at_one_price() {
    on_both(|world| {
        let (early, late) = (rich(world), rich(world));
        world.queue_deposit(&early, 100 * SOL).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&early, 0).unwrap();
        let before = world.wallet(&early.key(), Kind::Call);
        let shares = world.shares(&early.key());
        world.queue_withdrawal(&early, shares / 2).unwrap();
        world.queue_deposit(&late, 50 * SOL).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&late, 1).unwrap();
        world.claim_withdrawal(&early, 1).unwrap();
        assert_eq!(world.wallet(&early.key(), Kind::Call) - before, 50 * SOL);
        assert_eq!(world.shares(&late.key()), shares / 2);
        assert_eq!(world.vault_state().book.assets.base, 100 * SOL);
    });
}

#[test]
fn deposits_are_bounded_by_minimum_cap_and_wallet() {
    let mut setup = Setup::default();
    setup.vault.deposit_cap = 100 * SOL;
    setup.vault.min_deposit = SOL;
    on_both_with(&setup, |world| {
        let actor = world.actor(150 * SOL, 0).unwrap();
        let poor = world.actor(SOL, 0).unwrap();
        for (amount, error) in [
            (0, ZeroAmount),
            (SOL - 1, BelowMinimum),
            (100 * SOL + 1, CapExceeded),
            (u64::MAX, CapExceeded),
        ] {
            refuses(world, error, |world| world.queue_deposit(&actor, amount));
        }
        refuses_with(world, INSUFFICIENT_FUNDS, |world| {
            world.queue_deposit(&poor, 2 * SOL)
        });
        world.queue_deposit(&actor, 60 * SOL).unwrap();
        refuses(world, CapExceeded, |world| {
            world.queue_deposit(&actor, 40 * SOL + 1)
        });
        refuses(world, Overflow, |world| {
            world.queue_deposit(&actor, u64::MAX)
        });
        world.roll_round().unwrap();
        refuses(world, CapExceeded, |world| {
            world.queue_deposit(&actor, 40 * SOL + 1)
        });
        world.queue_deposit(&actor, 40 * SOL).unwrap();
    });
}

#[test]
fn withdrawals_are_bounded_by_the_wallet() {
    on_both(|world| {
        let actor = rich(world);
        world.queue_deposit(&actor, SOL).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&actor, 0).unwrap();
        let shares = world.shares(&actor.key());
        refuses(world, ZeroAmount, |world| world.queue_withdrawal(&actor, 0));
        for amount in [shares + 1, u64::MAX] {
            refuses_with(world, INSUFFICIENT_FUNDS, |world| {
                world.queue_withdrawal(&actor, amount)
            });
        }
        world.queue_withdrawal(&actor, shares).unwrap();
        refuses(world, Overflow, |world| {
            world.queue_withdrawal(&actor, u64::MAX)
        });
    });
}

/// Hedge proceeds need a price to value a deposit by. With the oracle out it is set
/// aside and taken back, and those who leave are paid all the same.
#[test]
fn a_deposit_that_cannot_be_valued_is_taken_back() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        world.open_hedge().unwrap();
        world
            .fill_hedge(&scene.depositor, u64::MAX, u64::MAX)
            .unwrap();
        reach_expiry(world, scene.calls.expiry_ts, START_PRICE);
        world.settle_series(&scene.calls).unwrap();
        world.settle_vault(&scene.calls).unwrap();
        let late = world.actor(SOL, 0).unwrap();
        world.queue_deposit(&late, SOL).unwrap();
        let shares = world.shares(&scene.depositor.key());
        world
            .queue_withdrawal(&scene.depositor, shares / 2)
            .unwrap();

        world.advance(OUTAGE_SECS);
        refuses(world, OracleStale, World::roll_round);
        world.advance(1);
        world.roll_round().unwrap();
        world.claim_withdrawal(&scene.depositor, 1).unwrap();
        refuses(world, DepositRefunded, |world| world.claim_shares(&late, 1));
        refuses(world, AlreadyRolled, |world| {
            let cancel = ix::cancel_deposit(&world.keys, &world.vault, &late.key(), 1, u64::MAX);
            world.send(&[cancel], &[&late.wallet])
        });
        world.reclaim_deposit(&late, 1).unwrap();
        assert_eq!(world.wallet(&late.key(), Kind::Call), SOL);
        refuses_with(world, gone(), |world| world.reclaim_deposit(&late, 1));
    });
}

/// Queues act in every stage of a round, whatever the sale does.
#[test]
fn queues_act_while_calls_are_sold_and_live() {
    for stage in [selling, live] {
        on_both(|world| {
            let scene = stage(world, 100 * SOL);
            let late = rich(world);
            let assets = world.vault_state().book.assets.base;
            world.queue_deposit(&late, 5 * SOL).unwrap();
            world.queue_withdrawal(&scene.depositor, SOL).unwrap();
            assert_eq!(world.vault_state().book.assets.base, assets);
            refuses(world, WrongStage, World::roll_round);
            world.cancel_deposit(&late).unwrap();
            world.cancel_withdrawal(&scene.depositor, u64::MAX).unwrap();
        });
    }
}

/// A part may be taken back, the rest stays queued and is rolled; less than the minimum may not be left.
#[test]
fn part_of_a_queued_deposit_comes_back() {
    on_both(|world| {
        let actor = world.actor(10 * SOL, 0).unwrap();
        world.queue_deposit(&actor, 10 * SOL).unwrap();
        refuses(world, ZeroAmount, |world| world.cancel_part(&actor, 0));
        refuses(world, RemainderTooSmall, |world| {
            world.cancel_part(&actor, 10 * SOL - 1)
        });
        world.cancel_part(&actor, 4 * SOL).unwrap();
        assert_eq!(world.wallet(&actor.key(), Kind::Call), 4 * SOL);
        assert_eq!(world.vault_state().book.pending_deposits, 6 * SOL);
        assert_eq!(
            world.deposit_receipt(&actor.key(), 0).unwrap().amount,
            6 * SOL
        );
        world.roll_round().unwrap();
        world.claim_shares(&actor, 0).unwrap();
        let shares = world.shares(&actor.key());
        assert_eq!(shares, 6 * SOL * VIRTUAL_SHARES);

        world.queue_withdrawal(&actor, shares).unwrap();
        refuses(world, ZeroAmount, |world| {
            world.cancel_withdrawal(&actor, 0)
        });
        world.cancel_withdrawal(&actor, shares / 3).unwrap();
        assert_eq!(world.shares(&actor.key()), shares / 3);
        world.roll_round().unwrap();
        world.claim_withdrawal(&actor, 1).unwrap();
        assert_eq!(world.wallet(&actor.key(), Kind::Call), 8 * SOL);
    });
}

/// In and out again within one round, with calls sold meanwhile: the stake comes back, and not an atom of premium.
#[test]
fn a_deposit_and_its_withdrawal_in_one_round_gain_nothing() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        let quick = world.actor(100 * SOL, 0).unwrap();
        world.queue_deposit(&quick, 100 * SOL).unwrap();
        reach_expiry(world, scene.calls.expiry_ts, START_PRICE);
        world.settle_series(&scene.calls).unwrap();
        world.settle_vault(&scene.calls).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&quick, 1).unwrap();
        let shares = world.shares(&quick.key());
        world.queue_withdrawal(&quick, shares).unwrap();
        world.roll_round().unwrap();
        world.claim_withdrawal(&quick, 2).unwrap();
        let home = world.wallet(&quick.key(), Kind::Call);
        assert!(home <= 100 * SOL && 100 * SOL - home < 10, "{home}");
    });
}
