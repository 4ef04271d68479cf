//! Accounts at their edges: caps, places, the fund's own, options beside shorts.

use ballast::state::MarketParams;
use ballast_harness::{
    scenes::expiry,
    setup::{DOLLAR, SOL},
};
use option_risk::units::Kind;

use crate::{
    actions::{done, Outcome},
    choice::{any_series, vaults_or_any},
    random::Random,
    scene::Scene,
};

/// What may be done once, twice in a row.
pub fn twice(scene: &mut Scene, random: &mut Random) -> Outcome {
    let series = vaults_or_any(scene, random);
    let owner = random.of(&scene.people).key();
    match random.below(6) {
        0 => {
            let _ = scene.world.open_hedge();
            done(scene.world.open_hedge())
        }
        1 => {
            let _ = scene.world.open_buyback();
            done(scene.world.open_buyback())
        }
        2 => {
            let _ = scene.world.flag(&owner, series.kind);
            done(scene.world.flag(&owner, series.kind))
        }
        3 => {
            let _ = scene.world.flag(&owner, series.kind);
            done(scene.world.unflag(&owner, series.kind))
        }
        4 => {
            let _ = scene.world.settle_series(&series);
            done(scene.world.settle_series(&series))
        }
        _ => {
            let _ = scene.world.start_sale();
            scene.world.start_sale().map(|_| ())
        }
    }
}

/// The insurance fund's own account is nobody's to flag, to liquidate or to take over.
pub fn fund_account(scene: &mut Scene, random: &mut Random) -> Outcome {
    let (series, fund) = (
        any_series(scene, random),
        scene.world.keys.insurance_authority(),
    );
    let taker = random.of(&scene.people);
    match random.below(4) {
        0 => done(scene.world.flag(&fund, series.kind)),
        1 => done(scene.world.liquidate(taker, &fund, &series, SOL)),
        2 => done(scene.world.backstop(&fund, &series)),
        _ => done(scene.world.deposit(taker, &fund, series.kind, 1)),
    }
}

/// Caps at what is written already, and more asked for.
pub fn caps(scene: &mut Scene, random: &mut Random) -> Outcome {
    let admin = scene.world.admin.insecure_clone();
    let market = scene.world.market();
    let series = any_series(scene, random);
    let mut params: MarketParams = market.params;
    let caps = &mut params.open_interest;
    let written = market.written.max(SOL);
    match random.below(3) {
        0 => caps.market_contracts = written,
        1 => caps.series_contracts = written,
        _ => caps.account_contracts = written / 4,
    }
    let _ = scene.world.tighten_market(&admin, params);
    let who = random.of(&scene.people);
    done(scene.world.write(who, &series, written))
}

/// A liquidator whose account holds next to nothing, and a whole minute's liquidations at once.
pub fn with_nothing(scene: &mut Scene, random: &mut Random) -> Outcome {
    let mut sick = Vec::new();
    let (market, now) = (scene.world.market(), scene.world.now());
    for series in scene.world.series.clone() {
        for person in &scene.people {
            let account = scene.world.margin(&person.key(), series.kind);
            let Some(account) = account.filter(|one| one.short_of(&series.series) > 0) else {
                continue;
            };
            let health = ballast_client::views::health(&market, &account, now);
            if health.is_ok_and(|health| health.is_liquidatable()) {
                sick.push((person.key(), series));
            }
        }
    }
    let Some((owner, series)) = sick.first().copied() else {
        return Ok(());
    };
    if random.once_in(2) {
        let rich = random.of(&scene.people);
        for _ in 0..4 {
            let _ = scene.world.liquidate(rich, &owner, &series, u64::MAX);
        }
        return done(scene.world.liquidate(rich, &owner, &series, u64::MAX));
    }
    let poor = scene.world.actor(0, 0)?;
    scene.world.open_margin(&poor, series.kind, 0)?;
    done(scene.world.liquidate(&poor, &owner, &series, u64::MAX))
}

/// Somebody short of one series and long of another beside it, through its expiry or into ruin.
pub fn long_and_short(scene: &mut Scene, random: &mut Random) -> Outcome {
    let kind = *random.of(&Kind::ALL);
    let days = 1 + random.below(2) as u32;
    let expiry_ts = expiry(&scene.world, days);
    let near = scene.price / DOLLAR * DOLLAR;
    // A spread, or options that save nobody.
    let (apart, is_spread) = [(4, true), (24, false)][random.below(2) as usize];
    let far = match kind {
        Kind::Call => near / 100 * (100 + apart) / DOLLAR * DOLLAR,
        Kind::Put => near / 100 * (100 - apart) / DOLLAR * DOLLAR,
    };
    let short = scene.world.ensure_series(kind, near, expiry_ts)?;
    let long = scene.world.ensure_series(kind, far, expiry_ts)?;
    let (one, other) = (&scene.people[2], &scene.people[3]);
    let contracts = SOL + random.below(20 * SOL);
    let held = if is_spread { contracts } else { SOL };
    scene.world.write(other, &long, held)?;
    scene.world.transfer_options(other, one, &long, held)?;
    scene.world.deposit_options(one, &long, held)?;
    scene.world.write(one, &short, contracts)?;
    let owner = one.key();
    let account = scene.world.margin(&owner, kind);
    let collateral = account.map_or(0, |account| account.collateral);
    for part in [2, 4, 8, 16, 32, 64] {
        let _ = scene.world.withdraw(one, kind, collateral / part);
    }
    if random.once_in(2) {
        for _ in 0..3 {
            let per_cent = match kind {
                Kind::Call => 104,
                Kind::Put => 96,
            };
            scene.drift(1_800, scene.price / 100 * per_cent);
        }
        scene.expire(&short);
        let _ = scene.world.settle_series(&short);
        return done(scene.world.settle_short(&owner, &short));
    }
    for _ in 0..12 {
        let per_cent = match kind {
            Kind::Call => 104,
            Kind::Put => 96,
        };
        scene.drift(1_800, scene.price / 100 * per_cent);
    }
    done(scene.world.backstop(&owner, &short))
}

/// Options of more series than an account has places.
pub fn many_places(scene: &mut Scene, random: &mut Random) -> Outcome {
    if !random.once_in(4) {
        return Ok(());
    }
    let kind = *random.of(&Kind::ALL);
    let (who, expiry_ts) = (random.of(&scene.people), expiry(&scene.world, 2));
    let mut last = Ok(());
    for step in 0..9 {
        let strike = (scene.price / DOLLAR + step) * DOLLAR;
        let series = scene.world.ensure_series(kind, strike, expiry_ts)?;
        let tiny = scene.world.market().params.liquidation.tiny_contracts;
        last = done(scene.world.write(who, &series, tiny));
    }
    last
}
