//! Choosing among the prints around an expiry.
//!
//! The price is the mean of the last half hour as it was recorded: a print holds until the next one on record, two
//! minutes at most. So whoever adds a real print of their choice after each honest one gives it the time to the next:
//! the bound is the print's distance times the share of time that honest observers leave it, a sixth if they answer
//! within ten seconds. Where nobody watches, the one first print at or after the expiry counts, and where nobody has
//! that, an hour later, the first that is recorded while it is young.

mod averaging;

use ballast::{errors::BallastError::*, oracle::OracleKind};
use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    OraclePrint, Setup, World,
};
use option_risk::{
    settlement::{HOLD_SECS, LATE_SECS, WINDOW_SECS},
    units::Kind,
};

use crate::{
    ledger::{payoff, show},
    scenes::{disarmed, near_series, START_PRICE},
    support::{on_both_with, refuses},
};

/// A fiftieth above the price: real for a second, shown whenever it serves.
const WICK: u64 = START_PRICE + START_PRICE / 50;

/// As long as somebody else may post what they like later.
fn unwatched() -> Setup {
    let mut setup = disarmed();
    setup.oracle = OracleKind::Receiver;
    setup
}

/// Goes to a second before the expiry or after.
fn go_to(world: &mut World, series: &SeriesKeys, offset: i64) {
    let secs = series.expiry_ts + offset - world.now();
    world.advance(secs);
}

fn settled(world: &mut World, series: &SeriesKeys) -> u64 {
    world.settle_series(series).unwrap();
    world.series_state(series).settlement_price
}

/// An honest print on every minute, a wick a second later, and an answer to it after some seconds more, if any.
#[test]
fn a_print_chosen_every_minute_counts_for_the_time_nobody_answers_it() {
    for answer in [None, Some(30), Some(9), Some(1)] {
        on_both_with(&disarmed(), |world| {
            let expiry_ts = near_series(world, Kind::Put).expiry_ts;
            let series = (world.create_series(Kind::Call, START_PRICE, expiry_ts)).unwrap();
            go_to(world, &series, -WINDOW_SECS);
            for _ in 0..30 {
                world.tick(0, START_PRICE).unwrap();
                world.tick(1, WICK).unwrap();
                if let Some(secs) = answer {
                    world.tick(secs, START_PRICE).unwrap();
                }
                let second = (world.now() - series.expiry_ts).rem_euclid(60);
                world.advance(60 - second);
            }
            world.set_price(START_PRICE);
            world.observe().unwrap();
            let price = settled(world, &series);
            // The wick holds from its own second to the next print.
            let held = answer.unwrap_or(59) as u64;
            let expected = START_PRICE + (WICK - START_PRICE) * held / 60;
            assert_eq!(price, expected);
            let gain = payoff(world, &series, 100 * SOL, price);
            println!("answered after {answer:?} s: settled at {price}, 100 calls at the money gain {gain}");
            assert!(gain <= 100 * SOL / 50 * held / 60 + 1, "{gain}");
        });
    }
}

/// One chosen print, and nothing else for as long as it may hold: two minutes of thirty.
#[test]
fn a_single_print_holds_for_two_minutes_of_thirty() {
    on_both_with(&disarmed(), |world| {
        let series = near_series(world, Kind::Call);
        go_to(world, &series, -WINDOW_SECS);
        world.tick(0, START_PRICE).unwrap();
        world.hold(1_500, 60, START_PRICE).unwrap();
        world.tick(1, WICK).unwrap();
        go_to(world, &series, 0);
        world.set_price(START_PRICE);
        world.observe().unwrap();
        let held = HOLD_SECS as u64;
        // 1,501 seconds of the price, 120 of the wick, and 179 of nothing.
        let expected = START_PRICE + (WICK - START_PRICE) * held / (1_501 + held);
        assert_eq!(settled(world, &series), expected);
    });
}

