//! Creating series: strikes on the tick, expiries on the calendar, room for them.

use ballast::{
    constants::{MAX_EXPIRIES, MAX_EXPIRY_DAYS},
    errors::BallastError::*,
};
use ballast_client::{instructions as ix, SeriesKeys};
use ballast_harness::{setup::DOLLAR, Receipt, TxError, World};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::{
    scenes::{expiry, START_PRICE},
    support::{on_both, refuses, refuses_a_second},
};

const DAY: i64 = 86_400;

fn create(world: &mut World, kind: Kind, strike: u64, expiry_ts: i64) -> Result<Receipt, TxError> {
    let series = SeriesKeys::derive(&world.keys, kind, strike, expiry_ts);
    let instructions = ix::create_series(&world.keys, &series, &world.admin.pubkey());
    world.send(&instructions, &[])
}

#[test]
fn series_of_both_kinds_store_what_they_were_created_with() {
    on_both(|world| {
        let expiry_ts = expiry(world, 7);
        for kind in Kind::ALL {
            let keys = world.create_series(kind, START_PRICE, expiry_ts).unwrap();
            let series = world.series_state(&keys);
            assert_eq!(series.kind().unwrap(), kind);
            assert_eq!((series.strike, series.expiry_ts), (START_PRICE, expiry_ts));
            assert_eq!(series.market, world.keys.market);
            assert_eq!(series.option_mint, keys.option_mint);
            assert_eq!(series.pool, keys.pool);
            assert!(!series.settled);
            assert_eq!((series.open_shorts, series.pool_atoms), (0, 0));
        }
    });
}

#[test]
fn strikes_are_on_the_tick_and_near_the_price() {
    on_both(|world| {
        let expiry_ts = expiry(world, 7);
        for strike in [
            0,
            200 * DOLLAR + 1,
            200 * DOLLAR + DOLLAR / 2,
            39 * DOLLAR,
            1_001 * DOLLAR,
            u64::MAX,
        ] {
            for kind in Kind::ALL {
                refuses(world, InvalidStrike, |world| {
                    create(world, kind, strike, expiry_ts)
                });
            }
        }
        for strike in [40 * DOLLAR, 1_000 * DOLLAR] {
            for kind in Kind::ALL {
                world.create_series(kind, strike, expiry_ts).unwrap();
            }
        }
    });
}

#[test]
fn expiries_are_on_the_calendar_and_ahead() {
    on_both(|world| {
        let next = expiry(world, 0);
        let last = next + (i64::from(MAX_EXPIRY_DAYS) - 1) * DAY;
        for expiry_ts in [
            next + 1,
            next - 3_600,
            next - DAY,
            last + DAY,
            0,
            i64::MIN,
            i64::MAX,
        ] {
            refuses(world, InvalidExpiry, |world| {
                create(world, Kind::Call, START_PRICE, expiry_ts)
            });
        }
        for expiry_ts in [next, last] {
            world
                .create_series(Kind::Call, START_PRICE, expiry_ts)
                .unwrap();
        }
    });
}

#[test]
fn a_series_exists_once() {
    on_both(|world| {
        let expiry_ts = expiry(world, 7);
        world
            .create_series(Kind::Put, START_PRICE, expiry_ts)
            .unwrap();
        refuses_a_second(world, |world| {
            create(world, Kind::Put, START_PRICE, expiry_ts)
        });
    });
}

/// The calendar has fewer expiries than the market has room for, but those that nobody settles stay.
#[test]
fn expired_series_take_room_until_they_are_settled() {
    on_both(|world| {
        let first = expiry(world, 0);
        let mut created = Vec::new();
        for day in 0..MAX_EXPIRIES as i64 {
            let expiry_ts = first + day * DAY;
            if expiry_ts - world.now() > i64::from(MAX_EXPIRY_DAYS) * DAY {
                world.tick(DAY, START_PRICE).unwrap();
            }
            let series = world
                .create_series(Kind::Call, START_PRICE, expiry_ts)
                .unwrap();
            created.push(series);
        }
        world.tick(DAY, START_PRICE).unwrap();
        let one_more = first + MAX_EXPIRIES as i64 * DAY;
        refuses(world, TooManyExpiries, |world| {
            create(world, Kind::Call, START_PRICE, one_more)
        });
        // An expiry that is there already takes no more room.
        world
            .create_series(Kind::Put, START_PRICE, created[15].expiry_ts)
            .unwrap();
        world.settle_series(&created[0]).unwrap();
        world
            .create_series(Kind::Call, START_PRICE, one_more)
            .unwrap();
    });
}
