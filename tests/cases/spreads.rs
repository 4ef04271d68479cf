//! Long legs: options deposited against shorts of the same expiry that are nearer the money.

use ballast::{constants::MAX_POSITIONS, errors::BallastError::*};
use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, World,
};
use option_risk::units::Kind;

use crate::{
    scenes::{
        disarmed, expiry, halt, near_series, reach_expiry, rich_writer, START_PRICE, WRITTEN,
    },
    support::{on_both, on_both_for_each_kind, on_both_with, refuses},
};

/// A strike further out of the money than [`near_series`]'.
pub fn far_strike(kind: Kind) -> u64 {
    match kind {
        Kind::Call => 225 * DOLLAR,
        Kind::Put => 175 * DOLLAR,
    }
}

/// The actor short of the near series and holding as many of the far one, both wallets and accounts apart.
pub struct Spread {
    pub writer: Actor,
    pub other: Actor,
    pub near: SeriesKeys,
    pub far: SeriesKeys,
}

pub fn spread(world: &mut World, kind: Kind) -> Spread {
    let near = near_series(world, kind);
    let far = world
        .create_series(kind, far_strike(kind), near.expiry_ts)
        .unwrap();
    let (writer, other) = (rich_writer(world, kind), rich_writer(world, kind));
    world.write(&writer, &near, WRITTEN).unwrap();
    world.write(&other, &far, WRITTEN).unwrap();
    world
        .transfer_options(&other, &writer, &far, WRITTEN)
        .unwrap();
    world
        .transfer_options(&writer, &other, &near, WRITTEN)
        .unwrap();
    Spread {
        writer,
        other,
        near,
        far,
    }
}

fn required(world: &mut World, actor: &Actor, kind: Kind) -> [u64; 2] {
    let health = world.health(&actor.key(), kind);
    [health.maintenance.required, health.initial.required]
}

#[test]
fn a_long_leg_lowers_margin_in_proportion_and_comes_back_out() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = spread(world, kind);
        let naked = required(world, &scene.writer, kind);
        let mut last = naked;
        for _ in 0..4 {
            world
                .deposit_options(&scene.writer, &scene.far, WRITTEN / 4)
                .unwrap();
            let now = required(world, &scene.writer, kind);
            assert!(now[0] < last[0] && now[1] < last[1], "{now:?} {last:?}");
            last = now;
        }
        assert!(last[0] < naked[0] * 3 / 4, "{last:?} of {naked:?}");
        // What the spread can lose at most still has to be there.
        assert!(last[0] > 0);
        let collateral = world.margin(&scene.writer.key(), kind).unwrap().collateral;
        world
            .withdraw(&scene.writer, kind, collateral - last[1])
            .unwrap();
        refuses(world, InsufficientMargin, |world| {
            world.withdraw_options(&scene.writer, &scene.far, WRITTEN / 100)
        });
        refuses(world, NoPosition, |world| {
            world.withdraw_options(&scene.writer, &scene.far, WRITTEN + 1)
        });
        world
            .deposit(&scene.writer, &scene.writer.key(), kind, collateral)
            .unwrap();
        world
            .withdraw_options(&scene.writer, &scene.far, WRITTEN)
            .unwrap();
        assert_eq!(required(world, &scene.writer, kind), naked);
    });
}

/// Only a long that is further out and expires with the short is sure to be paid when the short is due.
#[test]
fn other_longs_offset_nothing() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let near = near_series(world, kind);
        let far = world
            .create_series(kind, far_strike(kind), near.expiry_ts)
            .unwrap();
        let later = world
            .create_series(kind, far_strike(kind), expiry(world, 12))
            .unwrap();
        let (writer, other) = (rich_writer(world, kind), rich_writer(world, kind));
        world.write(&writer, &far, 10 * SOL).unwrap();
        let naked = required(world, &writer, kind);
        for series in [near, later] {
            world.write(&other, &series, 10 * SOL).unwrap();
            world
                .transfer_options(&other, &writer, &series, 10 * SOL)
                .unwrap();
            world.deposit_options(&writer, &series, 10 * SOL).unwrap();
            assert_eq!(required(world, &writer, kind), naked);
        }
    });
}

/// An option held against a short of its own series takes it away altogether.
#[test]
fn a_short_and_a_long_of_one_series_cancel() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let series = near_series(world, kind);
        let writer = rich_writer(world, kind);
        world.write(&writer, &series, WRITTEN).unwrap();
        world.deposit_options(&writer, &series, WRITTEN).unwrap();
        assert_eq!(required(world, &writer, kind), [0, 0]);
        refuses(world, AccountHealthy, |world| {
            world.flag(&writer.key(), kind)
        });
        let owner = writer.key();
        world
            .withdraw_options(&writer, &series, WRITTEN / 2)
            .unwrap();
        world.net_position(&owner, &series).unwrap();
        let account = world.margin(&owner, kind).unwrap();
        assert_eq!(account.short_of(&series.series), WRITTEN / 2);
        assert_eq!(account.long_of(&series.series), 0);
        assert_eq!(world.supply(&series.option_mint), WRITTEN / 2);
        refuses(world, NoPosition, |world| {
            world.net_position(&owner, &series)
        });
    });
}

