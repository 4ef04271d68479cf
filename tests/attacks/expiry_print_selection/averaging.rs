//! Trading at the spot in the last minutes, when the mean that settles is nearly fixed.
//!
//! Marks know nothing of the averaging: an option is marked as if the spot of its expiry settled it. A jump in the last
//! minutes moves the mark by all of its size and the payoff by a fraction. Whoever takes a short over then is paid the
//! one and pays the other. The bounds: a jump that does not halt, 6% in five minutes; the contracts that a liquidation
//! takes, and the window's. Vaults buy nothing back in that half hour. The other way round nobody gains: what may be
//! withdrawn on a late fall leaves what the mean asks for, since the price must be within 10% of the stable one and the
//! range of scenarios is 12% at least.

use ballast::errors::BallastError::BuybackNotDue;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup, World,
};
use option_risk::{liquidation::Means, settlement, units::Kind};

use crate::{
    ledger::{payoff, planned},
    scenes::{
        disarmed, live, near_series, reach_agreement, rich, rich_writer, short_at_limit,
        START_PRICE, WRITTEN,
    },
    support::{on_both_for_each_kind, on_both_with, refuses},
};

/// A step of the price towards a strike.
fn towards(kind: Kind, price: u64, step: u64) -> u64 {
    match kind {
        Kind::Call => price + step,
        Kind::Put => price - step,
    }
}

/// Walks a dollar in ten minutes while `wanted`, which no breaker minds; the last price.
fn walk(world: &mut World, kind: Kind, mut wanted: impl FnMut(&mut World) -> bool) -> u64 {
    let mut price = START_PRICE;
    while wanted(world) {
        price = towards(kind, price, DOLLAR);
        world.tick(600, price).unwrap();
    }
    price
}

/// A writer a dollar from being sick all through the last half hour, and a jump of 5% two minutes before its end.
#[test]
fn a_late_jump_is_liquidated_at_the_spot_though_the_mean_hardly_moves() {
    on_both_for_each_kind(&Setup::default(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let (owner, series) = (&scene.writer, &scene.series);
        let to_go = series.expiry_ts - 43_200 - world.now();
        world.hold(to_go, 86_400, START_PRICE).unwrap();
        let sick = walk(world, kind, |world| {
            !world.health(&owner.key(), kind).is_liquidatable()
        });
        let calm = match kind {
            Kind::Call => sick - DOLLAR,
            Kind::Put => sick + DOLLAR,
        };
        let to_go = series.expiry_ts - 120 - world.now();
        world.hold(to_go, 60, calm).unwrap();
        assert!(!world.health(&owner.key(), kind).is_liquidatable());
        let jumped = towards(kind, calm, calm / 20);
        world.tick(1, jumped).unwrap();

        let (plan, received) = planned(world, owner, series, Means::Takeover, u64::MAX);
        (world.liquidate(&scene.liquidator, &owner.key(), series, u64::MAX)).unwrap();
        world.hold(119, 60, jumped).unwrap();
        world.settle_series(series).unwrap();
        let price = world.series_state(series).settlement_price;
        let owed = payoff(world, series, plan.contracts, price);
        let gained = received - owed;
        let over_mark = plan.mark - owed;
        println!(
            "{kind:?}: spot {calm} to {jumped}, settled at {price}: {} taken,",
            plan.contracts
        );
        println!("{received} received, {owed} owed: {gained} gained, {over_mark} beside the bonus");
        // It was observed a second after the last calm print: 119 seconds of the half hour.
        let window = settlement::WINDOW_SECS as u64;
        assert_eq!(price, (calm * (window - 119) + jumped * 119) / window);
        assert!(over_mark > 0);
        let coverage = match kind {
            Kind::Call => plan.contracts,
            Kind::Put => payoff(world, series, plan.contracts, 1),
        };
        // At most the jump, of what covers the contracts.
        assert!(
            over_mark <= coverage / 20 * 11 / 10,
            "{over_mark} of {coverage}"
        );
    });
}

/// Calls that will pay nothing are not sold back to the vault that wrote them on a jump over their strike in the last
/// minutes: in the half hour of the mean it buys nothing back, whatever order was open.
#[test]
fn a_vault_buys_nothing_back_while_the_mean_is_taken() {
    on_both_with(&Setup::default(), |world| {
        let scene = live(world, 500 * SOL);
        let (holder, calls) = (&scene.buyer, scene.calls);
        let to_go = calls.expiry_ts - 43_200 - world.now();
        world.hold(to_go, 86_400, START_PRICE).unwrap();
        let near = calls.strike + DOLLAR / 2;
        walk(world, Kind::Call, |world| world.market().risk.price < near);
        let to_go = calls.expiry_ts - settlement::WINDOW_SECS - 60 - world.now();
        world.hold(to_go, 60, near).unwrap();
        world.open_buyback().unwrap();
        let fill = |world: &mut World| world.fill_buyback(holder, &calls, SOL, 0);
        world.tick(59, near).unwrap();
        fill(world).unwrap();
        world.tick(1, near).unwrap();
        refuses(world, BuybackNotDue, fill);
        world.hold(1_200, 60, near).unwrap(); // the order has lapsed
        refuses(world, BuybackNotDue, World::open_buyback);
    });
}

/// Far in the money all day, then a fall as far as the stable price lets anybody withdraw: everything that may be is
/// taken out a minute before the end, and the mean is paid in full all the same.
#[test]
fn what_is_withdrawn_on_a_late_fall_leaves_enough_for_the_mean() {
    // Minutes before the end, and how far the price goes back, bps.
    for (minutes, fall_bps) in [(2i32, 990), (10, 1_300), (14, 1_450)] {
        on_both_for_each_kind(&disarmed(), |world, kind| {
            let series = near_series(world, kind);
            let (writer, holder) = (rich_writer(world, kind), rich(world));
            world.write(&writer, &series, WRITTEN).unwrap();
            (world.transfer_options(&writer, &holder, &series, WRITTEN)).unwrap();
            let deep = match kind {
                Kind::Call => 260 * DOLLAR,
                Kind::Put => 150 * DOLLAR,
            };
            reach_agreement(world, deep);
            let to_go = series.expiry_ts - 2_000 - world.now();
            world.hold(to_go, 86_400, deep).unwrap();
            let to_go = series.expiry_ts - 60 * i64::from(minutes) - world.now();
            world.hold(to_go, 60, deep).unwrap();
            let back = match kind {
                Kind::Call => deep - deep * fall_bps / 10_000,
                Kind::Put => deep + deep * fall_bps / 10_000,
            };
            world.hold(60 * i64::from(minutes - 1), 60, back).unwrap();
            let health = world.health(&writer.key(), kind);
            let spare = health.collateral - health.initial.required;
            world.withdraw(&writer, kind, spare).unwrap();
            world.tick(60, back).unwrap();
            world.settle_series(&series).unwrap();
            world.settle_short(&writer.key(), &series).unwrap();
            assert_eq!(world.series_state(&series).shortfall, 0);
            let left = world.margin(&writer.key(), kind).unwrap().collateral;
            let kept = left * 10_000 / health.initial.required;
            println!("{kind:?}, {minutes} minutes before: {kept} bps of the margin left");
            assert!(kept > 500, "{kept}");
        });
    }
}
