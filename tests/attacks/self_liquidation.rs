//! One person, two wallets: liquidating oneself for the bonus, to get collateral out, or to use up the window; and
//! letting one wallet go to ruin while the other holds its options.
//!
//! A liquidation between two wallets of one person costs the insurance share, and a takeover asks more margin of the
//! one than it frees of the other. What remains: whoever holds the options of their own short can be paid for burning
//! them out of an account that could not withdraw, which raises its health all the same; the window's throughput goes
//! to whoever comes first; and options written to oneself are a free bet on one's own ruin, which the fund and the
//! series' other holders lose.

use ballast::errors::BallastError::*;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    World,
};
use option_risk::{liquidation::Means, units::Kind};

use crate::{
    ledger::{cash, payoff, planned, worth},
    scenes::{
        bad_price, disarmed, reach_expiry, rich_writer, selling, short_at_limit, Short,
        START_PRICE, WRITTEN,
    },
    support::{on_both_for_each_kind, on_both_with, refuses},
};

/// Flagged, and as long after as the bonus takes to reach its height.
fn auctioned(world: &mut World, kind: Kind, secs: i64) -> Short {
    let scene = short_at_limit(world, kind);
    world.tick(60, bad_price(kind)).unwrap();
    world.flag(&scene.writer.key(), kind).unwrap();
    world.hold(secs, 60, bad_price(kind)).unwrap();
    scene
}

#[test]
fn a_takeover_by_ones_second_wallet_costs_the_insurance_share_and_frees_nothing() {
    for secs in [0, 900] {
        on_both_for_each_kind(&disarmed(), |world, kind| {
            let scene = auctioned(world, kind, secs);
            let (first, second) = (&scene.writer, &scene.liquidator);
            // What may be withdrawn: of the account under water nothing.
            let free = |world: &mut World| {
                let health = world.health(&second.key(), kind);
                health.collateral - health.initial.required
            };
            let (before, could) = (worth(world, &[first, second], &scene.series), free(world));
            let (plan, _) = planned(world, first, &scene.series, Means::Takeover, u64::MAX);
            (world.liquidate(second, &first.key(), &scene.series, u64::MAX)).unwrap();
            let after = worth(world, &[first, second], &scene.series);
            let fee = i128::from(plan.insurance_fee);
            assert!(
                fee > 0 && before - after == fee,
                "{before} to {after}, {fee}"
            );
            let less = could - free(world);
            println!("{kind:?} after {secs} s: {fee} to the fund, {less} less to withdraw");
            assert!(less > 0);
            refuses(world, InsufficientMargin, |world| {
                world.withdraw(first, kind, 1)
            });
        });
    }
}

/// Closing frees margin and pays nothing out; burning as a liquidator pays out what it frees, less than that, and a
/// tenth of the bonus is lost.
#[test]
fn burning_ones_own_options_pays_out_less_than_it_frees() {
    for secs in [0, 900] {
        on_both_for_each_kind(&disarmed(), |world, kind| {
            let scene = auctioned(world, kind, secs);
            let (owner, series) = (&scene.writer, &scene.series);
            let (before, health) = (
                worth(world, &[owner], series),
                world.health(&owner.key(), kind),
            );
            let (plan, received) = planned(world, owner, series, Means::Burn, u64::MAX);
            (world.liquidate_with_options(owner, &owner.key(), series, u64::MAX, 0)).unwrap();
            let (after, left) = (
                worth(world, &[owner], series),
                world.health(&owner.key(), kind),
            );
            assert_eq!(before - after, i128::from(plan.insurance_fee));
            let freed = health.maintenance.required - left.maintenance.required;
            let share = received * 10_000 / health.collateral;
            println!(
                "{kind:?} after {secs} s: {received} out of {} ({share} bps)",
                health.collateral
            );
            // The rest is better covered than before, and no more comes out.
            let (c, r) = (
                u128::from(health.collateral),
                u128::from(health.maintenance.required),
            );
            assert!(u128::from(received) * r < c * u128::from(freed));
            assert!(left.bps() > health.bps() && left.collateral < left.initial.required);
            refuses(world, InsufficientMargin, |world| {
                world.withdraw(owner, kind, 1)
            });
        });
    }
}

