//! Accounts under their maintenance margin: flagged, taken over, burned against, or handed to the insurance fund.

use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup,
};
use ballast_keeper::{jobs::Job, terms::TermsError};
use option_risk::{breaker::Stage, units::Kind};

use crate::{
    scenes::{
        bad_price, crash, disarmed, plenty, reach_agreement, rich_writer, ruinous, short_at_limit,
        START_PRICE, WRITTEN,
    },
    support::{steps, Bench},
};

/// A writer who is under water by the oracle's print, which nobody has recorded yet.
fn under_water(
    jobs: &[Job],
    kind: Kind,
) -> (Bench, ballast_harness::Actor, ballast_client::SeriesKeys) {
    let mut bench = Bench::new(&disarmed(), jobs);
    let (writer, series) = short_at_limit(&mut bench.world, kind);
    bench.is_idle();
    bench.world.advance(60);
    bench.world.set_price(bad_price(kind));
    (bench, writer, series)
}

fn open_own(bench: &mut Bench, kind: Kind, collateral: u64) {
    let me = &bench.me;
    bench.world.open_margin(me, kind, collateral).unwrap();
}

#[test]
fn an_auction_is_begun_and_ended() {
    for kind in Kind::ALL {
        let (mut bench, writer, _) = under_water(&[Job::Flag], kind);
        assert_eq!(bench.work(), [(Job::Flag, "flag")]);
        assert!(bench.world.margin(&writer.key(), kind).unwrap().flagged_ts > 0);
        // At the very line it would be flagged again at once; well above it is over.
        let health = bench.world.health(&writer.key(), kind);
        let missing = health.maintenance.required - health.collateral;
        bench
            .world
            .deposit(&writer, &writer.key(), kind, missing)
            .unwrap();
        bench.is_idle();
        let more = health.maintenance.required / 10;
        bench
            .world
            .deposit(&writer, &writer.key(), kind, more)
            .unwrap();
        assert_eq!(bench.work(), [(Job::Flag, "unflag")]);
        assert_eq!(
            bench.world.margin(&writer.key(), kind).unwrap().flagged_ts,
            0
        );
    }
}

#[test]
fn a_short_is_taken_over_by_a_print_that_nobody_has_recorded() {
    for kind in Kind::ALL {
        let (mut bench, writer, series) = under_water(&[Job::Liquidate, Job::Flag], kind);
        open_own(&mut bench, kind, plenty(kind) / 2);
        let plan = bench.plan();
        let task = &plan.tasks[0];
        assert_eq!((task.key.job, task.key.what), (Job::Liquidate, "takeover"));
        assert!(task.edge.unwrap() > 0);
        bench.carry(&task.clone());
        assert!(!bench.world.health(&writer.key(), kind).is_liquidatable());
        let own = bench.world.margin(&bench.me.key(), kind).unwrap();
        assert!(own.short_of(&series.series) > 0);
        bench.is_idle();
    }
}

#[test]
fn without_means_an_account_is_flagged_only() {
    let (mut bench, _, _) = under_water(&[Job::Liquidate, Job::Flag], Kind::Put);
    let plan = bench.plan();
    assert_eq!(steps(&plan), [(Job::Flag, "flag")]);
    assert_eq!(plan.unprofitable.len(), 1);
    assert_eq!(plan.unprofitable[0].edge, None);
}

#[test]
fn options_are_burned_where_that_is_allowed_or_pays_more() {
    let (mut bench, writer, series) = under_water(&[Job::Liquidate], Kind::Put);
    open_own(&mut bench, Kind::Put, plenty(Kind::Put) / 2);
    let me = bench.me.wallet.insecure_clone();
    let me = ballast_harness::Actor { wallet: me };
    (bench.world)
        .transfer_options(&writer, &me, &series, 50 * SOL)
        .unwrap();
    bench.set(&["liquidate.means=takeover"]);
    assert_eq!(bench.steps(), [(Job::Liquidate, "takeover")]);
    // A burn leaves nothing to be at risk for.
    bench.set(&["liquidate.means=both"]);
    assert_eq!(bench.steps(), [(Job::Liquidate, "burn")]);
    let (before, held) = (
        bench.world.wallet(&me.key(), Kind::Put),
        bench.world.options(&me.key(), &series),
    );
    assert_eq!(bench.work(), [(Job::Liquidate, "burn")]);
    assert!(bench.world.wallet(&me.key(), Kind::Put) > before);
    assert!(bench.world.options(&me.key(), &series) < held);
}

