//! Changing a vault: at once where depositors are better off, never under a running sale or order.

use ballast::{
    errors::BallastError::*,
    state::{Change, VaultParams},
};
use ballast_harness::{
    setup::{DOLLAR, SOL},
    World,
};

use crate::{
    scenes::{disarmed, live, selling, settle, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

const LOOSER: &[fn(&mut VaultParams)] = &[
    |p| p.sale.end_vol_bps -= 1,
    |p| p.sale.min_premium_bps -= 1,
    |p| p.sale.utilisation_bps += 1,
    |p| p.sale.duration_secs += 1,
    |p| p.hedge.outside_bps += 1,
    |p| p.hedge.target_delta_bps = 0,
    |p| p.deposit_cap += 1,
    |p| p.schedule.tenor_days += 1,
    |p| p.schedule.open_after_secs += 1,
    |p| p.fees.performance_bps += 1,
    |p| p.buyback.max_cost_bps += 1,
    |p| p.sale.min_otm_bps -= 1,
    |p| p.insurance_share_bps -= 1,
    |p| p.insurance_share_bps += 1,
];

#[test]
fn no_vault_loosens_at_once() {
    on_both(|world| {
        let admin = world.admin.insecure_clone();
        for (index, spoil) in LOOSER.iter().enumerate() {
            eprintln!("loosening {index}");
            let mut params = world.vault_state().params;
            spoil(&mut params);
            refuses(world, NotTightening, |w| w.tighten_vault(&admin, params));
        }
    });
}

/// A lower price than the one the sale began with is for the next sale.
fn cheaper(world: &mut World) -> (u64, VaultParams) {
    let mut params = world.vault_state().params;
    params.sale.end_vol_bps -= 1_000;
    params.sale.min_premium_bps -= 1;
    let index = world.proposed(Change::VaultParams(params)).expect("room");
    assert_eq!(
        world.proposal(index).expect("a proposal").target,
        world.vault.vault
    );
    world.wait_for(index).expect("a print");
    (index, params)
}

#[test]
fn a_running_sale_keeps_its_terms() {
    on_both(|world| {
        let scene = selling(world, SOL);
        let (index, params) = cheaper(world);
        refuses(world, SaleRunning, |world| world.execute(index));
        world.hold(600, 60, START_PRICE).unwrap();
        world.end_sale(&scene.calls).unwrap();
        world.execute(index).unwrap();
        assert_eq!(world.vault_state().params, params);
    });
}

/// Tighter means dearer: a buyer who has named a limit does not pay more.
#[test]
fn a_running_sale_may_become_dearer() {
    on_both(|world| {
        let scene = selling(world, SOL);
        let admin = world.admin.insecure_clone();
        let mut params = world.vault_state().params;
        params.sale.min_premium_bps = 500;
        world.tighten_vault(&admin, params).unwrap();
        assert_eq!(world.vault_state().params, params);
        let limit = 10 * SOL / 100 * 5; // 5% of ten
        refuses(world, SlippageExceeded, |world| {
            world.buy(&scene.buyer, &scene.calls, 10 * SOL, limit - 1)
        });
        world
            .buy(&scene.buyer, &scene.calls, 10 * SOL, limit)
            .unwrap();
    });
}

#[test]
fn an_open_hedge_keeps_its_terms() {
    on_both_with(&disarmed(), |world| {
        live(world, 500 * SOL);
        world.tick(60, 150 * DOLLAR).unwrap();
        let (index, params) = cheaper(world);
        world.open_hedge().unwrap();
        refuses(world, HedgeOpen, |world| world.execute(index));
        world.advance(i64::from(params.hedge.duration_secs) + 1);
        world.execute(index).unwrap();
        assert_eq!(world.vault_state().params, params);
    });
}

/// Fees change between rounds only: who is in when they are announced can leave before they are charged.
#[test]
fn new_fees_wait_for_the_end_of_the_round() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        let mut params = world.vault_state().params;
        params.fees.performance_bps = 3_000;
        let index = world.proposed(Change::VaultParams(params)).expect("room");
        world.wait_for(index).expect("a print");
        refuses(world, WrongStage, |world| world.execute(index));
        settle(world, &scene, START_PRICE);
        refuses(world, WrongStage, |world| world.execute(index));
        world.roll_round().unwrap();
        assert_eq!(world.vault_state().book.fee_total, 0);
        world.execute(index).unwrap();
        assert_eq!(world.vault_state().params, params);
    });
}

/// An order that has lapsed is not open again under new terms.
#[test]
fn new_terms_revive_no_order() {
    on_both_with(&disarmed(), |world| {
        live(world, 500 * SOL);
        world.tick(60, 150 * DOLLAR).unwrap();
        let mut params = world.vault_state().params;
        params.hedge.duration_secs = 600;
        let index = world.proposed(Change::VaultParams(params)).expect("room");
        world.wait_for(index).expect("a print");
        world.open_hedge().unwrap();
        world.advance(61);
        world.execute(index).unwrap();
        let (vault, now) = (world.vault_state(), world.now());
        let breaker = world.market().risk.breaker;
        assert!(!vault.hedge.is_open(&vault.params.hedge, &breaker, now));
    });
}
