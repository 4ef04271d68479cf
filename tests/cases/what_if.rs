//! The client's margin against the program's, to the atom, and what would be against what then is.

use anchor_lang::AccountSerialize;
use ballast::{errors::BallastError::*, state::MarginAccount};
use ballast_client::{
    views::{health, observed, what_if, OracleAccount, PositionChange, WhatIf, WhatIfError},
    SeriesKeys,
};
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, OraclePrint, Setup, World,
};
use option_risk::{breaker::Stage, units::Kind};

use crate::{
    scenes::{disarmed, expiry, plenty, rich_writer, START_PRICE},
    support::{on_both_for_each_kind, on_both_with, refused, KINDS},
};

/// Portfolios looked at per kind and back end.
const PORTFOLIOS: u64 = 4;

/// Series of a portfolio: four strikes from the money outward, at two expiries.
fn series(world: &mut World, kind: Kind) -> Vec<SeriesKeys> {
    let mut all = Vec::new();
    for days in [3, 9] {
        for step in 0..4 {
            let strike = match kind {
                Kind::Call => START_PRICE + step * 9 * DOLLAR,
                Kind::Put => START_PRICE - step * 9 * DOLLAR,
            };
            let series = world.ensure_series(kind, strike, expiry(world, days));
            all.push(series.expect("a series"));
        }
    }
    all
}

/// A number under `end`, another one for every portfolio and thing asked about it.
fn scattered(seed: u64, what: u64, end: u64) -> u64 {
    let mixed = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ (what + 1).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ (mixed >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb) % end
}

/// An account short of some series, at least the first, and long of others.
fn portfolio(world: &mut World, kind: Kind, seed: u64) -> Actor {
    let (writer, other) = (rich_writer(world, kind), rich_writer(world, kind));
    for (index, series) in series(world, kind).iter().enumerate() {
        let below = |end, what| scattered(seed, 4 * index as u64 + what, end);
        let contracts = SOL + below(60 * SOL, 0);
        if index == 0 || below(2, 1) == 0 {
            world.write(&writer, series, contracts).expect("room");
        }
        if below(2, 2) == 0 {
            let contracts = SOL + below(60 * SOL, 3);
            world.write(&other, series, contracts).expect("room");
            world
                .transfer_options(&other, &writer, series, contracts)
                .expect("options");
            world
                .deposit_options(&writer, series, contracts)
                .expect("an offset");
        }
    }
    writer
}

/// Puts an account's collateral to an amount that no instruction would leave it with.
fn set_collateral(world: &mut World, owner: &Actor, kind: Kind, collateral: u64) {
    let address = world.keys.margin_account(&owner.key(), kind);
    let mut held = world.chain.account(&address).expect("an account");
    let account = world.margin(&owner.key(), kind).expect("an account");
    let account = MarginAccount {
        collateral,
        ..account
    };
    let mut data = Vec::new();
    account.try_serialize(&mut data).expect("memory");
    held.data[..data.len()].copy_from_slice(&data);
    world.chain.set_account(&address, held);
}

/// The program flags at one atom less than the client says is required, and not at what it says.
#[test]
fn the_program_and_the_client_agree_on_maintenance_to_the_atom() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        for seed in 0..PORTFOLIOS {
            let writer = portfolio(world, kind, seed);
            let owner = writer.key();
            let price = START_PRICE - 10 * DOLLAR + (seed * 7) * DOLLAR;
            world.tick(60, price).expect("a print");
            let before = world.margin(&owner, kind).expect("an account");
            let required = world.health(&owner, kind).maintenance.required;
            assert!(required > 0);
            set_collateral(world, &writer, kind, required);
            assert!(!world.health(&owner, kind).is_liquidatable());
            refused(world.flag(&owner, kind), AccountHealthy);
            set_collateral(world, &writer, kind, required - 1);
            assert!(world.health(&owner, kind).is_liquidatable());
            world.flag(&owner, kind).expect("a flag");
            let flagged = world.margin(&owner, kind).expect("an account");
            assert_eq!(flagged.flagged_ts, world.now());
            set_collateral(world, &writer, kind, before.collateral);
            world.unflag(&owner, kind).expect("healthy again");
        }
    });
}