#[test]
fn a_takeover_is_no_larger_than_the_keepers_own_account_can_carry() {
    for kind in Kind::ALL {
        let (mut bench, _, series) = under_water(&[Job::Liquidate], kind);
        let little = match kind {
            Kind::Call => SOL,
            Kind::Put => 200_000_000,
        };
        open_own(&mut bench, kind, little);
        let plan = bench.plan();
        assert_eq!(steps(&plan), [(Job::Liquidate, "takeover")]);
        bench.carry(&plan.tasks[0].clone());
        let own = bench.world.margin(&bench.me.key(), kind).unwrap();
        let taken = own.short_of(&series.series);
        assert!(taken > 0 && taken < WRITTEN / 2, "{taken}");
    }
}

#[test]
fn nothing_is_done_at_a_loss() {
    for setting in [
        "liquidate.min_profit_quote=100000",
        "liquidate.min_profit_bps=2000",
        "liquidate.position_risk_bps=2000",
        "fees.sol_price=100000000",
    ] {
        let (mut bench, _, _) = under_water(&[Job::Liquidate], Kind::Put);
        open_own(&mut bench, Kind::Put, plenty(Kind::Put) / 2);
        assert_eq!(bench.steps(), [(Job::Liquidate, "takeover")]);
        bench.set(&[setting]);
        let plan = bench.plan();
        assert!(plan.tasks.is_empty(), "{setting}");
        assert!(plan.unprofitable[0].edge.is_some(), "{setting}");
    }
}

#[test]
fn what_sol_is_worth_has_to_be_said_unless_the_market_does() {
    let mut bench = Bench::new(&disarmed(), &[Job::Liquidate]);
    let market = bench.world.market();
    let mut config = bench.config.clone();
    config.fees.sol_price = None;
    let refused = ballast_keeper::terms::Terms::new(config.clone(), &market);
    assert_eq!(refused.unwrap_err(), TermsError::NoSolPrice);
    config.jobs = vec![Job::Settle];
    ballast_keeper::terms::Terms::new(config, &market).unwrap();
}

#[test]
fn a_halt_and_a_stale_price_stop_liquidations() {
    let mut bench = Bench::new(
        &Setup::default(),
        &[Job::Liquidate, Job::Flag, Job::Observe],
    );
    let (_, _) = short_at_limit(&mut bench.world, Kind::Put);
    open_own(&mut bench, Kind::Put, plenty(Kind::Put) / 2);
    bench.world.hold(600, 60, START_PRICE).unwrap();
    crash(&mut bench.world);
    // The print that trips: nothing but what the program allows beside it.
    let planned = bench.steps();
    assert_eq!(planned, [(Job::Observe, "observe"), (Job::Flag, "flag")]);
    bench.world.observe().unwrap();
    assert_eq!(bench.world.market().risk.breaker.stage(), Stage::Halted);
    assert_eq!(bench.steps(), [(Job::Flag, "flag")]);
    // Stale: not even that.
    bench.world.advance(120);
    bench.is_idle();
}

#[test]
fn no_more_is_taken_than_a_window_allows() {
    let mut setup = disarmed();
    setup.market.liquidation.cap_contracts_per_window = 10 * SOL;
    let mut bench = Bench::new(&setup, &[Job::Liquidate]);
    let (first, series) = short_at_limit(&mut bench.world, Kind::Put);
    let (second, _) = short_at_limit(&mut bench.world, Kind::Put);
    open_own(&mut bench, Kind::Put, plenty(Kind::Put) / 2);
    bench.world.advance(60);
    bench.world.set_price(bad_price(Kind::Put));
    let plan = bench.plan();
    assert!(!plan.tasks.is_empty());
    for task in &plan.tasks {
        bench.carry(task);
    }
    let taken = bench.world.margin(&bench.me.key(), Kind::Put).unwrap();
    let taken = taken.short_of(&series.series);
    assert!(taken > 0 && taken <= 10 * SOL, "{taken}");
    bench.is_idle();
    // The next window brings the next.
    bench.world.advance(61);
    bench.world.set_price(bad_price(Kind::Put));
    assert!(!bench.steps().is_empty());
    for writer in [first, second] {
        assert!(bench.world.margin(&writer.key(), Kind::Put).is_some());
    }
}

