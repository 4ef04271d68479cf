//! Sending tokens to accounts of the program: to move a share price, somebody's solvency, or a settlement.
//!
//! What is owed is booked, not read off a token account. Only the insurance fund is what it holds, and what it pays
//! goes to every holder of a ruined series alike: whoever gives to it to be paid gives to the others too.

use anchor_lang::prelude::Pubkey;
use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, World,
};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::{
    ledger::{cash, payoff},
    scenes::{
        disarmed, plenty, reach_expiry, selling, settle, short_at_limit, Short, START_PRICE,
        WRITTEN,
    },
    support::{on_both_for_each_kind, on_both_with},
};

/// Sends a kind's collateral to the account of an owner, for nothing.
fn give(world: &mut World, owner: &Pubkey, kind: Kind, amount: u64) {
    let admin = world.admin.insecure_clone();
    let gift = world.fund(owner, kind, amount);
    world.send(&gift, &[&admin]).expect("a gift");
}

/// To custody, pool, vault, series and fund, before and after an expiry in the money: every figure is as without.
#[test]
fn gifts_to_every_account_change_no_figure() {
    let price = 240 * DOLLAR;
    for gift in [0, 1, 12_345 * SOL] {
        on_both_with(&disarmed(), |world| {
            let scene = selling(world, 500 * SOL);
            let short = short_at_limit(world, Kind::Call);
            let owner = short.writer.key();
            let give_all = |world: &mut World| {
                let keys = world.keys;
                let owners = [
                    keys.market,
                    keys.insurance_authority(),
                    world.vault.vault,
                    scene.calls.series,
                ];
                for (owner, kind) in owners
                    .into_iter()
                    .flat_map(|owner| Kind::ALL.map(|kind| (owner, kind)))
                {
                    if gift > 0 {
                        give(world, &owner, kind, gift);
                    }
                }
            };
            let health = world.health(&owner, Kind::Call);
            let (book, collateral) = (world.vault_state().book, world.market().base_collateral);
            give_all(world);
            assert_eq!(world.health(&owner, Kind::Call), health);
            assert_eq!(world.vault_state().book, book);
            assert_eq!(world.market().base_collateral, collateral);
            world.hold(601, 60, START_PRICE).unwrap();
            world.end_sale(&scene.calls).unwrap();
            settle(world, &scene, price);
            let owed = payoff(world, &scene.calls, 500 * SOL, price);
            assert!(world.series_state(&scene.calls).pool_atoms - owed <= 1);
            give_all(world);
            let before = world.wallet(&scene.buyer.key(), Kind::Call);
            world.redeem(&scene.buyer, &scene.calls, 500 * SOL).unwrap();
            assert_eq!(world.wallet(&scene.buyer.key(), Kind::Call) - before, owed);
            world.roll_round().unwrap();
            let after = world.vault_state().book.assets.base;
            // A payoff in is rounded up, one out down.
            assert!(book.assets.base - owed - after <= 1);
        });
    }
}

/// A ruined series whose options are with the attacker, a third, and somebody else.
struct Ruin {
    series: SeriesKeys,
    attacker: Actor,
    other: Actor,
}

fn ruined(world: &mut World, kind: Kind) -> Ruin {
    let Short {
        writer,
        liquidator,
        series,
    } = short_at_limit(world, kind);
    (world.transfer_options(&writer, &liquidator, &series, WRITTEN / 3)).unwrap();
    let price = match kind {
        Kind::Call => 800 * DOLLAR,
        Kind::Put => 50 * DOLLAR,
    };
    reach_expiry(world, series.expiry_ts, price);
    world.settle_series(&series).unwrap();
    Ruin {
        series,
        attacker: liquidator,
        other: writer,
    }
}

/// Redeems everything; what the attacker gained since `before`.
fn redeemed(world: &mut World, scene: &Ruin, before: u64) -> i128 {
    let series = &scene.series;
    world.redeem(&scene.attacker, series, WRITTEN / 3).unwrap();
    world
        .redeem(&scene.other, series, WRITTEN - WRITTEN / 3)
        .unwrap();
    i128::from(cash(world, &[&scene.attacker], series.kind)) - i128::from(before)
}

/// Given to the fund before the ruined short is settled, a third of it comes back to the holder of a third.
#[test]
fn a_gift_to_the_fund_comes_back_in_the_givers_part_only() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let (scene, gift) = (ruined(world, kind), plenty(kind) / 1_000);
        let collateral = world.margin(&scene.other.key(), kind).unwrap().collateral;
        let before = cash(world, &[&scene.attacker], kind);
        world.fund_insurance(&scene.attacker, kind, gift).unwrap();
        (world.settle_short(&scene.other.key(), &scene.series)).unwrap();
        assert_eq!(world.insurance(kind), 0);
        let without = i128::from(collateral / 3);
        let lost = without - redeemed(world, &scene, before);
        println!("{kind:?}: of {gift} given {lost} are lost");
        assert!(
            (lost - i128::from(gift) * 2 / 3).abs() <= 3,
            "{lost} of {gift}"
        );
    });
}

/// Given to the pool itself it fills no shortfall: holders are paid out of what shorts and fund have paid in.
#[test]
fn a_gift_to_the_pool_is_nobodys() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = ruined(world, kind);
        let gift = plenty(kind) / 100;
        give(world, &scene.series.series, kind, gift);
        world
            .settle_short(&scene.other.key(), &scene.series)
            .unwrap();
        let pool = world.series_state(&scene.series).pool_atoms;
        let before = cash(world, &[&scene.attacker], kind);
        let gained = redeemed(world, &scene, before);
        assert!((i128::from(pool / 3) - gained).abs() <= 1);
        assert!(world.tokens(&scene.series.pool) >= gift);
    });
}

/// Options sent to the vault's escrow or to the market's account are lost to whoever sent them, and hold nothing up.
#[test]
fn options_sent_to_the_program_are_lost() {
    on_both_with(&disarmed(), |world| {
        let scene = selling(world, 500 * SOL);
        let calls = scene.calls;
        for owner in [world.vault.vault, world.keys.market] {
            let create = ballast_client::instructions::create_token_account(
                &world.admin.pubkey(),
                &owner,
                &calls.option_mint,
                &anchor_spl::token::ID,
            );
            let send = spl_token_interface::instruction::transfer(
                &anchor_spl::token::ID,
                &calls.option_account(&scene.buyer.key()),
                &calls.option_account(&owner),
                &scene.buyer.key(),
                &[],
                50 * SOL,
            );
            world
                .send(&[create, send.unwrap()], &[&scene.buyer.wallet])
                .unwrap();
        }
        world.hold(601, 60, START_PRICE).unwrap();
        world.end_sale(&calls).unwrap();
        assert_eq!(world.vault_state().sale.sold, 500 * SOL);
        settle(world, &scene, 300 * DOLLAR);
        let before = world.wallet(&scene.buyer.key(), Kind::Call);
        world.redeem(&scene.buyer, &calls, 400 * SOL).unwrap();
        let got = world.wallet(&scene.buyer.key(), Kind::Call) - before;
        assert_eq!(got, payoff(world, &calls, 400 * SOL, 300 * DOLLAR));
        world.roll_round().unwrap();
    });
}
