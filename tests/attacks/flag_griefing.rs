//! The auction clock as a weapon: held back by the borrower's friends, or left running against the borrower.
//!
//! A running flag is neither restarted nor ended while the account is under maintenance, whoever asks. A flag that
//! outlives a dip hands out the bonus of its age at the next one: anybody may take it back in between, it lapses in
//! half a day, and its height is 9 points above what a fresh one pays, of the requirement freed.

use ballast::errors::BallastError::*;
use ballast_client::views;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    World,
};
use option_risk::{liquidation::Means, units::Kind};

use crate::{
    ledger::planned,
    scenes::{bad_price, disarmed, short_at_limit, Short, START_PRICE},
    support::{on_both_for_each_kind, refuses},
};

fn bonus_bps(world: &mut World, scene: &Short) -> u32 {
    let (market, now) = (world.market(), world.now());
    let account = world.margin(&scene.writer.key(), scene.series.kind);
    views::auction_bonus_bps(&market, &account.unwrap(), now)
}

#[test]
fn nobody_holds_the_bonus_of_a_sick_account_down() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let owner = scene.writer.key();
        world.tick(60, bad_price(kind)).unwrap();
        world.flag(&owner, kind).unwrap();
        for minute in 1..=15 {
            world.tick(60, bad_price(kind)).unwrap();
            refuses(world, AlreadyFlagged, |world| world.flag(&owner, kind));
            refuses(world, StillUnhealthy, |world| world.unflag(&owner, kind));
            world.deposit(&scene.liquidator, &owner, kind, 1).unwrap();
            assert_eq!(bonus_bps(world, &scene), 100 + 60 * minute);
        }
    });
}

/// Dips, recovers, dips again: what the borrower pays more if nobody took the flag back.
#[test]
fn a_flag_left_over_from_a_dip_costs_nine_points_of_what_is_freed() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let (owner, series) = (&scene.writer, &scene.series);
        world.tick(60, bad_price(kind)).unwrap();
        world.flag(&owner.key(), kind).unwrap();
        world.hold(1_200, 60, START_PRICE).unwrap();
        world.tick(60, bad_price(kind)).unwrap();
        assert_eq!(bonus_bps(world, &scene), 1_000);
        let old = planned(world, owner, series, Means::Takeover, 10 * SOL).0;
        let before = world.health(&owner.key(), kind).maintenance.required;

        // Anybody may take it back while the account is healthy.
        world.tick(60, START_PRICE).unwrap();
        world.unflag(&owner.key(), kind).unwrap();
        world.tick(60, bad_price(kind)).unwrap();
        assert_eq!(bonus_bps(world, &scene), 100);
        let fresh = planned(world, owner, series, Means::Takeover, 10 * SOL).0;
        let dearer = old.payment - fresh.payment;
        // Ten contracts of a hundred free a tenth.
        let bound = before / 10 * 900 / 10_000;
        println!("{kind:?}: {dearer} more, at most {bound}");
        assert!(
            dearer > 0 && dearer <= bound + bound / 100,
            "{dearer} of {bound}"
        );
    });
}

/// The borrower's own game: put in what is missing, take the flag back, be sick again a little later. What was put in
/// stays, and every restart has to buy the account health.
#[test]
fn restarting_the_auction_takes_collateral_that_stays() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let (owner, key) = (&scene.writer, scene.writer.key());
        let step = |index: u64| match kind {
            Kind::Call => bad_price(kind) + index * DOLLAR,
            Kind::Put => bad_price(kind) - index * DOLLAR,
        };
        let start = world.margin(&key, kind).unwrap().collateral;
        let mut put_in = 0;
        for index in 0..4 {
            world.tick(60, step(index)).unwrap();
            world.flag(&key, kind).unwrap();
            world.hold(840, 60, step(index)).unwrap();
            assert_eq!(bonus_bps(world, &scene), 940);
            let health = world.health(&key, kind);
            let missing = health.maintenance.required - health.collateral;
            if missing > 1 {
                world.deposit(owner, &key, kind, missing - 1).unwrap();
                refuses(world, StillUnhealthy, |world| world.unflag(&key, kind));
            }
            world.deposit(owner, &key, kind, 1).unwrap();
            world.unflag(&key, kind).unwrap();
            assert_eq!(bonus_bps(world, &scene), 100);
            put_in += missing;
            refuses(world, InsufficientMargin, |world| {
                world.withdraw(owner, kind, 1)
            });
        }
        let health = world.health(&key, kind);
        assert_eq!(health.collateral, start + put_in);
        assert!(health.collateral >= health.maintenance.required);
    });
}

/// Flagged in time for the bonus to be highest at the last second before the expiry: then, too, it is the bonus and no
/// more, and a second later there is nothing left to liquidate.
#[test]
fn a_flag_before_the_expiry_earns_no_more_than_the_bonus() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let (key, series) = (scene.writer.key(), &scene.series);
        let to_go = series.expiry_ts - 3 * 3_600 - world.now();
        world.hold(to_go, 86_400, START_PRICE).unwrap();
        let mut price = START_PRICE;
        while !world.health(&key, kind).is_liquidatable() {
            price = match kind {
                Kind::Call => price + DOLLAR,
                Kind::Put => price - DOLLAR,
            };
            world.tick(60, price).unwrap();
        }
        // Time will take some of the value: a little further, so that it stays sick.
        price = match kind {
            Kind::Call => price + 4 * DOLLAR,
            Kind::Put => price - 4 * DOLLAR,
        };
        world.tick(60, price).unwrap();
        world.flag(&key, kind).unwrap();
        let to_go = series.expiry_ts - 1 - world.now();
        assert!(to_go >= 900);
        world.hold(to_go, 60, price).unwrap();
        assert_eq!(bonus_bps(world, &scene), 1_000);
        let before = world.margin(&key, kind).unwrap().collateral;
        let height = world.health(&key, kind).maintenance.required / 10;
        let (plan, _) = planned(world, &scene.writer, series, Means::Takeover, 10 * SOL);
        (world.liquidate(&scene.liquidator, &key, series, 10 * SOL)).unwrap();
        let paid = before - world.margin(&key, kind).unwrap().collateral;
        println!(
            "{kind:?}: paid {paid}, the mark {}, a tenth of it {}",
            plan.mark,
            height / 10
        );
        assert!(paid > plan.mark && paid - plan.mark <= height / 10 + 1);
        world.tick(1, price).unwrap();
        refuses(world, SeriesExpired, |world| {
            world.liquidate(&scene.liquidator, &key, series, 10 * SOL)
        });
    });
}