#[test]
fn several_are_planned_as_the_ones_before_leave_the_market() {
    let mut bench = Bench::new(&disarmed(), &[Job::Liquidate]);
    for _ in 0..3 {
        short_at_limit(&mut bench.world, Kind::Put);
    }
    open_own(&mut bench, Kind::Put, plenty(Kind::Put) / 2);
    bench.world.advance(60);
    bench.world.set_price(bad_price(Kind::Put));
    let plan = bench.plan();
    assert_eq!(plan.tasks.len(), 3);
    let own = bench.world.keys.margin_account(&bench.me.key(), Kind::Put);
    for task in &plan.tasks {
        assert_eq!(task.claims, [own]);
        bench.carry(task);
    }
    bench.is_idle();
}

#[test]
fn the_same_options_are_not_burned_for_two() {
    let mut bench = Bench::new(&disarmed(), &[Job::Liquidate]);
    let (first, series) = short_at_limit(&mut bench.world, Kind::Put);
    short_at_limit(&mut bench.world, Kind::Put);
    let me = bench.me.wallet.insecure_clone();
    let me = ballast_harness::Actor { wallet: me };
    (bench.world)
        .transfer_options(&first, &me, &series, 50 * SOL)
        .unwrap();
    bench.world.advance(60);
    bench.world.set_price(bad_price(Kind::Put));
    // Another follows once what is left has been read.
    for _ in 0..2 {
        let plan = bench.plan();
        assert_eq!(steps(&plan), [(Job::Liquidate, "burn")]);
        bench.carry(&plan.tasks[0].clone());
    }
}

#[test]
fn the_keepers_own_account_is_nobodys_target_but_is_flagged_like_any() {
    let mut bench = Bench::new(&disarmed(), &[Job::Liquidate, Job::Flag]);
    let series = crate::scenes::near_series(&mut bench.world, Kind::Put);
    let me = bench.me.wallet.insecure_clone();
    let me = ballast_harness::Actor { wallet: me };
    open_own(&mut bench, Kind::Put, plenty(Kind::Put) / 2);
    bench.world.write(&me, &series, WRITTEN).unwrap();
    let health = bench.world.health(&me.key(), Kind::Put);
    let spare = health.collateral - health.initial.required;
    bench.world.withdraw(&me, Kind::Put, spare).unwrap();
    bench.world.advance(60);
    bench.world.set_price(bad_price(Kind::Put));
    assert_eq!(bench.steps(), [(Job::Flag, "flag")]);
}

#[test]
fn the_worthless_go_to_the_insurance_fund_but_not_at_a_wick() {
    for kind in Kind::ALL {
        let mut bench = Bench::new(&disarmed(), &[Job::Liquidate]);
        let (writer, series) = short_at_limit(&mut bench.world, kind);
        // A second position: options that offset nothing go first.
        let other = match kind {
            Kind::Call => 180 * DOLLAR,
            Kind::Put => 220 * DOLLAR,
        };
        let other = bench
            .world
            .ensure_series(kind, other, series.expiry_ts)
            .unwrap();
        let seller = rich_writer(&mut bench.world, kind);
        bench.world.write(&seller, &other, SOL).unwrap();
        (bench.world)
            .transfer_options(&seller, &writer, &other, SOL)
            .unwrap();
        bench.world.deposit_options(&writer, &other, SOL).unwrap();
        bench.world.tick(60, ruinous(kind)).unwrap();
        bench.is_idle();
        reach_agreement(&mut bench.world, ruinous(kind));
        let plan = bench.plan();
        assert_eq!(steps(&plan), [(Job::Liquidate, "backstop")]);
        assert_eq!(plan.tasks[0].key.detail, other.series);
        // The fund's account is opened with the first of them.
        assert_eq!(plan.tasks[0].instructions.len(), 2);
        let done = bench.work();
        assert_eq!(done, [(Job::Liquidate, "backstop"); 2]);
        assert!(bench.world.margin(&writer.key(), kind).unwrap().is_empty());
        let fund = bench.world.backstop_state(kind).unwrap();
        assert_eq!(fund.short_of(&series.series), WRITTEN);
    }
}

#[test]
fn what_the_funds_account_has_left_goes_back_if_it_is_worth_a_transaction() {
    let mut bench = Bench::new(&disarmed(), &[Job::Liquidate]);
    bench.world.open_backstop(Kind::Put).unwrap();
    let fund = bench.world.keys.insurance_authority();
    let friend = crate::scenes::rich(&mut bench.world);
    bench.world.deposit(&friend, &fund, Kind::Put, 1).unwrap();
    bench.is_idle();
    bench
        .world
        .deposit(&friend, &fund, Kind::Put, 10_000_000)
        .unwrap();
    assert_eq!(bench.work(), [(Job::Liquidate, "sweep")]);
    assert_eq!(bench.world.insurance(Kind::Put), 10_000_001);
}
