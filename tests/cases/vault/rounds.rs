//! Shares across rounds: premium, payoffs, donations and leavers.

use ballast::errors::BallastError::*;
use ballast_client::views::share_price;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    World,
};
use option_risk::units::Kind;

use crate::{
    scenes::{disarmed, live, rich, settle, Sold, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

/// Ends a live round at a settlement price.
fn finish(world: &mut World, scene: &Sold, price: u64) {
    settle(world, scene, price);
    world.roll_round().unwrap();
}

#[test]
fn premium_belongs_to_those_who_were_there_when_it_was_earned() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        let earned = world.vault_state().book.premium_total;
        let late = rich(world);
        world.queue_deposit(&late, 500 * SOL).unwrap();
        finish(world, &scene, START_PRICE);
        world.claim_shares(&late, 1).unwrap();

        let early_base = world.leave(&scene.depositor);
        let late_base = world.leave(&late);
        // Rounding may cost a few atoms and favours whoever stays; who leaves last leaves nothing.
        assert!((0..10).contains(&(1_000 * SOL + earned - early_base)));
        assert!((500 * SOL).abs_diff(late_base) < 10);
        assert_eq!(early_base + late_base, 1_500 * SOL + earned);
        let share_mint = world.vault.share_mint;
        assert_eq!(world.supply(&share_mint), 0);
    });
}

#[test]
fn two_depositors_share_pro_rata() {
    on_both(|world| {
        let (large, small) = (rich(world), rich(world));
        world.queue_deposit(&large, 750 * SOL).unwrap();
        world.queue_deposit(&small, 250 * SOL).unwrap();
        world.roll_round().unwrap();
        for actor in [&large, &small] {
            world.claim_shares(actor, 0).unwrap();
        }
        let calls = world.start_sale().unwrap();
        world.buy(&small, &calls, 600 * SOL, u64::MAX).unwrap();
        world.hold(601, 60, START_PRICE).unwrap();
        world.end_sale(&calls).unwrap();
        let depositor = rich(world);
        let buyer = rich(world);
        finish(
            world,
            &Sold {
                depositor,
                buyer,
                calls,
            },
            START_PRICE,
        );
        let assets = world.vault_state().book.assets.base;
        let shares = (world.shares(&large.key()), world.shares(&small.key()));
        assert_eq!(shares.0, 3 * shares.1);
        let paid = world.leave(&large) + world.leave(&small);
        assert!(paid <= assets && assets - paid < 10, "{paid} of {assets}");
    });
}

/// In the money, the buyers are paid to the atom, by the vault alone.
#[test]
fn an_expiry_in_the_money_costs_the_shareholders_what_the_buyers_get() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        let strike = scene.calls.strike;
        let price = strike + 20 * DOLLAR;
        let before = world.vault_state().book.assets.base;
        let bought = world.wallet(&scene.buyer.key(), Kind::Call);
        finish(world, &scene, price);
        world.redeem(&scene.buyer, &scene.calls, 500 * SOL).unwrap();

        let contracts = u128::from(500 * SOL);
        let (gain, price) = (u128::from(price - strike), u128::from(price));
        let received = world.wallet(&scene.buyer.key(), Kind::Call) - bought;
        assert_eq!(u128::from(received), contracts * gain / price);
        let record = world.round(1).unwrap();
        let paid = before - record.assets.base;
        assert_eq!(u128::from(paid), (contracts * gain).div_ceil(price));
        let market = world.market();
        let first = world.round(0).unwrap();
        let (old, new) = (
            share_price(&market, Kind::Call, &first).unwrap(),
            share_price(&market, Kind::Call, &record).unwrap(),
        );
        assert!(new < old, "{new} after {old}");
    });
}

#[test]
fn an_expiry_out_of_the_money_raises_the_share_price_by_the_premium() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        finish(world, &scene, START_PRICE);
        world.redeem(&scene.buyer, &scene.calls, 500 * SOL).unwrap();
        let market = world.market();
        let price = |record| share_price(&market, Kind::Call, &record).unwrap();
        let prices = [0, 1].map(|round| price(world.round(round).unwrap()));
        assert!(prices[1] > prices[0]);
        assert_eq!(world.series_state(&scene.calls).pool_atoms, 0);
    });
}

/// Tokens sent straight to the vault's account are nobody's: no book, no share price moves.
#[test]
fn a_donation_changes_nothing() {
    on_both(|world| {
        let actor = rich(world);
        world.queue_deposit(&actor, 100 * SOL).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&actor, 0).unwrap();
        let before = world.vault_state().book;
        donate(world, 1_000 * SOL);
        assert_eq!(world.vault_state().book, before);
        assert_eq!(world.leave(&actor), 100 * SOL);
    });
}

fn donate(world: &mut World, amount: u64) {
    let admin = world.admin.insecure_clone();
    let (vault, kind) = (world.vault.vault, Kind::Call);
    let instructions = world.fund(&vault, kind, amount);
    world.send(&instructions, &[&admin]).expect("a donation");
}

