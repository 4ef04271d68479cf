//! The liquidator and the liquidated are one: to dodge the insurance share, to take over without the means, or to pass
//! a short round between accounts that are both at the margin.
//!
//! The account itself on both sides is refused (`cases`, `liquidation::refusals`). A second account must meet initial
//! margin to the atom, the fee is rounded up in every part, and no part restarts the auction.

use ballast::errors::BallastError::*;
use ballast_client::views;
use ballast_harness::{setup::SOL, World};
use option_risk::{liquidation::Means, units::Kind};

use crate::{
    ledger::{planned, worth},
    scenes::{bad_price, disarmed, short_at_limit, Short, WRITTEN},
    support::{on_both_for_each_kind, refused, refuses},
};

fn under_water(world: &mut World, kind: Kind) -> Short {
    let scene = short_at_limit(world, kind);
    world.tick(60, bad_price(kind)).unwrap();
    scene
}

/// An account that has what initial margin asks less an atom takes nothing over.
#[test]
fn a_second_account_needs_its_initial_margin_to_the_atom() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = under_water(world, kind);
        let (owner, second) = (&scene.writer, &scene.liquidator);
        let (market, now) = (world.market(), world.now());
        let account = world.margin(&owner.key(), kind).unwrap();
        let series = &scene.series.series;
        let taken = views::liquidation(&market, &account, series, Means::Takeover, u64::MAX, now);
        let taken = taken.unwrap();
        let mut flat = world.margin(&second.key(), kind).unwrap();
        let all = flat.collateral;
        let mut fits = |collateral| {
            flat.collateral = collateral;
            taken.taken_by(&market, &flat, now).is_ok()
        };
        let (mut short_of, mut least) = (0, all);
        while least - short_of > 1 {
            let middle = (short_of + least) / 2;
            match fits(middle) {
                true => least = middle,
                false => short_of = middle,
            }
        }
        // The payment alone never carries the short: a takeover brings margin in.
        println!(
            "{kind:?}: {least} of one's own beside {} received",
            taken.received
        );
        assert!(least > taken.received / 10);
        world.withdraw(second, kind, all - short_of).unwrap();
        refuses(world, LiquidatorUnhealthy, |world| {
            world.liquidate(second, &owner.key(), &scene.series, u64::MAX)
        });
        world.deposit(second, &second.key(), kind, 1).unwrap();
        (world.liquidate(second, &owner.key(), &scene.series, u64::MAX)).unwrap();
    });
}

/// Two accounts under water cannot take each other's shorts.
#[test]
fn the_sick_do_not_take_over_from_the_sick() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let (one, two) = (short_at_limit(world, kind), short_at_limit(world, kind));
        world.tick(60, bad_price(kind)).unwrap();
        for (from, to) in [(&one, &two), (&two, &one)] {
            for contracts in [SOL / 10, SOL, u64::MAX] {
                refuses(world, LiquidatorUnhealthy, |world| {
                    world.liquidate(&to.writer, &from.writer.key(), &from.series, contracts)
                });
            }
        }
    });
}

/// One's own options burned against one's own short, in parts of every size: no part pays more per contract than the
/// whole, each feeds the fund, and all together lose exactly what the fund got.
#[test]
fn small_parts_do_not_dodge_the_insurance_share() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = under_water(world, kind);
        let (owner, series) = (&scene.writer, &scene.series);
        let (whole, _) = planned(world, owner, series, Means::Burn, u64::MAX);
        let (start, fund) = (worth(world, &[owner], series), world.insurance(kind));
        let (mut paid, mut burned, mut fees) = (0, 0, 0);
        for part in [SOL / 1_000, SOL / 100, SOL / 10, SOL / 1_000_000] {
            for _ in 0..5 {
                let (plan, received) = planned(world, owner, series, Means::Burn, part);
                (world.liquidate_with_options(owner, &owner.key(), series, part, received))
                    .unwrap();
                // A tenth of what is above the mark, an atom at least.
                assert!(
                    plan.insurance_fee >= (plan.payment.saturating_sub(plan.mark)).div_ceil(10)
                );
                paid += plan.payment;
                burned += plan.contracts;
                fees += plan.insurance_fee;
            }
        }
        assert_eq!(world.insurance(kind) - fund, fees);
        let lost = start - worth(world, &[owner], series);
        // The mark of each part is rounded down.
        assert!(
            (0..=30).contains(&(lost - i128::from(fees))),
            "{lost} beside {fees}"
        );
        let of_whole = u128::from(whole.payment) * u128::from(burned);
        assert!(u128::from(paid) * u128::from(whole.contracts) <= of_whole);
    });
}

/// So few atoms that nothing is freed are no liquidation at all.
#[test]
fn a_part_that_frees_nothing_is_refused() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = under_water(world, kind);
        let (owner, series) = (&scene.writer, &scene.series);
        let mut accepted = 0;
        for contracts in 1..=20 {
            let before = worth(world, &[owner], series);
            let outcome = world.liquidate_with_options(owner, &owner.key(), series, contracts, 0);
            match outcome {
                Ok(_) => accepted += 1,
                Err(_) => refused(outcome, NothingToLiquidate),
            }
            assert!(worth(world, &[owner], series) <= before);
        }
        println!("{kind:?}: {accepted} of 20 parts of a few atoms");
        assert!(accepted < 20);
    });
}

/// A part taken over by a second account neither restarts nor ends the auction of the first.
#[test]
fn a_part_taken_by_oneself_keeps_the_clock() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = under_water(world, kind);
        let (owner, second) = (&scene.writer, &scene.liquidator);
        world.flag(&owner.key(), kind).unwrap();
        let flagged_ts = world.now();
        for _ in 0..3 {
            world.hold(240, 60, bad_price(kind)).unwrap();
            (world.liquidate(second, &owner.key(), &scene.series, SOL / 10)).unwrap();
            assert_eq!(
                world.margin(&owner.key(), kind).unwrap().flagged_ts,
                flagged_ts
            );
            assert_eq!(world.margin(&second.key(), kind).unwrap().flagged_ts, 0);
        }
        let account = world.margin(&owner.key(), kind).unwrap();
        let (market, now) = (world.market(), world.now());
        assert_eq!(views::auction_bonus_bps(&market, &account, now), 820);
        assert_eq!(
            account.short_of(&scene.series.series),
            WRITTEN - 3 * SOL / 10
        );
    });
}
