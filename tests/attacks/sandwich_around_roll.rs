//! In just before a vault gains, out just after; out just before it loses.
//!
//! Deposits and withdrawals are carried out by the same roll, after the round's payoff and fees, at one price: what the
//! round earned belongs to those who were in it, and so does what it lost. What remains is an atom a rounding.

use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, Setup, World,
};
use option_risk::{fees::FeeParams, units::Kind};

use crate::{
    ledger::{cash, enter, stake},
    scenes::{disarmed, live, reach_expiry, rich, selling, settle, Sold, START_PRICE},
    support::{on_both, on_both_with},
};

/// When the attacker comes in with five times the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// The premium is in, the sale still runs.
    Sold,
    /// A minute before the expiry.
    Expiring,
    /// The settlement price is known, the payoff not paid.
    Priced,
    /// All is paid, the roll is next.
    Paid,
}

const MOMENTS: [Moment; 4] = [Moment::Sold, Moment::Expiring, Moment::Priced, Moment::Paid];

/// Runs a round to its roll, with the attacker's deposit at a moment of it.
fn round_with(world: &mut World, attacker: &Actor, moment: Moment, price: u64) -> Sold {
    let scene = selling(world, 500 * SOL);
    let come = |world: &mut World, now: Moment| {
        if now == moment {
            world.queue_deposit(attacker, 5_000 * SOL).unwrap();
        }
    };
    come(world, Moment::Sold);
    world.hold(660, 60, START_PRICE).unwrap();
    world.end_sale(&scene.calls).unwrap();
    reach_expiry(world, scene.calls.expiry_ts - 120, price);
    come(world, Moment::Expiring);
    world.tick(60, price).unwrap();
    world.settle_series(&scene.calls).unwrap();
    come(world, Moment::Priced);
    world.settle_vault(&scene.calls).unwrap();
    come(world, Moment::Paid);
    world.roll_round().unwrap();
    scene
}

#[test]
fn whoever_comes_on_seeing_the_premium_or_the_payoff_gets_none_of_it() {
    for fees in [Setup::default().vault.fees, FeeParams::default()] {
        let mut setup = disarmed();
        setup.vault.fees = fees;
        for moment in MOMENTS {
            for price in [START_PRICE, 260 * DOLLAR] {
                on_both_with(&setup, |world| {
                    let attacker = rich(world);
                    let before = cash(world, &[&attacker], Kind::Call);
                    let scene = round_with(world, &attacker, moment, price);
                    let record = world.round(1).unwrap();
                    let others = record.assets.base - 5_000 * SOL;
                    world.claim_shares(&attacker, 1).unwrap();
                    world.leave(&attacker);
                    let after = cash(world, &[&attacker], Kind::Call);
                    assert!(
                        (before - 10..=before).contains(&after),
                        "{moment:?}: {after}"
                    );
                    let kept = world.vault_state().book.assets.base;
                    assert!(kept >= others && kept - others < 10, "{kept} of {others}");
                    assert!(stake(world, &scene.depositor) <= kept);
                });
            }
        }
    }
}

/// Two equal depositors, of whom one runs at the sight of the loss: both lose as much.
#[test]
fn whoever_runs_from_a_loss_takes_it_along() {
    for secs_before in [7_200, 60, 0] {
        on_both_with(&disarmed(), |world| {
            let runner = rich(world);
            world.queue_deposit(&runner, 1_000 * SOL).unwrap();
            let scene = live(world, 1_500 * SOL);
            world.claim_shares(&runner, 0).unwrap();
            reach_expiry(world, scene.calls.expiry_ts - secs_before - 1, 300 * DOLLAR);
            let shares = world.shares(&runner.key());
            world.queue_withdrawal(&runner, shares).unwrap();
            let left = scene.calls.expiry_ts - world.now();
            world.hold(left + 60, 60, 300 * DOLLAR).unwrap();
            world.settle_series(&scene.calls).unwrap();
            world.settle_vault(&scene.calls).unwrap();
            world.roll_round().unwrap();
            let before = world.wallet(&runner.key(), Kind::Call);
            world.claim_withdrawal(&runner, 1).unwrap();
            let got = world.wallet(&runner.key(), Kind::Call) - before;
            let stayed = stake(world, &scene.depositor);
            assert!(got < 900 * SOL, "a loss: {got}");
            assert!(got <= stayed && stayed - got < 10, "{got} and {stayed}");
        });
    }
}

