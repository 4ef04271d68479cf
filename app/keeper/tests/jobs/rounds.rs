//! A vault's round from its first deposit to its next sale.

use ballast::state::Stage;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, Setup,
};
use ballast_keeper::jobs::Job;
use option_risk::units::Kind;

use crate::{
    scenes::{crash, disarmed, reach_expiry, rich, stake, START_PRICE},
    support::{steps, Bench},
};

const ROUND: [Job; 4] = [Job::Observe, Job::EndSale, Job::Settle, Job::Roll];
const ROLL: (Job, &str) = (Job::Roll, "roll_round");
const START: (Job, &str) = (Job::Roll, "start_sale");

/// Somebody whose deposit waits for the roll.
fn queued(bench: &mut Bench) -> Actor {
    let depositor = rich(&mut bench.world);
    let queued = bench.world.queue_deposit(&depositor, stake(Kind::Call));
    queued.unwrap();
    depositor
}

#[test]
fn a_round_goes_round_by_itself() {
    let mut bench = Bench::new(&disarmed(), &ROUND);
    bench.is_idle();
    let (depositor, buyer) = (rich(&mut bench.world), rich(&mut bench.world));
    bench
        .world
        .queue_deposit(&depositor, stake(Kind::Call))
        .unwrap();
    assert_eq!(bench.work(), [ROLL, START]);
    let calls = bench.world.series[0];
    (bench.world)
        .buy(&buyer, &calls, 300 * SOL, u64::MAX)
        .unwrap();
    bench.world.hold(660, 60, START_PRICE).unwrap();
    assert_eq!(bench.work(), [(Job::EndSale, "end")]);
    assert_eq!(bench.world.vault_state().stage, Stage::Live);
    reach_expiry(&mut bench.world, calls.expiry_ts, START_PRICE);
    let done = bench.work();
    let price = (Job::Settle, "price");
    assert_eq!(done, [price, (Job::Settle, "vault"), ROLL, START]);
    assert_eq!(bench.world.vault_state().book.round, 2);
}

#[test]
fn a_sale_without_buyers_ends_its_round_and_its_series_is_settled_all_the_same() {
    let mut bench = Bench::new(&disarmed(), &ROUND);
    queued(&mut bench);
    bench.work();
    let calls = bench.world.series[0];
    bench.world.hold(660, 60, START_PRICE).unwrap();
    // The next sale is tried a day later.
    assert_eq!(bench.work(), [(Job::EndSale, "end"), ROLL]);
    bench.config.jobs = vec![Job::Settle];
    reach_expiry(&mut bench.world, calls.expiry_ts, START_PRICE);
    assert_eq!(bench.work(), [(Job::Settle, "price")]);
    assert!(bench.world.series_state(&calls).settled);
}

#[test]
fn a_series_that_exists_is_not_created_again() {
    let mut bench = Bench::new(&disarmed(), &[Job::Roll]);
    queued(&mut bench);
    assert_eq!(bench.steps(), [ROLL]);
    bench.world.roll_round().unwrap();
    let created = bench.plan().tasks[0].instructions.len();
    let pick = bench.world.vault_pick();
    bench
        .world
        .create_series(Kind::Call, pick.strike, pick.expiry_ts)
        .unwrap();
    assert_eq!(bench.plan().tasks[0].instructions.len(), created - 2);
    assert_eq!(bench.work(), [START]);
}

/// For how many seconds no other roll follows the first thing planned.
fn rest(bench: &mut Bench) -> Option<u64> {
    bench.plan().tasks[0].rest.map(|(_, rest)| rest.as_secs())
}

#[test]
fn a_sale_starts_at_a_fresh_price_and_not_in_a_halt_but_queues_are_rolled() {
    let mut bench = Bench::new(&Setup::default(), &[Job::Roll]);
    let depositor = rich(&mut bench.world);
    bench.world.hold(600, 60, START_PRICE).unwrap();
    bench
        .world
        .queue_deposit(&depositor, stake(Kind::Call))
        .unwrap();
    crash(&mut bench.world);
    // The print that trips stops no roll that needs no price; but nothing can follow it soon.
    assert_eq!(bench.steps(), [ROLL]);
    assert_eq!(rest(&mut bench), Some(600));
    bench.world.observe().unwrap();
    assert_eq!(bench.work(), [ROLL]);
    bench.is_idle();

    let mut bench = Bench::new(&disarmed(), &[Job::Roll]);
    queued(&mut bench);
    assert_eq!(bench.steps(), [ROLL]);
    assert_eq!(rest(&mut bench), Some(60));
    bench.world.roll_round().unwrap();
    bench.world.advance(60);
    bench.is_idle();
    bench.world.set_price(START_PRICE + DOLLAR);
    assert_eq!(bench.work(), [START]);
}

#[test]
fn a_roll_that_needs_a_price_waits_for_one() {
    let mut bench = Bench::new(&Setup::default(), &[Job::Roll]);
    let depositor = rich(&mut bench.world);
    bench.world.hold(600, 60, START_PRICE).unwrap();
    crate::scenes::live(&mut bench.world, 500 * SOL);
    // Proceeds of a hedge: the vault holds quote now.
    let filler = rich(&mut bench.world);
    bench.world.tick(60, 195 * DOLLAR).unwrap();
    bench.world.open_hedge().unwrap();
    bench.world.fill_hedge(&filler, 5 * SOL, u64::MAX).unwrap();
    let calls = bench.world.series[0];
    reach_expiry(&mut bench.world, calls.expiry_ts, 195 * DOLLAR);
    bench.world.settle_series(&calls).unwrap();
    bench.world.settle_vault(&calls).unwrap();
    bench.world.queue_deposit(&depositor, SOL).unwrap();
    assert_eq!(bench.steps(), [ROLL]);
    bench.world.advance(60);
    bench.is_idle();
    crash(&mut bench.world);
    bench.is_idle();
    bench.world.observe().unwrap();
    bench.is_idle();
    // Without the deposit no price is needed.
    bench.world.cancel_deposit(&depositor).unwrap();
    assert_eq!(bench.work(), [ROLL]);
}

#[test]
fn a_vault_that_is_wound_down_pays_and_sells_nothing() {
    let mut setup = disarmed();
    setup.vault.withdraw_only = 1;
    let mut bench = Bench::new(&setup, &ROUND);
    bench.is_idle();
    assert!(steps(&bench.plan()).is_empty());
}
