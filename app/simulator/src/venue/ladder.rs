//! The vaults as a run begins: a ladder of strikes, so that their gamma does not vanish as the price runs.

use anchor_lang::prelude::Pubkey;
use ballast::state::{
    Amounts, BuybackOrder, HedgeOrder, Market, Outcome, Sale, Series, Stage, Vault, VaultBook,
    VaultParams,
};
use option_risk::{
    book,
    calendar::next_expiry,
    units::{Kind, BPS},
};

use super::{
    hedger::{net_delta, Hedger},
    open::{strike, MARKET},
    BASE,
};
use crate::error::Result;
use crate::model::ModelParams;
use crate::settings::Settings;

/// Strikes in bps of spot: puts below it, calls from it on.
const LADDER_BPS: [u32; 9] = [
    6_000, 6_800, 7_600, 8_400, 9_200, 10_000, 10_800, 11_600, 12_400,
];
/// Contracts by which the ladder is first measured, atoms.
const TRIAL: u64 = 1_000 * BASE;

/// The vaults, sized so that they hedge `hedge_ratio_milli` of depth per 1% together.
pub fn ladder(market: &Market, settings: &Settings, now: i64) -> Result<Vec<Hedger>> {
    let model = &settings.model;
    let expiry_ts = next_expiry(now, model.tenor_days)?;
    let view = market.book_view(now)?;
    let mut trial = 0u64;
    for bps in LADDER_BPS {
        let exposure = book::exposure(&view, strike(market, bps), expiry_ts, TRIAL)?;
        trial += exposure.gamma_per_pct.unsigned_abs();
    }
    let contracts = wanted_contracts(model, trial);
    LADDER_BPS
        .into_iter()
        .map(|bps| hedger(market, settings, (bps, expiry_ts, contracts), now))
        .collect()
}

/// Contracts of each vault, atoms, where [`TRIAL`] of each have a gamma of `trial` quote atoms per 1%.
fn wanted_contracts(model: &ModelParams, trial: u64) -> u64 {
    let gamma = u128::from(model.depth_quote_per_pct) * u128::from(model.hedge_ratio_milli);
    let contracts = gamma * u128::from(TRIAL) / 1_000 / u128::from(trial.max(1));
    u64::try_from(contracts).unwrap_or(u64::MAX)
}

/// A vault half of whose collateral covers options, with the other asset to hedge with.
fn hedger(
    market: &Market,
    settings: &Settings,
    (bps, expiry_ts, contracts): (u32, i64, u64),
    now: i64,
) -> Result<Hedger> {
    let kind = match bps < BPS {
        true => Kind::Put,
        false => Kind::Call,
    };
    let (scale, price) = (market.scale(), market.risk.price);
    let strike = strike(market, bps);
    let coverage = scale.coverage_up(kind, contracts, strike)?;
    let half = scale.quote_for_base_up(contracts, price)? / 2;
    let assets = match kind {
        Kind::Call => Amounts {
            base: 2 * contracts,
            quote: half,
        },
        Kind::Put => Amounts {
            base: contracts,
            quote: 2 * coverage,
        },
    };
    let mut vault = vault(kind, assets);
    vault.sale = Sale {
        strike,
        expiry_ts,
        contracts,
        sold: contracts,
        coverage,
        ..Sale::default()
    };
    vault.params.hedge = settings.hedge;
    let kept = net_delta(&vault, market, now)?;
    Ok(Hedger {
        vault,
        series: series(kind, strike, expiry_ts, contracts),
        kept,
    })
}

fn vault(kind: Kind, assets: Amounts) -> Vault {
    Vault {
        version: ballast::state::Version::CURRENT,
        bump: 0,
        id: 0,
        kind: kind as u8,
        stage: Stage::Live,
        market: MARKET,
        share_mint: Pubkey::default(),
        base_account: Pubkey::default(),
        quote_account: Pubkey::default(),
        share_escrow: Pubkey::default(),
        fee_recipient: Pubkey::default(),
        retry_ts: 0,
        params: VaultParams::default(),
        book: VaultBook {
            assets,
            ..VaultBook::default()
        },
        sale: Sale::default(),
        outcome: Outcome::default(),
        hedge: HedgeOrder::default(),
        buyback: BuybackOrder::default(),
    }
}

/// A series with so many open shorts.
fn series(kind: Kind, strike: u64, expiry_ts: i64, open_shorts: u64) -> Series {
    Series {
        open_shorts,
        ..Series::new(MARKET, kind, strike, expiry_ts)
    }
}