/// The first depositor's smallest stake and a donation do not take a later deposit's value.
#[test]
fn an_inflation_attack_does_not_pay() {
    on_both(|world| {
        let (attacker, victim) = (rich(world), rich(world));
        world.queue_deposit(&attacker, SOL / 100).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&attacker, 0).unwrap();
        donate(world, 1_000 * SOL);
        world.queue_deposit(&victim, 100 * SOL).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&victim, 1).unwrap();
        let received = world.leave(&victim);
        assert!(100 * SOL - received < 1_000, "{received}");
        assert!(world.leave(&attacker) <= SOL / 100);
    });
}

/// Shares burned raise the price, at the burner's cost: the virtual shares keep what they have of it, and a deposit that
/// the price has become too coarse for comes back.
#[test]
fn burning_shares_does_not_pay() {
    on_both(|world| {
        let (attacker, victim) = (rich(world), world.actor(9 * SOL, 0).unwrap());
        world.queue_deposit(&attacker, 1_000 * SOL).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&attacker, 0).unwrap();
        let all = world.shares(&attacker.key());
        world.burn_shares(&attacker, all - 1);
        world.queue_deposit(&victim, SOL / 2).unwrap();
        world.queue_withdrawal(&attacker, 1).unwrap();
        world.roll_round().unwrap();
        refuses(world, DepositRefunded, |world| {
            world.claim_shares(&victim, 1)
        });
        world.reclaim_deposit(&victim, 1).unwrap();
        assert_eq!(world.wallet(&victim.key(), Kind::Call), 9 * SOL);
        let before = world.wallet(&attacker.key(), Kind::Call);
        world.claim_withdrawal(&attacker, 1).unwrap();
        let got = world.wallet(&attacker.key(), Kind::Call) - before;
        assert!(got < SOL, "{got} of a thousand");
    });
}

/// In at a print and out in kind again: whoever tries it pays the spread, whichever way the print was off.
#[test]
fn a_vault_is_no_swap() {
    let mut setup = disarmed();
    setup.market.book.depth_quote_per_pct = 1_000_000_000_000_000;
    for off in [195 * DOLLAR, 200 * DOLLAR, 205 * DOLLAR] {
        on_both_with(&setup, |world| {
            let scene = live(world, 500 * SOL);
            world.open_hedge().unwrap();
            (world.fill_hedge(&scene.depositor, u64::MAX, u64::MAX)).unwrap();
            settle(world, &scene, START_PRICE);
            world.roll_round().unwrap();
            world.tick(60, START_PRICE).unwrap();
            let trader = rich(world);
            let purse = |world: &mut World| {
                let base = world.wallet(&trader.key(), Kind::Call) / 5; // at 200, in quote atoms
                base + world.wallet(&trader.key(), Kind::Put)
            };
            let before = purse(world);
            let round = world.vault_state().book.round;
            world.tick(10, off).unwrap();
            world.queue_deposit(&trader, 9_000 * SOL).unwrap();
            world.roll_round().unwrap();
            world.claim_shares(&trader, round).unwrap();
            let shares = world.shares(&trader.key());
            world.queue_withdrawal(&trader, shares).unwrap();
            world.roll_round().unwrap();
            world.claim_withdrawal(&trader, round + 1).unwrap();
            let after = purse(world);
            assert!(after < before, "{after} after {before} at {off}");
        });
    }
}

#[test]
fn receipts_wait_for_any_number_of_rounds() {
    on_both(|world| {
        let (actor, other) = (rich(world), rich(world));
        world.queue_deposit(&actor, 10 * SOL).unwrap();
        world.roll_round().unwrap();
        for _ in 0..5 {
            world.queue_deposit(&other, SOL).unwrap();
            world.roll_round().unwrap();
        }
        world.claim_shares(&actor, 0).unwrap();
        for round in 1..=5 {
            world.claim_shares(&other, round).unwrap();
        }
        let shares = world.shares(&actor.key());
        assert_eq!(shares, 2 * world.shares(&other.key()));
        world.queue_withdrawal(&actor, shares).unwrap();
        world.roll_round().unwrap();
        for _ in 0..3 {
            world.queue_deposit(&other, SOL).unwrap();
            world.roll_round().unwrap();
        }
        let before = world.wallet(&actor.key(), Kind::Call);
        world.claim_withdrawal(&actor, 6).unwrap();
        assert_eq!(world.wallet(&actor.key(), Kind::Call) - before, 10 * SOL);
    });
}

#[test]
fn an_emptied_vault_begins_anew() {
    on_both(|world| {
        let actor = rich(world);
        for round in [0, 2] {
            world.queue_deposit(&actor, 10 * SOL).unwrap();
            world.roll_round().unwrap();
            world.claim_shares(&actor, round).unwrap();
            assert_eq!(world.leave(&actor), 10 * SOL);
            let share_mint = world.vault.share_mint;
            assert_eq!(world.supply(&share_mint), 0);
            assert_eq!(world.vault_state().book.assets.base, 0);
        }
    });
}
