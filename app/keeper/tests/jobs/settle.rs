//! Expired series with everybody in them, and what the keeper itself holds of them.

use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, Setup,
};
use ballast_keeper::jobs::Job;
use option_risk::units::Kind;

use crate::{
    scenes::{disarmed, live, near_series, reach_expiry, rich_writer, START_PRICE},
    support::Bench,
};

const SETTLE: [Job; 2] = [Job::Settle, Job::Redeem];

fn count(done: &[(Job, &str)], what: &str) -> usize {
    done.iter().filter(|(_, found)| *found == what).count()
}

#[test]
fn everybody_in_an_expired_series_is_settled_in_the_order_that_pays() {
    for (kind, near, far, price) in [
        (Kind::Call, 205, 215, 230 * DOLLAR),
        (Kind::Put, 195, 185, 170 * DOLLAR),
    ] {
        let mut bench = Bench::new(&disarmed(), &SETTLE);
        let expiry_ts = near_series(&mut bench.world, kind).expiry_ts;
        let [near, far] = [near, far].map(|strike| {
            let series = bench.world.create_series(kind, strike * DOLLAR, expiry_ts);
            series.unwrap()
        });
        // A spread: short near the money, long further out, from a writer of that.
        let (spreader, writer) = (
            rich_writer(&mut bench.world, kind),
            rich_writer(&mut bench.world, kind),
        );
        bench.world.write(&writer, &far, 20 * SOL).unwrap();
        (bench.world)
            .transfer_options(&writer, &spreader, &far, 20 * SOL)
            .unwrap();
        bench
            .world
            .deposit_options(&spreader, &far, 20 * SOL)
            .unwrap();
        bench.world.write(&spreader, &near, 20 * SOL).unwrap();
        // Both sides of one series in one account.
        bench.world.write(&writer, &near, 10 * SOL).unwrap();
        bench
            .world
            .deposit_options(&writer, &near, 5 * SOL)
            .unwrap();
        // Some of it is the keeper's.
        let me = Actor {
            wallet: bench.me.wallet.insecure_clone(),
        };
        (bench.world)
            .transfer_options(&spreader, &me, &near, 20 * SOL)
            .unwrap();
        let before = bench.world.wallet(&me.key(), kind);
        bench.is_idle();
        reach_expiry(&mut bench.world, expiry_ts, price);
        let done = bench.work();
        assert_eq!(count(&done, "price"), 3, "{done:?}");
        assert_eq!(count(&done, "net"), 1, "{done:?}");
        assert_eq!(count(&done, "short"), 3, "{done:?}");
        assert_eq!(count(&done, "long"), 1, "{done:?}");
        assert_eq!(count(&done, "redeem"), 1, "{done:?}");
        assert!(bench.world.wallet(&me.key(), kind) > before);
        for series in [near, far] {
            assert_eq!(bench.world.series_state(&series).open_shorts, 0);
        }
        for owner in [spreader.key(), writer.key()] {
            assert!(bench.world.margin(&owner, kind).unwrap().is_flat());
        }
    }
}

#[test]
fn worthless_options_are_not_worth_a_redemption() {
    let mut bench = Bench::new(&disarmed(), &SETTLE);
    let (buyer, calls) = live(&mut bench.world, 100 * SOL);
    let me = Actor {
        wallet: bench.me.wallet.insecure_clone(),
    };
    (bench.world)
        .transfer_options(&buyer, &me, &calls, SOL)
        .unwrap();
    reach_expiry(&mut bench.world, calls.expiry_ts, START_PRICE);
    let done = bench.work();
    assert_eq!(done, [(Job::Settle, "price"), (Job::Settle, "vault")]);
}

#[test]
fn a_price_waits_for_the_print_that_fixes_it() {
    let mut bench = Bench::new(&disarmed(), &[Job::Settle]);
    let series = near_series(&mut bench.world, Kind::Call);
    let to_window = series.expiry_ts - 1_900 - bench.world.now();
    bench.world.hold(to_window, 86_400, START_PRICE).unwrap();
    bench.world.hold(1_860, 60, START_PRICE).unwrap();
    bench.world.advance(60);
    bench.is_idle();
    // The print is taken in by the same transaction.
    bench.world.set_price(START_PRICE);
    let plan = bench.plan();
    assert_eq!(plan.tasks[0].instructions.len(), 2);
    assert_eq!(bench.work(), [(Job::Settle, "price")]);
}

#[test]
fn an_unwatched_expiry_is_pinned_to_its_first_print_however_late() {
    let mut bench = Bench::new(&disarmed(), &[Job::Settle]);
    let calls = near_series(&mut bench.world, Kind::Call);
    let puts = near_series(&mut bench.world, Kind::Put);
    assert_eq!(calls.expiry_ts, puts.expiry_ts);
    let late = calls.expiry_ts + 2 * 3_600 - bench.world.now();
    bench.world.advance(late);
    let now = bench.world.now();
    let mut print = bench.world.feed.print(START_PRICE, calls.expiry_ts + 3);
    // Not the first: the one before it was after the expiry too.
    print.prev_publish_ts = calls.expiry_ts + 1;
    bench.world.publish(&print);
    bench.is_idle();
    print.prev_publish_ts = calls.expiry_ts - 1;
    bench.world.publish(&print);
    assert!(now - print.publish_ts > 3_600);
    // One of the two series brings the price about, the other follows.
    assert_eq!(bench.plan().tasks.len(), 1);
    assert_eq!(bench.work(), [(Job::Settle, "price"); 2]);
    for series in [calls, puts] {
        assert_eq!(
            bench.world.series_state(&series).settlement_price,
            START_PRICE
        );
    }
}

#[test]
fn settlement_acts_in_a_halt() {
    let mut bench = Bench::new(&Setup::default(), &[Job::Settle]);
    let series = near_series(&mut bench.world, Kind::Put);
    let writer = rich_writer(&mut bench.world, Kind::Put);
    bench.world.write(&writer, &series, SOL).unwrap();
    reach_expiry(&mut bench.world, series.expiry_ts, START_PRICE);
    crate::scenes::crash(&mut bench.world);
    bench.world.observe().unwrap();
    let done = bench.work();
    assert_eq!(done, [(Job::Settle, "price"), (Job::Settle, "short")]);
}
