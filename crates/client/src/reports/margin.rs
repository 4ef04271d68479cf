//! A margin account at one moment.

use ballast::{
    errors::BallastError,
    state::{MarginAccount, Market},
};
use option_risk::{
    margin::{Requirement, Scenario},
    RiskError,
};
use serde::Serialize;

use crate::{
    errors::refusal,
    views::{self, auction_bonus_bps, position_alone, Health},
};

/// A margin account. Amounts are atoms: of the collateral, of contracts.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct MarginReport {
    pub owner: String,
    #[cfg_attr(feature = "web", tsify(type = "\"call\" | \"put\""))]
    pub kind: &'static str,
    pub collateral: u64,
    /// None while a short has expired: what it owes is for its settlement to say.
    pub margin: Option<MarginState>,
    pub auction: Auction,
    pub positions: Vec<MarginPosition>,
}

/// Requirements against collateral.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct MarginState {
    pub collateral: u64,
    pub maintenance: Required,
    pub initial: Required,
    /// Collateral over maintenance, bps; none where nothing is required.
    pub health_bps: Option<u64>,
    /// Whether new risk and withdrawals could be allowed.
    pub meets_initial: bool,
    pub is_liquidatable: bool,
    pub is_insolvent: bool,
}

/// A requirement and the scenario it is drawn from.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Required {
    pub atoms: u64,
    pub worst: Option<String>,
}

/// The liquidation auction.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Auction {
    /// When the account was flagged; none if it is not, or the flag has lapsed.
    pub flagged_ts: Option<i64>,
    /// What a liquidation would be paid now over the mark, bps of the requirement freed.
    pub bonus_bps: u32,
}

/// A position.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct MarginPosition {
    /// Of the series.
    pub address: String,
    pub strike: u64,
    pub expiry_ts: i64,
    pub short: u64,
    pub long: u64,
    /// What the shorts beyond the longs are worth at the mark; none once expired.
    pub short_mark: Option<u64>,
    /// What the longs beyond the shorts are worth at the mark.
    pub long_mark: Option<u64>,
}

/// An account as one of many.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct MarginSummary {
    pub owner: String,
    #[cfg_attr(feature = "web", tsify(type = "\"call\" | \"put\""))]
    pub kind: &'static str,
    pub collateral: u64,
    /// Maintenance margin; none while a short has expired.
    pub maintenance: Option<u64>,
    /// Collateral over maintenance, bps; none where nothing is required or that is not known.
    pub health_bps: Option<u64>,
    pub is_liquidatable: bool,
    pub is_insolvent: bool,
    /// When the account was flagged, if its auction runs.
    pub flagged_ts: Option<i64>,
    /// What a liquidation would be paid now over the mark, bps of the requirement freed.
    pub bonus_bps: u32,
    /// Series that it is short of.
    pub shorts: u32,
    /// Contracts written in all of them.
    pub short_contracts: u64,
}

/// Looks at an account as it is at the market's last print.
pub fn margin(
    market: &Market,
    account: &MarginAccount,
    now: i64,
) -> Result<MarginReport, BallastError> {
    let kind = account.kind().map_err(refusal)?;
    Ok(MarginReport {
        owner: account.owner.to_string(),
        kind: kind.name(),
        collateral: account.collateral,
        margin: health(market, account, now)?.as_ref().map(margin_state),
        auction: auction(market, account, now),
        positions: positions(market, account, now)?,
    })
}

/// An account in a line.
pub fn summary(
    market: &Market,
    account: &MarginAccount,
    now: i64,
) -> Result<MarginSummary, BallastError> {
    let kind = account.kind().map_err(refusal)?;
    let health = health(market, account, now)?;
    let health = health.as_ref();
    let auction = auction(market, account, now);
    let shorts = account.positions.iter().filter(|p| p.short > 0);
    Ok(MarginSummary {
        owner: account.owner.to_string(),
        kind: kind.name(),
        collateral: account.collateral,
        maintenance: health.map(|health| health.maintenance.required),
        health_bps: health.and_then(health_bps),
        is_liquidatable: health.is_some_and(Health::is_liquidatable),
        is_insolvent: health.is_some_and(Health::is_insolvent),
        flagged_ts: auction.flagged_ts,
        bonus_bps: auction.bonus_bps,
        shorts: shorts.count() as u32,
        short_contracts: account.shorts(),
    })
}

/// A health as data.
pub fn margin_state(health: &Health) -> MarginState {
    let required = |requirement: &Requirement, worst: Option<Scenario>| Required {
        atoms: requirement.required,
        worst: worst.map(|scenario| scenario.to_string()),
    };
    MarginState {
        collateral: health.collateral,
        maintenance: required(&health.maintenance, health.worst_for_maintenance()),
        initial: required(&health.initial, health.worst_for_initial()),
        health_bps: health_bps(health),
        meets_initial: health.meets_initial(),
        is_liquidatable: health.is_liquidatable(),
        is_insolvent: health.is_insolvent(),
    }
}

fn health_bps(health: &Health) -> Option<u64> {
    (health.maintenance.required > 0).then(|| health.bps())
}

/// None while a short has expired.
fn health(
    market: &Market,
    account: &MarginAccount,
    now: i64,
) -> Result<Option<Health>, BallastError> {
    match views::health(market, account, now) {
        Ok(health) => Ok(Some(health)),
        Err(RiskError::ExpiredLeg) => Ok(None),
        Err(why) => Err(why.into()),
    }
}

fn auction(market: &Market, account: &MarginAccount, now: i64) -> Auction {
    let auction = account.auction();
    let runs = auction.is_running(&market.params.liquidation, now);
    Auction {
        flagged_ts: runs.then_some(auction.flagged_ts),
        bonus_bps: auction_bonus_bps(market, account, now),
    }
}

fn positions(
    market: &Market,
    account: &MarginAccount,
    now: i64,
) -> Result<Vec<MarginPosition>, BallastError> {
    let held = account.positions.iter().filter(|p| !p.is_free());
    held.map(|position| {
        let alone = match position_alone(market, account, position, now) {
            Ok(alone) => Some(alone),
            Err(RiskError::ExpiredLeg) => None,
            Err(why) => return Err(why.into()),
        };
        Ok(MarginPosition {
            address: position.series.to_string(),
            strike: position.strike,
            expiry_ts: position.expiry_ts,
            short: position.short,
            long: position.long,
            short_mark: alone.map(|alone| alone.mark),
            long_mark: alone.map(|alone| alone.long_mark),
        })
    })
    .collect()
}
