//! New risk is not taken on at a price that has run away from its averages.

use ballast::errors::BallastError;
use ballast_harness::{setup::DOLLAR, OraclePrint, World};
use option_risk::{
    breaker::{Reason, Stage},
    units::Kind,
};

use crate::{
    scenes::{disarmed, near_series, rich_writer, short_at_limit, START_PRICE, WRITTEN},
    support::{on_both, on_both_with, refuses},
};

/// A price, with the feed's own average where it started.
fn lagging(world: &mut World, price: u64) {
    let print = world.feed.print(price, world.now());
    world.publish(&OraclePrint {
        ema_price: START_PRICE as i64,
        ..print
    });
}

#[test]
fn new_risk_waits_for_the_feeds_average_and_liquidation_does_not() {
    on_both_with(&disarmed(), |world| {
        let scene = short_at_limit(world, Kind::Put);
        // Slow enough for the stable price, too far for the average.
        let mut price = START_PRICE;
        while price > 155 * DOLLAR {
            price -= 2 * DOLLAR;
            world.advance(600);
            lagging(world, price);
            world.observe().unwrap();
        }
        let writer = rich_writer(world, Kind::Put);
        refuses(world, BallastError::OracleDivergesFromEma, |world| {
            world.write(&writer, &scene.series, WRITTEN)
        });
        refuses(world, BallastError::OracleDivergesFromEma, |world| {
            world.withdraw(&scene.writer, Kind::Put, 1)
        });
        let owner = scene.writer.key();
        world
            .liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
            .unwrap();
        world.set_price(price);
        world.tick(60, price).unwrap();
        world.write(&writer, &scene.series, WRITTEN).unwrap();
    });
}

#[test]
fn new_risk_waits_for_the_stable_price() {
    on_both_with(&disarmed(), |world| {
        let series = near_series(world, Kind::Put);
        let writer = rich_writer(world, Kind::Put);
        world.tick(60, 178 * DOLLAR).unwrap();
        refuses(world, BallastError::OracleDivergesFromStable, |world| {
            world.write(&writer, &series, WRITTEN)
        });
        world.hold(300, 60, 178 * DOLLAR).unwrap();
        world.write(&writer, &series, WRITTEN).unwrap();
    });
}

/// A print a quarter away from the feed's own average halts, however small the windows' moves.
#[test]
fn a_print_far_from_its_average_halts() {
    on_both(|world| {
        world.hold(1_200, 60, START_PRICE).unwrap();
        world.advance(60);
        let print = world.feed.print(START_PRICE, world.now());
        world.publish(&OraclePrint {
            ema_price: (START_PRICE * 4 / 3 + DOLLAR) as i64,
            ..print
        });
        world.observe().unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(breaker.stage(), Stage::Halted);
        assert_eq!(breaker.reason(), Reason::Divergence);
        assert_eq!(world.market().risk.price, START_PRICE);
    });
}
