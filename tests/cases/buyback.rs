//! Buy-backs: a vault with too much gamma buys its own options from their holders.

use ballast::{errors::BallastError::*, state::BuybackOrder};
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup, World,
};
use option_risk::{buyback, units::Kind};

use crate::{
    scenes::{disarmed, halt, live, reach_agreement, reach_ramp, rich, Sold, START_PRICE},
    support::{on_both_for_each_kind, on_both_with, refuses},
};

/// A limit that five hundred options at ten delta pass.
fn limited(mut setup: Setup) -> Setup {
    setup.vault.buyback.max_gamma_bps = 40;
    setup
}

/// Makes a vault of a kind the one that is acted on, and sells from it.
fn sold(world: &mut World, kind: Kind, params: &Setup) -> Sold {
    if kind == Kind::Put {
        world.vault = world.create_vault(1, kind, params.vault).expect("a vault");
    }
    live(world, 500 * SOL)
}

/// Change of the vault's delta per 1% move, in bps of its assets.
fn gamma_bps(world: &mut World) -> f64 {
    let (market, vault, now) = (world.market(), world.vault_state(), world.now());
    let one = vault
        .sensitivity(&market, now)
        .expect("a Greek")
        .gamma_per_pct;
    let assets = vault.book.assets.assets();
    let base = assets
        .worth_down(Kind::Call, market.risk.price, &market.scale())
        .expect("a worth");
    one.to_num::<f64>() * vault.sale.sold as f64 / base as f64 * 1e4
}

/// The bid rises from 90% to 110% of the mark; what is bought is burned, its cover free, and gamma within the limit.
#[test]
fn holders_are_bought_out_until_gamma_is_within_its_limit() {
    let setup = limited(disarmed());
    on_both_for_each_kind(&setup, |world, kind| {
        let scene = sold(world, kind, &setup);
        world.tick(60, START_PRICE).unwrap();
        assert!(gamma_bps(world) > 40.0);
        world.open_buyback().unwrap();
        refuses(world, BuybackOpen, World::open_buyback);
        let wanted = world.vault_state().buyback.contracts;
        assert!(wanted < 500 * SOL);
        refuses(world, ZeroAmount, |world| {
            world.fill_buyback(&scene.buyer, &scene.calls, 0, 0)
        });
        let (low, _) = sell(world, &scene, SOL);
        world.tick(150, START_PRICE).unwrap();
        let (middle, _) = sell(world, &scene, SOL);
        world.tick(150, START_PRICE).unwrap();
        let (high, book) = sell(world, &scene, SOL);
        assert!(low < middle && middle < high, "{low} {middle} {high}");

        let supply = world.supply(&scene.calls.option_mint);
        let (market, before, now) = (world.market(), world.vault_state(), world.now());
        // Time has passed: no more than gamma still asks for.
        let fillable = before.buyback_fillable(&market, now).unwrap();
        assert!(fillable <= wanted - 3 * SOL);
        world
            .fill_buyback(&scene.buyer, &scene.calls, u64::MAX, 1)
            .unwrap();
        let vault = world.vault_state();
        assert_eq!(vault.sale.sold, before.sale.sold - fillable);
        assert_eq!(supply - world.supply(&scene.calls.option_mint), fillable);
        assert!(vault.sale.coverage < book);
        // What it cost has made the assets smaller: at most a little is left to buy.
        assert!(gamma_bps(world) <= 40.5, "{}", gamma_bps(world));
        for _ in 0..3 {
            let _ = world.fill_buyback(&scene.buyer, &scene.calls, u64::MAX, 0);
        }
        refuses(world, BuybackNotDue, |world| {
            world.fill_buyback(&scene.buyer, &scene.calls, SOL, 0)
        });
        assert!(before.sale.sold - world.vault_state().sale.sold < fillable * 51 / 50);
    });
}

/// Sells options at the bid, exactly; what was got, and the coverage after it.
fn sell(world: &mut World, scene: &Sold, contracts: u64) -> (u64, u64) {
    let (market, vault, now) = (world.market(), world.vault_state(), world.now());
    let terms = vault.bid(&market, now).unwrap().expect("an open order");
    let bid = buyback::premium_down(&terms, contracts, &market.scale()).unwrap();
    refuses(world, SlippageExceeded, |world| {
        world.fill_buyback(&scene.buyer, &scene.calls, contracts, bid + 1)
    });
    let (kind, holder) = (world.vault.kind, scene.buyer.key());
    let before = (world.wallet(&holder, kind), vault.collateral());
    (world.fill_buyback(&scene.buyer, &scene.calls, contracts, bid)).unwrap();
    let after = world.vault_state();
    assert_eq!(world.wallet(&holder, kind) - before.0, bid);
    assert_eq!(before.1 - after.collateral(), bid);
    (bid, after.sale.coverage)
}

/// A round's buy-backs cost no more than their share of the assets.
#[test]
fn a_round_spends_no_more_than_its_budget() {
    let mut setup = limited(disarmed());
    setup.vault.buyback.max_cost_bps = 1;
    on_both_with(&setup, |world| {
        let scene = live(world, 500 * SOL);
        world.tick(60, START_PRICE).unwrap();
        world.open_buyback().unwrap();
        let budget = world.vault_state().buyback_budget().unwrap();
        assert!(budget > 0 && budget < SOL / 9, "{budget}");
        refuses(world, BuybackBudget, |world| {
            world.fill_buyback(&scene.buyer, &scene.calls, 500 * SOL, 0)
        });
        (world.fill_buyback(&scene.buyer, &scene.calls, SOL, 0)).unwrap();
        assert!(world.vault_state().buyback_budget().unwrap() < budget);
    });
    setup.vault.buyback.max_cost_bps = 0;
    on_both_with(&setup, |world| {
        live(world, 500 * SOL);
        world.tick(60, START_PRICE).unwrap();
        refuses(world, BuybackBudget, World::open_buyback);
    });
}