/// A gain is charged before anybody leaves: running at the roll dodges no fee.
#[test]
fn whoever_leaves_at_the_roll_pays_its_fees() {
    let mut setup = Setup::default();
    setup.vault.fees = FeeParams::default();
    on_both_with(&setup, |world| {
        let runner = rich(world);
        world.queue_deposit(&runner, 1_000 * SOL).unwrap();
        let scene = live(world, 1_500 * SOL);
        world.claim_shares(&runner, 0).unwrap();
        settle(world, &scene, START_PRICE);
        let shares = world.shares(&runner.key());
        world.queue_withdrawal(&runner, shares).unwrap();
        world.roll_round().unwrap();
        assert!(world.vault_state().book.fee_total > SOL);
        let before = world.wallet(&runner.key(), Kind::Call);
        world.claim_withdrawal(&runner, 1).unwrap();
        let got = world.wallet(&runner.key(), Kind::Call) - before;
        let stayed = stake(world, &scene.depositor);
        assert!(got <= stayed && stayed - got < 10, "{got} and {stayed}");
    });
}

/// Between rounds a roll costs nothing but rent: twenty times in and out, in awkward sizes, at an awkward price.
#[test]
fn in_and_out_again_and_again_gains_nothing() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        settle(world, &scene, START_PRICE);
        world.roll_round().unwrap();
        let attacker = rich(world);
        let mut last = cash(world, &[&attacker], Kind::Call);
        let mut others = stake(world, &scene.depositor);
        for index in 0..20 {
            enter(world, &attacker, SOL / 100 + index * index * 1_234_567_891);
            world.leave(&attacker);
            let now = cash(world, &[&attacker], Kind::Call);
            assert!(now <= last && last - now < 5, "{now} after {last}");
            let stayed = stake(world, &scene.depositor);
            assert!(stayed >= others, "{stayed} after {others}");
            (last, others) = (now, stayed);
        }
    });
}

/// A vault with proceeds of a hedge, and a print far from the truth: wicks cost whoever comes in on them.
#[test]
fn a_wick_at_the_roll_is_paid_by_whoever_comes_in_on_it() {
    let mut setup = disarmed();
    setup.market.book.depth_quote_per_pct = 1_000_000_000_000_000;
    for (wick, size) in [(170, 9_000), (230, 9_000), (230, 100), (184, 1_000)] {
        on_both_with(&setup, |world| {
            let scene = live(world, 500 * SOL);
            world.open_hedge().unwrap();
            (world.fill_hedge(&scene.depositor, u64::MAX, u64::MAX)).unwrap();
            settle(world, &scene, START_PRICE);
            world.roll_round().unwrap();
            world.tick(60, START_PRICE).unwrap();
            assert!(world.vault_state().book.assets.quote > 0);
            let attacker = rich(world);
            // At the true price of 200, in quote atoms.
            let purse = |world: &mut World| {
                world.wallet(&attacker.key(), Kind::Call) / 5
                    + world.wallet(&attacker.key(), Kind::Put)
            };
            let before = purse(world);
            world.tick(10, wick * DOLLAR).unwrap();
            enter(world, &attacker, size * SOL);
            world.leave(&attacker);
            let after = purse(world);
            assert!(after < before, "{after} after {before}");
            let lost = before - after;
            println!("a wick at {wick}, {size} base: {lost} quote atoms lost");
        });
    }
}
