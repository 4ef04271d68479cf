//! The settlement price of an expiry.

use ballast::{constants::MAX_EXPIRIES, errors::BallastError::*};
use ballast_harness::{setup::DOLLAR, World};
use option_risk::{
    settlement::{self, ExpirySlot},
    units::Kind,
};

use crate::{
    scenes::{disarmed, near_series, reach_expiry, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

/// Goes to the start of the averaging window, observing the price that holds there.
fn reach_window(world: &mut World, expiry_ts: i64, price: u64) {
    let to_window = expiry_ts - settlement::WINDOW_SECS - world.now();
    world.tick(to_window, price).unwrap();
}

#[test]
fn the_price_is_the_mean_of_the_last_half_hour() {
    on_both(|world| {
        let series = near_series(world, Kind::Put);
        let price = |minute: u64| 190 * DOLLAR + minute * minute * DOLLAR / 200;
        reach_window(world, series.expiry_ts, price(0));
        for minute in 1..30 {
            world.tick(60, price(minute)).unwrap();
        }
        refuses(world, SeriesNotExpired, |world| {
            world.settle_series(&series)
        });
        world.advance(60);
        refuses(world, NoSettlementPrice, |world| {
            world.settle_series(&series)
        });
        world.set_price(200 * DOLLAR); // fixes the mean, and is no part of it
        world.observe().unwrap();
        world.settle_series(&series).unwrap();
        let mean = (0..30).map(price).sum::<u64>() / 30;
        assert_eq!(world.series_state(&series).settlement_price, mean);
    });
}

#[test]
fn a_thin_window_falls_back_to_the_first_print_after_it() {
    on_both(|world| {
        let series = near_series(world, Kind::Put);
        reach_window(world, series.expiry_ts, START_PRICE);
        // Seven prints of two minutes each: a second less than half.
        for _ in 0..6 {
            world.tick(120, START_PRICE).unwrap();
        }
        let late = series.expiry_ts + 500 - world.now();
        world.advance(late);
        refuses(world, NoSettlementPrice, |world| {
            world.settle_series(&series)
        });
        for price in [195, 196, 197] {
            world.tick(10, price * DOLLAR).unwrap();
        }
        world.settle_series(&series).unwrap();
        assert_eq!(world.series_state(&series).settlement_price, 195 * DOLLAR);
    });
}

/// Two series of one expiry, settled days and dollars apart, have one price.
#[test]
fn the_price_does_not_depend_on_when_it_is_asked_for() {
    on_both_with(&disarmed(), |world| {
        let first = near_series(world, Kind::Put);
        let second = near_series(world, Kind::Call);
        reach_expiry(world, first.expiry_ts, 193 * DOLLAR);
        world.settle_series(&first).unwrap();
        world.hold(4 * 86_400, 7_200, 250 * DOLLAR).unwrap();
        world.settle_series(&second).unwrap();
        for series in [first, second] {
            let state = world.series_state(&series);
            assert_eq!(state.settlement_price, 193 * DOLLAR);
            refuses(world, SeriesSettled, |world| world.settle_series(&series));
        }
    });
}

/// Only accumulators that series settle by take prints: a free one stays as blank as it was made.
#[test]
fn a_free_accumulator_takes_no_prints() {
    on_both(|world| {
        let series = near_series(world, Kind::Put);
        world.tick(60, START_PRICE).unwrap();
        let mut expected = [ExpirySlot::default(); MAX_EXPIRIES];
        expected[0] = ExpirySlot {
            expiry_ts: series.expiry_ts,
            last_ts: world.now(),
            last_price: START_PRICE,
            series: 1,
            ..ExpirySlot::default()
        };
        assert_eq!(world.market().expiries, expected);
    });
}