/// A sick account of one's own, taken over by oneself window by window, keeps others from liquidating other people.
#[test]
fn liquidating_oneself_holds_the_window_for_as_long_as_one_is_sick() {
    let mut setup = disarmed();
    setup.market.liquidation.cap_contracts_per_window = 2 * SOL;
    on_both_with(&setup, |world| {
        let kind = Kind::Put;
        let own = short_at_limit(world, kind);
        let other = short_at_limit(world, kind);
        world.tick(60, bad_price(kind)).unwrap();
        let (first, second) = (&own.writer, &own.liquidator);
        let before = worth(world, &[first, second], &own.series);
        let (mut windows, mut taken) = (0, 0);
        while world.health(&first.key(), kind).is_liquidatable() {
            let short = |world: &mut World| {
                let account = world.margin(&first.key(), kind).unwrap();
                account.short_of(&own.series.series)
            };
            let had = short(world);
            (world.liquidate(second, &first.key(), &own.series, u64::MAX)).unwrap();
            (windows, taken) = (windows + 1, taken + had - short(world));
            if world.health(&first.key(), kind).is_liquidatable() {
                refuses(world, FlowLimit, |world| {
                    world.liquidate(&other.liquidator, &other.writer.key(), &other.series, SOL)
                });
            }
            world.tick(60, bad_price(kind)).unwrap();
        }
        let lost = before - worth(world, &[first, second], &own.series);
        println!("{windows} minutes for {taken} contract atoms cost {lost}");
        // Each contract once, each a fee, and initial margin for it.
        assert!(lost > 0 && (1..=10).contains(&windows), "{windows}");
        (world.liquidate(&other.liquidator, &other.writer.key(), &other.series, SOL)).unwrap();
    });
}

/// Written to oneself at initial margin, options cost nothing to carry and nothing to close.
#[test]
fn options_written_to_oneself_are_closed_for_nothing() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let before = cash(world, &[&scene.writer], kind);
        world.hold(86_400, 3_600, START_PRICE).unwrap();
        world
            .close_short(&scene.writer, &scene.series, WRITTEN)
            .unwrap();
        let all = world.margin(&scene.writer.key(), kind).unwrap().collateral;
        world.withdraw(&scene.writer, kind, all).unwrap();
        assert_eq!(cash(world, &[&scene.writer], kind), before);
    });
}

/// The bound on a free bet: the price jumps before anybody has liquidated. What the attacker gains is what the fund had
/// and what the other holders of the series go without, no more; a vault pays what it owes.
#[test]
fn ones_own_ruin_costs_the_fund_and_the_series_other_holders() {
    let kind = Kind::Call;
    for (price, contracts) in [(200, 300), (250, 300), (400, 300), (400, 3_000)] {
        on_both_with(&disarmed(), |world| {
            let (price, contracts) = (price * DOLLAR, contracts * SOL);
            let sold = selling(world, 100 * SOL);
            let calls = sold.calls;
            let attacker = rich_writer(world, kind);
            world.write(&attacker, &calls, contracts).unwrap();
            let health = world.health(&attacker.key(), kind);
            let margin = health.initial.required;
            (world.withdraw(&attacker, kind, health.collateral - margin)).unwrap();
            // Worth it only where the payoff passes the margin: a third above the price of then.
            let least =
                u128::from(calls.strike) * u128::from(contracts) / u128::from(contracts - margin);
            assert!(least > u128::from(265 * DOLLAR), "{least}");
            world.hold(601, 60, START_PRICE).unwrap();
            world.end_sale(&calls).unwrap();
            let (before, fund) = (cash(world, &[&attacker], kind), world.insurance(kind));
            let holder = world.wallet(&sold.buyer.key(), kind);

            reach_expiry(world, calls.expiry_ts, price);
            world.settle_series(&calls).unwrap();
            world.settle_short(&attacker.key(), &calls).unwrap();
            world.settle_vault(&calls).unwrap();
            world.redeem(&attacker, &calls, contracts).unwrap();
            world.redeem(&sold.buyer, &calls, 100 * SOL).unwrap();

            let gained = i128::from(cash(world, &[&attacker], kind)) - i128::from(before);
            let drawn = i128::from(fund - world.insurance(kind));
            let full = payoff(world, &calls, 100 * SOL, price);
            let lost = i128::from(full - (world.wallet(&sold.buyer.key(), kind) - holder));
            println!("at {price}, margin {margin}, from {least} on: gained {gained},");
            println!("the fund lost {drawn}, the holder of a vault's calls {lost} of {full}");
            assert!((gained - drawn - lost).abs() <= 4);
            // Below the margin there is nothing to gain; above it, at most the others' part of what is missing.
            let missing = i128::from(world.series_state(&calls).shortfall);
            let part = missing * i128::from(100 * SOL) / i128::from(100 * SOL + contracts);
            assert!(lost <= part + 4, "{lost} of {missing}");
            assert_eq!(gained > 4, price == 400 * DOLLAR, "{gained}");
        });
    }
}
