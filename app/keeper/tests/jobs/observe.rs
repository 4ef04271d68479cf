//! Prints on record, and the gamma book.

use ballast_harness::{
    setup::{DOLLAR, SOL},
    OraclePrint, Setup,
};
use ballast_keeper::jobs::Job;
use option_risk::{breaker::Stage, units::Kind};

use crate::{
    scenes::{crash, disarmed, near_series, rich_writer, START_PRICE},
    support::Bench,
};

const OBSERVE: [(Job, &str); 1] = [(Job::Observe, "observe")];

#[test]
fn a_print_is_recorded_for_its_age_or_its_move() {
    for (secs, price, is_due) in [
        (0, START_PRICE, false),
        (5, START_PRICE, false),
        (20, START_PRICE, true),
        (5, START_PRICE + DOLLAR / 4, false),
        (5, START_PRICE + DOLLAR, true),
        (5, START_PRICE - DOLLAR, true),
    ] {
        let mut bench = Bench::new(&Setup::default(), &[Job::Observe]);
        bench.world.tick(60, START_PRICE).unwrap();
        bench.world.advance(secs);
        bench.world.set_price(price);
        let planned = bench.steps();
        assert_eq!(planned == OBSERVE, is_due, "{secs} s, {price}: {planned:?}");
        if is_due {
            assert_eq!(bench.work(), OBSERVE);
            assert_eq!(bench.world.market().risk.price, price);
        }
    }
}

#[test]
fn a_print_that_the_program_would_refuse_is_not_sent() {
    type Spoil = fn(&mut OraclePrint);
    let cases: [(&str, Spoil); 3] = [
        ("stale", |print| print.publish_ts -= 3_600),
        ("from the future", |print| print.publish_ts += 3_600),
        ("not positive", |print| print.price = 0),
    ];
    for (name, spoil) in cases {
        let mut bench = Bench::new(&Setup::default(), &[Job::Observe]);
        bench.world.advance(60);
        let mut print = bench
            .world
            .feed
            .print(START_PRICE + DOLLAR, bench.world.now());
        spoil(&mut print);
        bench.world.publish(&print);
        let planned = bench.steps();
        assert!(planned.is_empty(), "{name}: {planned:?}");
    }
}

#[test]
fn wide_prints_are_shown_to_the_breaker_until_it_halts() {
    let mut bench = Bench::new(&Setup::default(), &[Job::Observe]);
    bench.world.hold(600, 60, START_PRICE).unwrap();
    let mut shown = 0;
    for _ in 0..40 {
        bench.world.advance(5);
        let mut print = bench.world.feed.print(START_PRICE, bench.world.now());
        print.confidence = START_PRICE / 10;
        bench.world.publish(&print);
        shown += bench.work().len();
    }
    let market = bench.world.market();
    assert_eq!(market.risk.breaker.stage(), Stage::Halted);
    // Every twenty seconds for a minute; a halt knows enough.
    assert_eq!((shown, market.risk.rejected), (4, 4));
    // A disarmed breaker wants to know nothing.
    let mut bench = Bench::new(&disarmed(), &[Job::Observe]);
    let mut print = bench.world.feed.print(START_PRICE, bench.world.now() + 1);
    print.confidence = START_PRICE / 10;
    bench.world.advance(1);
    bench.world.publish(&print);
    bench.is_idle();
}

#[test]
fn a_print_that_halts_is_recorded_at_once_and_nothing_else_is_done() {
    let mut bench = Bench::new(&Setup::default(), &Job::ALL);
    bench.world.hold(600, 60, START_PRICE).unwrap();
    crash(&mut bench.world);
    assert_eq!(bench.work(), OBSERVE);
    let stage = bench.world.market().risk.breaker.stage();
    assert_eq!(stage, Stage::Halted);
}

#[test]
fn the_averaging_before_an_expiry_is_fed_and_the_print_after_it_is_taken() {
    let mut bench = Bench::new(&disarmed(), &[Job::Observe]);
    bench.set(&["observe.every_secs=600", "observe.move_bps=10000"]);
    let series = near_series(&mut bench.world, Kind::Call);
    let far = series.expiry_ts - 3_600 - bench.world.now();
    bench.world.tick(far, START_PRICE).unwrap();
    bench.world.advance(60);
    bench.world.set_price(START_PRICE);
    bench.is_idle();
    let near = series.expiry_ts - 1_200 - bench.world.now();
    bench.world.tick(near, START_PRICE).unwrap();
    bench.world.advance(60);
    bench.world.set_price(START_PRICE);
    assert_eq!(bench.work(), OBSERVE);
    while bench.world.now() < series.expiry_ts - 5 {
        bench
            .world
            .advance(60.min(series.expiry_ts - 5 - bench.world.now()));
        bench.world.set_price(START_PRICE);
        bench.work();
    }
    bench.world.advance(10);
    bench.world.set_price(START_PRICE);
    assert_eq!(bench.work(), OBSERVE);
    let slots = bench.world.market().expiries;
    let slot = slots.iter().find(|it| it.expiry_ts == series.expiry_ts);
    assert_eq!(slot.unwrap().final_price, START_PRICE);
}

#[test]
fn the_gamma_book_is_refreshed_where_it_is_off() {
    let refresh = [(Job::RefreshBook, "refresh")];
    let mut bench = Bench::new(&disarmed(), &[Job::RefreshBook]);
    bench.is_idle();
    let series = near_series(&mut bench.world, Kind::Call);
    let writer = rich_writer(&mut bench.world, Kind::Call);
    bench.world.write(&writer, &series, 100 * SOL).unwrap();
    assert_eq!(bench.work(), refresh);
    assert!(bench.world.series_state(&series).book_gamma < 0);
    // A little off is left alone, until the book is old.
    bench.world.tick(60, START_PRICE + DOLLAR / 10).unwrap();
    bench.is_idle();
    bench.world.tick(600, START_PRICE + DOLLAR / 10).unwrap();
    assert_eq!(bench.work(), refresh);
    bench.world.tick(60, START_PRICE + 15 * DOLLAR).unwrap();
    assert_eq!(bench.work(), refresh);
    // Nothing is valued at a price that is stale, but the newer one may come with it.
    bench.world.advance(700);
    bench.is_idle();
    bench.world.set_price(START_PRICE);
    let plan = bench.plan();
    assert_eq!(plan.tasks[0].instructions.len(), 2);
    assert_eq!(bench.work(), refresh);
}
