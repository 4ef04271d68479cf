//! The settlement price of a market that nobody watched.

use ballast::{errors::BallastError::*, oracle::OracleKind};
use ballast_harness::{oracle::OraclePrint, setup::DOLLAR, Setup, World};
use option_risk::{settlement, units::Kind};

use crate::{
    scenes::{near_series, START_PRICE},
    support::{on_both_with, refuses},
};

fn setup() -> Setup {
    let mut setup = Setup::default();
    setup.market.breaker.armed = 0;
    setup.oracle = OracleKind::Receiver;
    setup
}

/// Shows a print of the past, as anybody may post it.
fn post(world: &mut World, dollars: u64, publish_ts: i64, prev_publish_ts: i64) {
    let print = OraclePrint {
        prev_publish_ts,
        ..world.feed.print(dollars * DOLLAR, publish_ts)
    };
    world.publish(&print);
}

/// Days after the expiry, whatever is posted: only one print will do.
#[test]
fn the_first_print_after_the_expiry_is_posted_later() {
    on_both_with(&setup(), |world| {
        let series = near_series(world, Kind::Put);
        let expiry_ts = series.expiry_ts;
        let wait = expiry_ts + 40 - world.now();
        world.advance(wait);
        // Somebody watches again, in the first hour: that is not the first print, and fixes nothing.
        post(world, 210, expiry_ts + 40, expiry_ts + 39);
        world.observe().unwrap();
        refuses(world, NoSettlementPrice, |world| {
            world.settle_series(&series)
        });
        world.advance(3 * 86_400);
        for (publish_ts, prev) in [
            (expiry_ts - 1, expiry_ts - 2),
            (expiry_ts + 1, expiry_ts),
            (expiry_ts + 40, expiry_ts + 39),
        ] {
            post(world, 150, publish_ts, prev);
            refuses(world, NotFirstPrint, |world| {
                world.pin_settlement(expiry_ts)
            });
        }
        post(world, 188, expiry_ts, expiry_ts - 1);
        refuses(world, UnknownExpiry, |world| {
            world.pin_settlement(expiry_ts + 86_400)
        });
        world.pin_settlement(expiry_ts).unwrap();
        refuses(world, PriceFixed, |world| world.pin_settlement(expiry_ts));
        world.settle_series(&series).unwrap();
        assert_eq!(world.series_state(&series).settlement_price, 188 * DOLLAR);
        assert_eq!(world.market().risk.publish_ts, expiry_ts + 40);
        // Its last series has left: the market knows no such expiry any more.
        refuses(world, UnknownExpiry, |world| {
            world.pin_settlement(expiry_ts)
        });
    });
}

/// Should the first print not be had, the first one recorded an hour later will do: no market waits for ever.
#[test]
fn an_hour_later_the_first_recorded_print_will_do() {
    on_both_with(&setup(), |world| {
        let series = near_series(world, Kind::Put);
        let late = series.expiry_ts + settlement::LATE_SECS;
        let wait = late - 1 - world.now();
        world.advance(wait);
        post(world, 197, late - 1, late - 2);
        world.observe().unwrap();
        refuses(world, NoSettlementPrice, |world| {
            world.settle_series(&series)
        });
        world.advance(1);
        post(world, 196, late, late - 1);
        world.observe().unwrap();
        world.settle_series(&series).unwrap();
        assert_eq!(world.series_state(&series).settlement_price, 196 * DOLLAR);
    });
}

/// Where the last half hour was watched its mean counts, and no print can be put in its place.
#[test]
fn a_watched_expiry_cannot_be_pinned() {
    on_both_with(&setup(), |world| {
        let series = near_series(world, Kind::Put);
        let to_window = series.expiry_ts - 1_800 - world.now();
        world.tick(to_window, START_PRICE).unwrap();
        world.hold(1_799, 60, START_PRICE).unwrap();
        world.advance(60);
        post(world, 100, series.expiry_ts, series.expiry_ts - 1);
        world.pin_settlement(series.expiry_ts).unwrap();
        world.settle_series(&series).unwrap();
        assert_eq!(world.series_state(&series).settlement_price, START_PRICE);
    });
}