#[test]
fn a_vault_buys_back_only_what_is_asked_for() {
    let mut setup = limited(disarmed());
    setup.vault.buyback.max_gamma_bps = 0;
    on_both_with(&setup, |world| {
        live(world, 500 * SOL);
        refuses(world, BuybackDisabled, World::open_buyback);
    });
    setup.vault.buyback.max_gamma_bps = 1_000;
    on_both_with(&setup, |world| {
        let scene = live(world, 500 * SOL);
        world.tick(60, START_PRICE).unwrap();
        refuses(world, BuybackNotDue, World::open_buyback);
        refuses(world, NoBuybackOrder, |world| {
            world.fill_buyback(&scene.buyer, &scene.calls, SOL, 0)
        });
    });
}

/// An order has its time, and whoever has no options cannot fill it.
#[test]
fn an_order_lapses() {
    let setup = limited(disarmed());
    on_both_with(&setup, |world| {
        let scene = live(world, 500 * SOL);
        let stranger = rich(world);
        world.tick(60, START_PRICE).unwrap();
        world.open_buyback().unwrap();
        world.open_options(&stranger, &scene.calls).unwrap();
        assert!(world.fill_buyback(&stranger, &scene.calls, SOL, 0).is_err());
        world.tick(300, START_PRICE).unwrap();
        (world.fill_buyback(&scene.buyer, &scene.calls, SOL, 0)).unwrap();
        world.tick(1, START_PRICE).unwrap();
        refuses(world, NoBuybackOrder, |world| {
            world.fill_buyback(&scene.buyer, &scene.calls, SOL, 0)
        });
        world.close_orders().unwrap();
        assert_eq!(world.vault_state().buyback, BuybackOrder::default());
        world.open_buyback().unwrap();
    });
}

/// An order that is filled is over before its time is: nothing is left to sell to, and another may be opened once due.
#[test]
fn a_filled_order_is_over() {
    on_both_with(&limited(disarmed()), |world| {
        let scene = live(world, 500 * SOL);
        world.tick(60, START_PRICE).unwrap();
        world.open_buyback().unwrap();
        (world.fill_buyback(&scene.buyer, &scene.calls, u64::MAX, 0)).unwrap();
        assert_eq!(world.vault_state().buyback.contracts, 0);
        refuses(world, NoBuybackOrder, |world| {
            world.fill_buyback(&scene.buyer, &scene.calls, SOL, 0)
        });
        // Nearer to the strike there is more gamma.
        let nearer = (START_PRICE + scene.calls.strike) / 2;
        world.tick(60, nearer).unwrap();
        world.open_buyback().unwrap();
        assert!(world.vault_state().buyback.contracts > 0);
    });
}

/// It is a trade against the vault: not in a halt, not on a print that trips, not on a price that nothing else agrees with.
#[test]
fn nothing_is_bought_back_in_a_halt() {
    let mut setup = limited(Setup::default());
    setup.vault.buyback.duration_secs = 3_600;
    on_both_with(&setup, |world| {
        let scene = live(world, 500 * SOL);
        world.tick(60, START_PRICE).unwrap();
        world.open_buyback().unwrap();
        world.advance(60);
        world.set_price(150 * DOLLAR);
        let fill = |world: &mut World| world.fill_buyback(&scene.buyer, &scene.calls, SOL, 0);
        refuses(world, BreakerTripped, fill);
        halt(world);
        world.set_price(150 * DOLLAR);
        refuses(world, BreakerHalted, fill);
        refuses(world, BreakerHalted, World::open_buyback);
        reach_ramp(world);
        refuses(world, OracleDivergesFromStable, fill);
        reach_agreement(world, 150 * DOLLAR);
        refuses(world, NoBuybackOrder, fill);
        assert!(world.vault_state().sale.sold == 500 * SOL);
    });
}

/// The print that trips is recorded, and no order opened by it.
#[test]
fn an_opening_that_trips_is_deferred() {
    on_both_with(&limited(Setup::default()), |world| {
        live(world, 500 * SOL);
        world.advance(60);
        world.set_price(150 * DOLLAR);
        world.open_buyback().unwrap();
        assert_eq!(world.vault_state().buyback, BuybackOrder::default());
        assert_eq!(world.market().risk.breaker.trip_count, 1);
    });
}

/// An order that was sized on a wick is filled no further than gamma still asks for.
#[test]
fn a_fill_goes_no_further_than_the_limit_asks() {
    on_both_with(&limited(disarmed()), |world| {
        let scene = live(world, 500 * SOL);
        world.tick(60, START_PRICE).unwrap();
        world.open_buyback().unwrap();
        // Far from the strike there is no gamma.
        world.tick(10, 190 * DOLLAR).unwrap();
        refuses(world, BuybackNotDue, |world| {
            world.fill_buyback(&scene.buyer, &scene.calls, SOL, 0)
        });
    });
}