/// Its own option cannot pay a short: they cancel before it is settled, and nothing is left to wait for.
#[test]
fn a_short_is_netted_before_it_is_settled() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let series = near_series(world, kind);
        let writer = rich_writer(world, kind);
        let owner = writer.key();
        world.write(&writer, &series, WRITTEN).unwrap();
        world
            .deposit_options(&writer, &series, WRITTEN / 3)
            .unwrap();
        reach_expiry(world, series.expiry_ts, START_PRICE);
        world.settle_series(&series).unwrap();
        refuses(world, NotNetted, |world| {
            world.settle_short(&owner, &series)
        });
        world.net_position(&owner, &series).unwrap();
        world.settle_short(&owner, &series).unwrap();
        let held = world.options(&owner, &series);
        assert_eq!(held, world.supply(&series.option_mint));
        world.redeem(&writer, &series, held).unwrap();
    });
}

#[test]
fn options_go_in_while_the_market_is_halted_and_come_out_if_nothing_is_short() {
    on_both(|world| {
        let scene = spread(world, Kind::Put);
        let holder = &scene.other;
        world
            .deposit_options(holder, &scene.near, WRITTEN / 2)
            .unwrap();
        halt(world);
        refuses(world, ZeroAmount, |world| {
            world.deposit_options(&scene.writer, &scene.far, 0)
        });
        world
            .deposit_options(&scene.writer, &scene.far, WRITTEN)
            .unwrap();
        refuses(world, BreakerHalted, |world| {
            world.withdraw_options(&scene.writer, &scene.far, 1)
        });
        refuses(world, BreakerHalted, |world| {
            world.withdraw_options(holder, &scene.near, 1)
        });
    });
}

/// The short waits for the option that pays it, whatever order anybody cranks in.
#[test]
fn a_spread_settles_from_the_outside_in() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = spread(world, kind);
        let (owner, other) = (scene.writer.key(), scene.other.key());
        world
            .deposit_options(&scene.writer, &scene.far, WRITTEN)
            .unwrap();
        let spare = {
            let health = world.health(&owner, kind);
            health.collateral - health.initial.required
        };
        world.withdraw(&scene.writer, kind, spare).unwrap();
        let price = match kind {
            Kind::Call => 320 * DOLLAR,
            Kind::Put => 90 * DOLLAR,
        };
        reach_expiry(world, scene.near.expiry_ts, price);
        for series in [&scene.near, &scene.far] {
            world.settle_series(series).unwrap();
        }
        refuses(world, LongUnsettled, |world| {
            world.settle_short(&owner, &scene.near)
        });
        refuses(world, PoolIncomplete, |world| {
            world.settle_long(&owner, &scene.far)
        });
        world.settle_short(&other, &scene.far).unwrap();
        world.settle_long(&owner, &scene.far).unwrap();
        refuses(world, NoPosition, |world| {
            world.settle_long(&owner, &scene.far)
        });
        world.settle_short(&owner, &scene.near).unwrap();
        assert_eq!(world.series_state(&scene.near).shortfall, 0);
        world.redeem(&scene.other, &scene.near, WRITTEN).unwrap();
        let left = world.margin(&owner, kind).unwrap();
        assert!(left.is_flat());
        world
            .withdraw(&scene.writer, kind, left.collateral)
            .unwrap();
        world.close_margin(&scene.writer, kind).unwrap();
    });
}

/// Where the option is worth nothing there is nothing to wait for.
#[test]
fn a_worthless_long_holds_nothing_up() {
    on_both_with(&disarmed(), |world| {
        let kind = Kind::Put;
        let scene = spread(world, kind);
        world
            .deposit_options(&scene.writer, &scene.far, WRITTEN)
            .unwrap();
        reach_expiry(world, scene.near.expiry_ts, 185 * DOLLAR);
        for series in [&scene.near, &scene.far] {
            world.settle_series(series).unwrap();
        }
        world
            .settle_short(&scene.writer.key(), &scene.near)
            .unwrap();
        refuses(world, SeriesSettled, |world| {
            world.deposit_options(&scene.other, &scene.near, 1)
        });
        // What is not settled comes out as it went in.
        world
            .withdraw_options(&scene.writer, &scene.far, WRITTEN)
            .unwrap();
    });
}

/// Held options count among the eight positions, but not beside a short of their own series.
#[test]
fn positions_are_counted_by_series() {
    on_both(|world| {
        let kind = Kind::Put;
        let expiry_ts = expiry(world, 7);
        let writer = rich_writer(world, kind);
        let sellers = [rich_writer(world, kind), rich_writer(world, kind)];
        let mut all = Vec::new();
        for step in 0..=MAX_POSITIONS {
            let strike = START_PRICE - step as u64 * DOLLAR;
            let series = world.create_series(kind, strike, expiry_ts).unwrap();
            let seller = &sellers[step % 2];
            world.write(seller, &series, SOL).unwrap();
            world
                .transfer_options(seller, &writer, &series, SOL)
                .unwrap();
            all.push(series);
        }
        let ninth = all.pop().expect("nine series");
        for series in &all {
            world.deposit_options(&writer, series, SOL).unwrap();
            world.write(&writer, series, SOL).unwrap();
        }
        refuses(world, TooManyPositions, |world| {
            world.deposit_options(&writer, &ninth, SOL)
        });
        world.withdraw_options(&writer, &all[0], SOL).unwrap();
        world.close_short(&writer, &all[0], SOL).unwrap();
        world.deposit_options(&writer, &ninth, SOL).unwrap();
    });
}