/// The program lets out what is above the client's initial requirement, and not an atom more.
#[test]
fn the_program_and_the_client_agree_on_initial_margin_to_the_atom() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        for seed in 0..PORTFOLIOS {
            let writer = portfolio(world, kind, 100 + seed);
            let price = START_PRICE - 6 * DOLLAR + (seed * 4) * DOLLAR;
            world.tick(600, price).expect("a print");
            let health = world.health(&writer.key(), kind);
            let spare = health.collateral - health.initial.required;
            refused(world.withdraw(&writer, kind, spare + 1), InsufficientMargin);
            world.withdraw(&writer, kind, spare).expect("spare");
            refused(world.withdraw(&writer, kind, 1), InsufficientMargin);
        }
    });
}

/// Asking what nothing would change is asking what is, bit for bit.
#[test]
fn nothing_changed_changes_nothing() {
    on_both_with(&disarmed(), |world| {
        for kind in KINDS {
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

/// The market that the client foresees is the one that the program then has, trip and all.
#[test]
fn the_next_print_is_foreseen() {
    on_both_with(&Setup::default(), |world| {
        let steps = [(60, 203), (1, 199), (600, 210), (60, 150), (30, 151)];
        for (secs, price) in steps {
            world.advance(secs);
            world.set_price(price * DOLLAR);
            let (market, now) = (world.market(), world.now());
            let address = world.feed.address;
            let oracle = world.chain.account(&address).expect("an oracle");
            let account = OracleAccount {
                address: &address,
                owner: &oracle.owner,
                data: &oracle.data,
            };
            let foreseen = observed(&market, &account, now).expect("a fit print");
            let trips = market.risk.breaker.trip_count;
            world.observe().expect("a print");
            let then = world.market();
            assert_eq!(
                bytemuck::bytes_of(&foreseen.market.risk),
                bytemuck::bytes_of(&then.risk)
            );
            assert_eq!(foreseen.trips, then.risk.breaker.trip_count > trips);
        }
        assert_eq!(world.market().risk.breaker.stage(), Stage::Halted);
        // A print too wide is refused by both.
        world.advance(120);
        let print = OraclePrint {
            confidence: 50 * DOLLAR,
            ..world.feed.print(151 * DOLLAR, world.now())
        };
        world.publish(&print);
        let address = world.feed.address;
        let oracle = world.chain.account(&address).expect("an oracle");
        let account = OracleAccount {
            address: &address,
            owner: &oracle.owner,
            data: &oracle.data,
        };
        let refusal = observed(&world.market(), &account, world.now());
        assert_eq!(refusal.err(), Some(OracleWideConfidence));
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

#[test]
fn what_cannot_be_is_told() {
    on_both_with(&disarmed(), |world| {
        let kind = Kind::Put;
        let writer = rich_writer(world, kind);
        let all = series(world, kind);
        for series in &all {
            world.write(&writer, series, SOL).expect("room");
        }
        let (market, now) = (world.market(), world.now());
        let account = world.margin(&writer.key(), kind).expect("an account");
        let ask = |question: WhatIf| what_if(&market, &account, &question, now);
        let position = |strike, short, long| PositionChange {
            strike,
            expiry_ts: all[0].expiry_ts,
            short,
            long,
        };
        for spot_bps in [-10_000, -10_001, i32::MIN] {
            let question = WhatIf {
                spot_bps,
                ..WhatIf::default()
            };
            assert_eq!(ask(question), Err(WhatIfError::NoPrice));
        }
        for vol_bps in [-10_000, i32::MIN] {
            let question = WhatIf {
                vol_bps,
                ..WhatIf::default()
            };
            assert_eq!(ask(question), Err(WhatIfError::NoVolatility));
        }
        for collateral in [-(account.collateral as i64) - 1, i64::MIN] {
            let question = WhatIf {
                collateral,
                ..WhatIf::default()
            };
            assert_eq!(ask(question), Err(WhatIfError::TooMuchCollateral));
        }
        let sol = SOL as i64;
        let strike = all[0].strike;
        for (positions, error) in [
            (
                vec![position(strike, -sol - 1, 0)],
                WhatIfError::TooManyContracts,
            ),
            (vec![position(strike, 0, -1)], WhatIfError::TooManyContracts),
            (
                vec![position(strike + 1, -1, 0)],
                WhatIfError::TooManyContracts,
            ),
            (
                vec![position(strike + 1, 1, 0)],
                WhatIfError::TooManyPositions,
            ),
        ] {
            let question = WhatIf {
                positions,
                ..WhatIf::default()
            };
            assert_eq!(ask(question), Err(error));
        }
        // One goes, another comes: eight again.
        let question = WhatIf {
            positions: vec![position(strike, -sol, 0), position(strike + DOLLAR, sol, 0)],
            ..WhatIf::default()
        };
        assert!(ask(question).is_ok());
    });
}
