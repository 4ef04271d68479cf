//! When a vault sells, and to which expiry: nobody is needed, nobody chooses.

use ballast::errors::BallastError::*;
use ballast_client::views::{due, Due};
use ballast_harness::{setup::SOL, Setup, World};
use option_risk::units::Kind;

use crate::{
    scenes::{live, rich, settle, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

const HOUR: i64 = 3_600;

fn start(world: &mut World) -> Result<ballast_harness::Receipt, ballast_harness::TxError> {
    world.start_sale().map(|_| Default::default())
}

fn due_now(world: &mut World) -> Due {
    let (market, vault, now) = (world.market(), world.vault_state(), world.now());
    let mut known = world.series.clone().into_iter();
    let series = known.find(|series| series.series == vault.sale.series);
    let state = series.map(|series| world.series_state(&series));
    due(&market, &vault, state.as_ref(), now).expect("a schedule")
}

/// A vault that opens six hours after an expiry does not sell before, and does then.
#[test]
fn a_sale_waits_for_its_hour() {
    let mut setup = Setup::default();
    setup.vault.schedule.open_after_secs = 6 * 3_600;
    on_both_with(&setup, |world| {
        let scene = live(world, 500 * SOL);
        settle(world, &scene, START_PRICE);
        world.roll_round().unwrap();
        let opens_ts = scene.calls.expiry_ts + 6 * HOUR;
        assert_eq!(due_now(world), Due::Wait(Some(opens_ts)));
        let to_go = opens_ts - world.now();
        world.tick(to_go - 1, START_PRICE).unwrap();
        let pick = world.vault_pick();
        (world.ensure_series(Kind::Call, pick.strike, pick.expiry_ts)).unwrap();
        refuses(world, SaleNotDue, start);
        world.tick(1, START_PRICE).unwrap();
        assert_eq!(due_now(world), Due::StartSale);
        let calls = world.start_sale().unwrap();
        assert_eq!(calls.expiry_ts, scene.calls.expiry_ts + 7 * 24 * HOUR);
    });
}

/// A sale that sold nothing is tried again a day later, not at once.
#[test]
fn a_sale_of_nothing_is_tried_again_later() {
    on_both(|world| {
        let actor = rich(world);
        world.queue_deposit(&actor, 100 * SOL).unwrap();
        world.roll_round().unwrap();
        let first = world.start_sale().unwrap();
        world.hold(601, 60, START_PRICE).unwrap();
        assert_eq!(due_now(world), Due::EndSale);
        world.end_sale(&first).unwrap();
        let ended_ts = world.now();
        assert_eq!(due_now(world), Due::Roll);
        world.roll_round().unwrap();
        assert_eq!(due_now(world), Due::Wait(Some(ended_ts + 24 * HOUR)));
        refuses(world, SaleNotDue, start);
        world.tick(24 * HOUR, START_PRICE).unwrap();
        start(world).unwrap();
    });
}

/// Two vaults of different days never sell to the same expiry.
#[test]
fn phases_keep_vaults_apart() {
    on_both(|world| {
        let mut params = Setup::default().vault;
        params.schedule.phase_days = 1;
        let fridays = world.create_vault(1, Kind::Call, params).unwrap();
        let monday = world.vault_pick().expiry_ts;
        world.vault = fridays;
        let friday = world.vault_pick().expiry_ts;
        assert_eq!((monday - friday) / (24 * HOUR), 3);
    });
}

/// A whole year of weeks by nothing but what is due: no signature of the authority, no operator.
#[test]
fn anybody_can_run_rounds_by_what_is_due() {
    on_both(|world| {
        let actor = rich(world);
        world.queue_deposit(&actor, 1_000 * SOL).unwrap();
        let buyer = rich(world);
        let mut settled = 0;
        while settled < 4 {
            step(world, &buyer, &mut settled);
        }
        assert!(world.vault_state().book.premium_total > 0);
        assert_eq!(world.vault_state().book.payoff_total, 0);
    });
}

fn step(world: &mut World, buyer: &ballast_harness::Actor, settled: &mut u32) {
    let current = world.vault_state().sale.series;
    let mut known = world.series.clone().into_iter();
    let series = known.find(|series| series.series == current);
    match due_now(world) {
        Due::Roll => drop(world.roll_round().unwrap()),
        Due::StartSale => {
            let calls = world.start_sale().unwrap();
            world.buy(buyer, &calls, 300 * SOL, u64::MAX).unwrap();
        }
        Due::EndSale => drop(world.end_sale(&series.unwrap()).unwrap()),
        Due::SettleSeries => drop(world.settle_series(&series.unwrap()).unwrap()),
        Due::SettleVault => {
            world.settle_vault(&series.unwrap()).unwrap();
            *settled += 1;
        }
        Due::Wait(until) => {
            let secs = until.expect("a time") - world.now();
            world.tick(secs, START_PRICE).unwrap();
        }
    }
}
