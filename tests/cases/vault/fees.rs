//! Fees: on a gain, above the high-water mark, in shares.

use ballast::errors::BallastError::*;
use ballast_client::views::share_price;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    world::fee_recipient,
    Setup, World,
};
use option_risk::{fees::FeeParams, units::Kind};

use crate::{
    scenes::{live, rich, settle, Sold, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

fn charging(management_bps: u32, performance_bps: u32) -> Setup {
    let mut setup = Setup::default();
    setup.vault.fees = FeeParams {
        management_bps,
        performance_bps,
    };
    setup
}

/// Another round of calls, of which `sold` are sold and expire at a price.
fn round(world: &mut World, scene: &Sold, sold: u64, price: u64) {
    let calls = world.start_sale().unwrap();
    world.buy(&scene.buyer, &calls, sold, u64::MAX).unwrap();
    let spot = world.market().risk.price;
    world.hold(601, 60, spot).unwrap();
    world.end_sale(&calls).unwrap();
    let again = Sold {
        depositor: rich(world),
        buyer: rich(world),
        calls,
    };
    settle(world, &again, price);
    world.roll_round().unwrap();
}

/// A tenth of the gain, to the atom, as shares that their recipient gets and nobody else.
#[test]
fn a_gain_pays_its_share() {
    on_both_with(&charging(0, 1_000), |world| {
        let scene = live(world, 500 * SOL);
        let earned = world.vault_state().book.premium_total;
        refuses(world, NoFees, World::claim_fees);
        settle(world, &scene, START_PRICE);
        world.roll_round().unwrap();
        let (vault, record) = (world.vault_state(), world.round(1).unwrap());
        // The virtual share's part of the gain may round an atom away.
        assert!(vault.book.fee_total.abs_diff(earned / 10) <= 1);
        assert_eq!(vault.book.fee_shares, record.fee_shares);
        let worth = u128::from(record.fee_shares) * u128::from(record.assets.base)
            / u128::from(record.share_supply);
        assert!(
            worth.abs_diff(u128::from(earned / 10)) <= 1,
            "{worth} of {earned}"
        );
        world.claim_fees().unwrap();
        assert_eq!(world.shares(&fee_recipient()), record.fee_shares);
        assert_eq!(world.vault_state().book.fee_shares, 0);
        refuses(world, NoFees, World::claim_fees);
    });
}

/// Two per cent a year of the assets, for the days from the sale to the roll: idle time is free.
#[test]
fn management_is_charged_by_time() {
    on_both_with(&charging(200, 0), |world| {
        let scene = live(world, 900 * SOL);
        let from = world.vault_state().sale.started_ts;
        settle(world, &scene, START_PRICE);
        let assets = world.vault_state().book.assets.base;
        world.roll_round().unwrap();
        let secs = (world.round(1).unwrap().rolled_ts - from) as u128;
        let due = u128::from(assets) * 200 * secs / 10_000 / 31_536_000;
        assert_eq!(u128::from(world.vault_state().book.fee_total), due);
    });
}

/// A round that loses pays nothing, and what is lost must be earned back before anything is charged again.
#[test]
fn losses_are_earned_back_first() {
    on_both_with(&charging(200, 1_000), |world| {
        let scene = live(world, 500 * SOL);
        let lossy = scene.calls.strike + 20 * DOLLAR;
        settle(world, &scene, lossy);
        world.roll_round().unwrap();
        assert_eq!(world.vault_state().book.fee_total, 0);
        let price = |world: &mut World, round| {
            let (market, record) = (world.market(), world.round(round).unwrap());
            share_price(&market, Kind::Call, &record).unwrap()
        };
        let (before, lost) = (price(world, 0), price(world, 1));
        assert!(lost < before);

        round(world, &scene, 100 * SOL, lossy);
        assert!(price(world, 2) > lost, "a gain");
        assert!(price(world, 2) < before, "not the loss");
        let book = world.vault_state().book;
        assert_eq!((book.fee_total, book.fee_shares), (0, 0));
    });
}

/// The mark is the share price after the fee: what has been charged once is not charged again.
#[test]
fn a_gain_is_charged_once() {
    on_both_with(&charging(0, 1_000), |world| {
        let scene = live(world, 500 * SOL);
        settle(world, &scene, START_PRICE);
        world.roll_round().unwrap();
        let (book, record) = (world.vault_state().book, world.round(1).unwrap());
        assert!(book.fee_total > 0);
        // The virtual atom and its thousand shares are part of every share price.
        assert_eq!(book.mark_assets, record.assets.base + 1);
        assert_eq!(book.mark_shares, record.share_supply + 1_000);

        let calls = world.start_sale().unwrap();
        world.hold(601, 60, START_PRICE).unwrap();
        world.end_sale(&calls).unwrap();
        world.roll_round().unwrap();
        let after = world.vault_state().book;
        assert_eq!(
            (after.fee_total, after.fee_shares),
            (book.fee_total, book.fee_shares)
        );
    });
}

/// No sale, no gain, no fee, whatever time has passed.
#[test]
fn a_round_without_a_sale_is_free() {
    on_both_with(&charging(200, 1_000), |world| {
        let actor = rich(world);
        world.queue_deposit(&actor, 100 * SOL).unwrap();
        world.roll_round().unwrap();
        let calls = world.start_sale().unwrap();
        world.hold(601, 60, START_PRICE).unwrap();
        world.end_sale(&calls).unwrap();
        world.roll_round().unwrap();
        let book = world.vault_state().book;
        assert_eq!((book.fee_total, book.assets.base), (0, 100 * SOL));
    });
}

/// Whoever comes after a gain pays nothing for it.
#[test]
fn a_newcomer_pays_for_no_earlier_gain() {
    on_both_with(&charging(0, 1_000), |world| {
        let scene = live(world, 500 * SOL);
        settle(world, &scene, START_PRICE);
        let late = world.actor(500 * SOL, 0).unwrap();
        world.queue_deposit(&late, 500 * SOL).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&late, 1).unwrap();
        let shares = world.shares(&late.key());
        world.queue_withdrawal(&late, shares).unwrap();
        world.roll_round().unwrap();
        world.claim_withdrawal(&late, 2).unwrap();
        let home = world.wallet(&late.key(), Kind::Call);
        assert!((500 * SOL - home) < 10, "{home}");
    });
}

#[test]
fn a_vault_without_fees_charges_none() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        settle(world, &scene, START_PRICE);
        world.roll_round().unwrap();
        let book = world.vault_state().book;
        assert_eq!((book.fee_total, book.fee_shares), (0, 0));
    });
}
