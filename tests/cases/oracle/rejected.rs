//! Refused prints: counted, announced, and otherwise without effect.

use ballast::{errors::BallastError, events::PrintRejected, state::Market};
use ballast_client::errors::code;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    OraclePrint, World,
};
use option_risk::{
    breaker::{BreakerState, Reason, Stage},
    units::Kind,
};

use crate::{
    scenes::{bad_price, disarmed, rich_writer, short_at_limit, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

/// `observe` succeeds, counts the refusal under its error, and changes nothing else.
#[track_caller]
pub fn counts_a_refusal(world: &mut World, error: BallastError) {
    let before = world.market();
    let receipt = world.observe().unwrap();
    let after = world.market();
    assert_eq!(after.risk.rejected, before.risk.rejected + 1);
    if let Some(events) = receipt.events::<PrintRejected>() {
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].error, code(error));
        assert_eq!(events[0].rejected, after.risk.rejected);
    }
    let rest = |market: &Market| {
        let mut rest = *market;
        rest.risk.rejected = 0;
        rest.sequence = 0;
        // A wide print may be the first of a run: the breaker remembers when it began.
        rest.risk.breaker = BreakerState::default();
        bytemuck::bytes_of(&rest).to_vec()
    };
    assert!(rest(&before) == rest(&after), "more than a counter changed");
    if error != BallastError::OracleWideConfidence {
        assert_eq!(before.risk.breaker, after.risk.breaker);
    }
}

fn wide(world: &World) -> OraclePrint {
    let print = world.feed.print(START_PRICE, world.now());
    OraclePrint {
        confidence: print.price as u64 / 10,
        ..print
    }
}

/// One wide print throttles; a run of them that lasts halts; a good print between ends the run.
#[test]
fn a_wide_print_throttles_and_halts_only_when_it_persists() {
    on_both(|world| {
        for good_between in [true, false] {
            world.hold(2_400, 60, START_PRICE).unwrap();
            assert_eq!(world.market().risk.breaker.stage(), Stage::Normal);
            world.advance(10);
            world.publish(&wide(world));
            world.observe().unwrap();
            assert_eq!(world.market().risk.breaker.stage(), Stage::Throttle);
            assert_eq!(world.market().risk.breaker.reason(), Reason::Confidence);
            if good_between {
                world.tick(10, START_PRICE).unwrap();
            }
            world.advance(70);
            world.publish(&wide(world));
            world.observe().unwrap();
            let expected = match good_between {
                true => Stage::Throttle,
                false => Stage::Halted,
            };
            assert_eq!(world.market().risk.breaker.stage(), expected);
        }
        assert_eq!(world.market().risk.price, START_PRICE);
    });
}

/// An account that shows a wide print cannot act on it, whatever the stage.
#[test]
fn nothing_acts_on_a_refused_print() {
    on_both_with(&disarmed(), |world| {
        let scene = short_at_limit(world, Kind::Put);
        world.tick(60, bad_price(Kind::Put)).unwrap();
        world.advance(5);
        world.publish(&wide(world));
        let owner = scene.writer.key();
        refuses(world, BallastError::OracleWideConfidence, |world| {
            world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
        });
    });
}

/// A print may be too old to act on and still tell the ring and the estimators what happened; it never halts.
#[test]
fn an_old_print_is_sensed_and_not_acted_on() {
    on_both(|world| {
        let scene = short_at_limit(world, Kind::Put);
        world.hold(1_200, 60, START_PRICE).unwrap();
        let mut print = world.feed.print(150 * DOLLAR, world.now() + 60);
        print.ema_price = START_PRICE as i64;
        world.advance(121);
        world.publish(&print);
        let owner = scene.writer.key();
        refuses(world, BallastError::OracleStale, |world| {
            world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
        });
        refuses(world, BallastError::OracleStale, |world| {
            world.write(&scene.writer, &scene.series, SOL)
        });
        world.observe().unwrap();
        let market = world.market();
        assert_eq!(market.risk.price, 150 * DOLLAR);
        assert_eq!(market.risk.breaker.stage(), Stage::Throttle);
        assert_eq!(market.risk.breaker.trip_count, 0);
    });
}

/// Somebody who shows junk for an hour has counted to sixty and nothing else.
#[test]
fn refusals_do_not_disturb_the_market() {
    on_both(|world| {
        let writer = rich_writer(world, Kind::Put);
        for _ in 0..60 {
            world.advance(60);
            world.set_price(START_PRICE);
            world.observe().unwrap();
            let print = world.feed.print(START_PRICE, world.now());
            world.publish(&OraclePrint { price: 0, ..print });
            counts_a_refusal(world, BallastError::OracleInvalidPrice);
        }
        assert_eq!(world.market().risk.rejected, 60);
        assert_eq!(world.market().risk.breaker.stage(), Stage::Normal);
        world.withdraw(&writer, Kind::Put, 1).unwrap();
    });
}
