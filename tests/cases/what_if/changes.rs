//! Positions, collateral, price and volatility that are not there yet.

use ballast_client::{
    views::{health, what_if, PositionChange, WhatIf},
    SeriesKeys,
};
use ballast_harness::setup::{DOLLAR, SOL};
use option_risk::units::Kind;

use super::{portfolio, series, PORTFOLIOS};
use crate::{
    scenes::{disarmed, plenty, rich_writer, START_PRICE},
    support::{on_both_for_each_kind, on_both_with},
};

/// Asking what nothing would change is asking what is, bit for bit.
#[test]
fn nothing_changed_changes_nothing() {
    on_both_with(&disarmed(), |world| {
        for kind in Kind::ALL {
            for seed in 0..PORTFOLIOS {
                let writer = portfolio(world, kind, 200 + seed);
                world
                    .tick(60, START_PRICE + seed * 3 * DOLLAR)
                    .expect("a print");
                let (market, now) = (world.market(), world.now());
                let account = world.margin(&writer.key(), kind).expect("an account");
                let now_health = health(&market, &account, now).expect("a health");
                let same = what_if(&market, &account, &WhatIf::default(), now);
                assert_eq!(same, Ok(now_health));
                let worst = now_health.worst_for_maintenance().expect("a scenario");
                let named = format!("maintenance {} ({worst})", now_health.maintenance.required);
                assert!(now_health.to_string().contains(&named), "{now_health}");
            }
        }
    });
}

/// What is asked about is what comes of it: positions opened, closed and offset, collateral moved.
#[test]
fn what_would_be_is_what_then_is() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let (writer, all) = (portfolio(world, kind, 300), series(world, kind));
        let owner = writer.key();
        let other = rich_writer(world, kind);
        let (near, far) = (&all[0], &all[3]);
        world.write(&other, far, 20 * SOL).expect("room");
        world
            .transfer_options(&other, &writer, far, 20 * SOL)
            .expect("options");
        let change = |series: &SeriesKeys, short: i64, long: i64| PositionChange {
            strike: series.strike,
            expiry_ts: series.expiry_ts,
            short,
            long,
        };
        let sol = SOL as i64;
        let put_in = plenty(kind) / 100;
        let question = WhatIf {
            collateral: put_in as i64,
            positions: vec![
                change(near, -sol / 2, 0),
                change(far, 0, 20 * sol),
                change(&all[1], 7 * sol, 0),
            ],
            ..WhatIf::default()
        };
        let (market, now) = (world.market(), world.now());
        let account = world.margin(&owner, kind).expect("an account");
        let answer = what_if(&market, &account, &question, now).expect("an answer");
        world.close_short(&writer, near, SOL / 2).expect("closed");
        world
            .deposit_options(&writer, far, 20 * SOL)
            .expect("an offset");
        world.write(&writer, &all[1], 7 * SOL).expect("room");
        world
            .deposit(&writer, &owner, kind, put_in)
            .expect("a deposit");
        assert_eq!(world.health(&owner, kind), answer);
    });
}

/// A moved price is the price there would be.
#[test]
fn another_price_is_another_print() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let writer = portfolio(world, kind, 400);
        let (mut market, now) = (world.market(), world.now());
        let account = world.margin(&writer.key(), kind).expect("an account");
        for spot_bps in [-9_000, -1_200, -1, 1, 1_500, 30_000] {
            let question = WhatIf {
                spot_bps,
                ..WhatIf::default()
            };
            let answer = what_if(&market, &account, &question, now).expect("an answer");
            let price = market.risk.price;
            market.risk.price = price * (10_000 + spot_bps) as u64 / 10_000;
            assert_eq!(health(&market, &account, now), Ok(answer));
            market.risk.price = price;
        }
    });
}

/// The higher the volatility, the more an account of shorts alone is asked for.
#[test]
fn volatility_costs() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let writer = rich_writer(world, kind);
        let series = series(world, kind)[2];
        world.write(&writer, &series, 50 * SOL).expect("room");
        let (market, now) = (world.market(), world.now());
        let account = world.margin(&writer.key(), kind).expect("an account");
        let mut last = [0; 2];
        for vol_bps in [-9_000, -5_000, -1, 0, 1, 5_000, 20_000] {
            let question = WhatIf {
                vol_bps,
                ..WhatIf::default()
            };
            let answer = what_if(&market, &account, &question, now).expect("an answer");
            let required = [answer.maintenance.required, answer.initial.required];
            assert!(required > last, "{vol_bps}: {required:?} {last:?}");
            last = required;
        }
    });
}
