//! `vectors N`: random markets and margin accounts as bytes, with what the Rust client says of their health, a line of JSON
//! each. `tests/vectors.test.mjs` of the page asks its WebAssembly the same.

use std::error::Error;

use anchor_lang::{AccountSerialize, Discriminator};
use ballast_client::{
    ballast::state::{MarginAccount, Market, Position},
    example::{self, DOLLAR, EXPIRY, NOW, SOL},
    option_risk::{oracle::Print, units::Kind, RiskError},
    reports::{self, MarginState},
    views::{self, PositionChange, WhatIf},
};
use rand::{rngs::StdRng, Rng, SeedableRng};
use serde::Serialize;

/// One account, and what is said of it.
#[derive(Serialize)]
struct Vector {
    market: String,
    now: i64,
    account: String,
    /// None while a short has expired.
    margin: Option<MarginState>,
    change: Change,
    /// Were that so; or why there is no answer.
    what_if: Result<MarginState, String>,
}

/// What would be otherwise.
#[derive(Serialize)]
struct Change {
    spot_bps: i32,
    vol_bps: i32,
    collateral: i64,
    strike: u64,
    expiry_ts: i64,
    short: i64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let count: u64 = match std::env::args().nth(1) {
        Some(count) => count.parse()?,
        None => 1_000,
    };
    for seed in 0..count {
        println!("{}", serde_json::to_string(&vector(seed)?)?);
    }
    Ok(())
}

fn vector(seed: u64) -> Result<Vector, Box<dyn Error>> {
    let mut dice = StdRng::seed_from_u64(seed);
    let (market, now) = market(&mut dice)?;
    let account = account(&mut dice, market.risk.price)?;
    let margin = match views::health(&market, &account, now) {
        Ok(health) => Some(reports::margin_state(&health)),
        Err(RiskError::ExpiredLeg) => None,
        Err(why) => return Err(why.into()),
    };
    let change = Change {
        spot_bps: dice.random_range(-6_000..6_000),
        vol_bps: dice.random_range(-6_000..12_000),
        collateral: dice.random_range(-20..50) * SOL as i64,
        strike: account.positions[0].strike,
        expiry_ts: account.positions[0].expiry_ts,
        short: dice.random_range(-5..20) * SOL as i64,
    };
    let what_if = WhatIf {
        spot_bps: change.spot_bps,
        vol_bps: change.vol_bps,
        collateral: change.collateral,
        positions: vec![PositionChange {
            strike: change.strike,
            expiry_ts: change.expiry_ts,
            short: change.short,
            long: 0,
        }],
    };
    let what_if = views::what_if(&market, &account, &what_if, now);
    let mut bytes = Vec::new();
    account.try_serialize(&mut bytes)?;
    Ok(Vector {
        market: hex(&[Market::DISCRIMINATOR, bytemuck::bytes_of(&*market)].concat()),
        now,
        account: hex(&bytes),
        margin,
        change,
        what_if: what_if
            .map(|health| reports::margin_state(&health))
            .map_err(|why| ballast_wasm::Failure::from(why).to_string()),
    })
}

/// A market after a walk of prints, calm or wild.
fn market(dice: &mut StdRng) -> Result<(Box<Market>, i64), Box<dyn Error>> {
    let mut price = dice.random_range(DOLLAR..2_000 * DOLLAR);
    let mut market = example::market(price)?;
    let mut now = NOW;
    let most_bps = [5, 30, 200][dice.random_range(0..3)];
    for _ in 0..dice.random_range(0..120) {
        let step_secs = dice.random_range(1..90);
        let bps: u32 = dice.random_range(10_000 - most_bps..=10_000 + most_bps);
        price = (u128::from(price) * u128::from(bps) / 10_000).try_into()?;
        let prev_publish_ts = now;
        now += step_secs;
        let print = Print {
            price,
            ema_price: price,
            publish_ts: now,
            prev_publish_ts,
        };
        market.observe(&print, now)?;
    }
    Ok((market, now + dice.random_range(0..30)))
}

/// Shorts and longs around the price.
fn account(dice: &mut StdRng, price: u64) -> Result<MarginAccount, Box<dyn Error>> {
    let kind = match dice.random_bool(0.5) {
        true => Kind::Call,
        false => Kind::Put,
    };
    let keys = example::keys();
    let mut account = MarginAccount::new(keys.market, example::OWNER, kind, 254);
    account.credit(dice.random_range(0..5_000) * SOL)?;
    for index in 0..dice.random_range(1..=8u8) {
        let percent = dice.random_range(50..200);
        let strike = price / 100 * percent + u64::from(index);
        // Now and then one that has expired.
        let days = dice.random_range(-13..30);
        account.add(&Position {
            short: dice.random_range(0..200) * SOL / 4,
            long: dice.random_range(0..100) * SOL / 4,
            ..Position::of([index + 1; 32].into(), strike, EXPIRY + days * 86_400)
        })?;
    }
    Ok(account)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