/// A second short of half the window: whoever watches alone may complete it, or leave the price to the first print.
/// Both are prints the oracle made; one honest print more and there is no choice.
#[test]
fn whoever_watches_alone_chooses_between_mean_and_first_print() {
    for (completes, honest) in [(false, false), (true, false), (false, true)] {
        on_both_with(&unwatched(), |world| {
            let series = near_series(world, Kind::Call);
            // Seven prints hold for two minutes each, the eighth for 59 seconds.
            for index in 0..7 {
                go_to(world, &series, -WINDOW_SECS + index * HOLD_SECS);
                world.set_price(START_PRICE);
                world.observe().unwrap();
            }
            for (wanted, before) in [(completes, 60), (honest, 200)] {
                if wanted {
                    go_to(world, &series, -before);
                    world.set_price(START_PRICE);
                    world.observe().unwrap();
                }
            }
            go_to(world, &series, 0);
            let print = world.feed.print(WICK, world.now());
            let first = OraclePrint {
                prev_publish_ts: series.expiry_ts - 1,
                ..print
            };
            world.publish(&first);
            world.pin_settlement(series.expiry_ts).unwrap();
            let expected = if completes || honest {
                START_PRICE
            } else {
                WICK
            };
            assert_eq!(settled(world, &series), expected);
        });
    }
}

/// Cranked minutes or days late, by whatever print: the price was fixed by the first one after the expiry.
#[test]
fn cranking_late_at_a_better_price_changes_nothing() {
    for late in [1, 3_599, 3_600, 3 * 86_400] {
        on_both_with(&unwatched(), |world| {
            let series = near_series(world, Kind::Call);
            go_to(world, &series, -WINDOW_SECS);
            world.hold(1_740, 60, START_PRICE).unwrap();
            go_to(world, &series, late);
            for age in [0, late.min(59)] {
                show(world, 300 * DOLLAR, age);
                world.observe().unwrap();
            }
            assert_eq!(settled(world, &series), START_PRICE);
        });
    }
}

/// An hour after an expiry of which nobody saw anything: one print of the last minute, unless somebody was there first.
#[test]
fn an_hour_later_the_choice_is_among_the_prints_of_a_minute() {
    on_both_with(&unwatched(), |world| {
        let series = near_series(world, Kind::Call);
        go_to(world, &series, LATE_SECS + 62);
        // Older than a minute: recorded, and it settles nothing.
        show(world, 300 * DOLLAR, 61);
        world.observe().unwrap();
        refuses(world, NoSettlementPrice, |world| {
            world.settle_series(&series)
        });
        // Those published before the hour, or posted after a newer one, do not count either.
        show(world, 250 * DOLLAR, 63);
        world.observe().unwrap();
        refuses(world, NoSettlementPrice, |world| {
            world.settle_series(&series)
        });
        show(world, 197 * DOLLAR, 20);
        world.observe().unwrap();
        show(world, 300 * DOLLAR, 10);
        world.observe().unwrap();
        assert_eq!(settled(world, &series), 197 * DOLLAR);
    });
}

/// Pinning takes the first print and no other: not one too wide, not one that is yet to come, not one that was not
/// first.
#[test]
fn pinning_takes_no_print_but_the_first() {
    on_both_with(&unwatched(), |world| {
        let series = near_series(world, Kind::Call);
        let expiry_ts = series.expiry_ts;
        let pin = |world: &mut World| world.pin_settlement(expiry_ts);
        let print = |world: &World, ts, prev_publish_ts| OraclePrint {
            prev_publish_ts,
            ..world.feed.print(250 * DOLLAR, ts)
        };
        // Eleven seconds before the expiry nobody has its print.
        go_to(world, &series, -11);
        let first = print(world, expiry_ts, expiry_ts - 1);
        world.publish(&first);
        refuses(world, OracleFromFuture, pin);
        world.advance(11 + 7_200);
        for (publish_ts, prev) in [
            (expiry_ts - 1, expiry_ts - 2),
            (expiry_ts + 1, expiry_ts),
            (expiry_ts + 7_000, expiry_ts + 6_999),
        ] {
            let other = print(world, publish_ts, prev);
            world.publish(&other);
            refuses(world, NotFirstPrint, pin);
        }
        let wide = OraclePrint {
            confidence: 10 * DOLLAR,
            ..first
        };
        world.publish(&wide);
        refuses(world, OracleStale, pin);
        let second = OraclePrint {
            price: (190 * DOLLAR) as i64,
            ..first
        };
        world.publish(&second);
        world.pin_settlement(expiry_ts).unwrap();
        assert_eq!(settled(world, &series), 190 * DOLLAR);
    });
}
