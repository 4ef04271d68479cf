//! Vaults' orders.

use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup,
};
use ballast_keeper::jobs::Job;
use option_risk::{hedge::Side, units::Kind};

use crate::{
    scenes::{both_live, crash, disarmed, live, START_PRICE},
    support::{steps, Bench},
};

/// A market whose depth is the same at any volatility and whose breaker never trips.
fn steady() -> Setup {
    let mut setup = disarmed();
    setup.market.book.depth_vol_bps = 50_000;
    setup
}

/// A live vault whose delta has left its band.
fn out_of_band() -> Bench {
    let mut bench = Bench::new(&steady(), &[Job::Hedge]);
    live(&mut bench.world, 500 * SOL);
    bench.world.tick(60, 150 * DOLLAR).unwrap();
    bench
}

const OPEN: (Job, &str) = (Job::Hedge, "open_hedge");
const FILL: (Job, &str) = (Job::Hedge, "fill");
const CLOSE: (Job, &str) = (Job::Hedge, "close");

#[test]
fn an_order_is_opened_and_filled_once_its_price_pays() {
    let mut bench = out_of_band();
    let plan = bench.plan();
    assert_eq!(steps(&plan), [OPEN]);
    bench.carry(&plan.tasks[0].clone());
    let order = bench.world.vault_state().hedge;
    assert_eq!(order.side().unwrap(), Side::SellBase);
    // It begins a little inside the oracle's price: that is nobody's gain.
    bench.is_idle();
    bench.world.tick(30, 150 * DOLLAR).unwrap();
    let plan = bench.plan();
    assert_eq!(steps(&plan), [FILL]);
    let edge = plan.tasks[0].edge.unwrap();
    let me = bench.me.key();
    let before = Kind::ALL.map(|kind| bench.world.wallet(&me, kind));
    bench.carry(&plan.tasks[0].clone());
    let after = Kind::ALL.map(|kind| bench.world.wallet(&me, kind));
    let (bought, paid) = (after[0] - before[0], before[1] - after[1]);
    assert_eq!(bought, order.base_atoms);
    let worth = bought * 150 / 1_000; // a base token of nine decimals at 150, in a quote of six
    let fee = 15_000;
    assert_eq!(edge, i128::from(worth) - i128::from(paid) - fee);
}

#[test]
fn what_the_keeper_is_told_to_keep_and_its_limits_hold() {
    for (setting, most) in [
        ("hedge.max_base=2", 2 * SOL),
        ("hedge.keep_quote=999850", SOL + SOL / 50),
        ("hedge.keep_quote=1000000", 0),
        ("hedge.fill=false", 0),
        ("hedge.min_edge_bps=200", 0),
        ("fees.sol_price=100000000", 0),
    ] {
        let mut bench = out_of_band();
        bench.world.open_hedge().unwrap();
        bench.world.tick(30, 150 * DOLLAR).unwrap();
        bench.set(&[setting]);
        let before = bench.world.vault_state().hedge.base_atoms;
        let plan = bench.plan();
        if most == 0 {
            assert!(plan.tasks.is_empty(), "{setting}");
            continue;
        }
        assert_eq!(steps(&plan), [FILL], "{setting}");
        bench.carry(&plan.tasks[0].clone());
        let filled = before - bench.world.vault_state().hedge.base_atoms;
        assert!(filled > 0 && filled <= most, "{setting}: {filled}");
    }
}

#[test]
fn an_order_that_is_over_makes_room_for_a_new_one_or_is_closed() {
    let mut bench = out_of_band();
    bench.set(&["hedge.fill=false"]);
    bench.world.open_hedge().unwrap();
    bench.is_idle();
    bench.world.tick(90, 150 * DOLLAR).unwrap();
    assert_eq!(bench.steps(), [OPEN, CLOSE]);
    // Where nothing is wanted any more it is closed.
    let mut bench = out_of_band();
    bench.world.open_hedge().unwrap();
    bench.world.tick(120, START_PRICE + 5 * DOLLAR).unwrap();
    let planned = bench.steps();
    if !planned.contains(&OPEN) {
        assert_eq!(planned, [CLOSE]);
    }
    assert!(planned.contains(&CLOSE));
}

#[test]
fn opposite_hedges_are_crossed_before_anything_is_opened() {
    let mut bench = Bench::new(&steady(), &[Job::Hedge]);
    let (seller, buyer) = both_live(&mut bench.world);
    let plan = bench.plan();
    assert_eq!(steps(&plan)[0], (Job::Hedge, "cross"));
    assert_eq!(plan.tasks[0].key.about, seller.vault);
    assert_eq!(plan.tasks[0].key.detail, buyer.vault);
    assert!(plan.tasks[0].claims.contains(&buyer.vault));
    bench.carry(&plan.tasks[0].clone());
    assert!(!bench.steps().contains(&(Job::Hedge, "cross")));
}

#[test]
fn of_two_fills_the_better_goes_first_since_both_would_spend_the_same() {
    let mut setup = steady();
    // Room for both orders in one window.
    setup.market.hedge_depth_share_bps = 10_000;
    let mut bench = Bench::new(&setup, &[Job::Hedge]);
    let (seller, buyer) = both_live(&mut bench.world);
    for vault in [seller, buyer] {
        bench.world.vault = vault;
        bench.world.open_hedge().unwrap();
    }
    bench.world.tick(45, START_PRICE).unwrap();
    let mut filled = Vec::new();
    for _ in 0..2 {
        let plan = bench.plan();
        let fills: Vec<_> = (plan.tasks.iter())
            .filter(|task| (task.key.job, task.key.what) == FILL)
            .collect();
        let [fill] = fills[..] else {
            panic!("{:?}", steps(&plan));
        };
        filled.push((fill.key.about, fill.edge));
        bench.carry(&fill.clone());
    }
    assert_ne!(filled[0].0, filled[1].0);
    assert!(filled[0].1 >= filled[1].1);
}

#[test]
fn options_are_asked_back_for_too_much_gamma() {
    let mut setup = steady();
    setup.vault.buyback.max_gamma_bps = 10;
    setup.vault.hedge.target_delta_bps = 0;
    let mut bench = Bench::new(&setup, &[Job::Hedge]);
    live(&mut bench.world, 500 * SOL);
    bench.world.tick(10, START_PRICE).unwrap();
    assert_eq!(bench.work(), [(Job::Hedge, "open_buyback")]);
    assert!(bench.world.vault_state().buyback.contracts > 0);
    bench.world.tick(400, START_PRICE).unwrap();
    let planned = bench.steps();
    assert!(
        planned.contains(&(Job::Hedge, "open_buyback")),
        "{planned:?}"
    );
}

#[test]
fn nothing_is_hedged_by_a_print_that_trips_nor_in_a_halt_nor_at_a_stale_price() {
    let mut setup = steady();
    setup.market.breaker.armed = 1;
    let mut bench = Bench::new(&setup, &[Job::Hedge]);
    live(&mut bench.world, 500 * SOL);
    bench.world.hold(600, 60, START_PRICE).unwrap();
    crash(&mut bench.world);
    bench.is_idle();
    bench.world.observe().unwrap();
    bench.is_idle();
    let mut bench = out_of_band();
    bench.world.open_hedge().unwrap();
    bench.world.advance(30);
    // Ten seconds are what a fill's print may be old.
    bench.is_idle();
}
