//! What an account's state says, by the program's own functions.

use anyhow::{anyhow, Result};
use ballast_client::{
    ballast::state::MarginAccount,
    views::{self, auction_bonus_bps, position_alone, Health},
};
use option_risk::{
    margin::{Requirement, Scenario},
    units::Kind,
    RiskError,
};
use serde::Serialize;

use super::what_if::Read;
use crate::{
    amount,
    rpc::{series_name, Desk},
};

/// A margin account at one moment. Amounts are atoms: of the collateral, of contracts.
#[derive(Serialize)]
pub struct View {
    pub account: String,
    pub owner: String,
    pub kind: &'static str,
    /// By the cluster's clock.
    pub now_ts: i64,
    /// The market's last print, feed units.
    pub price: u64,
    pub price_age_seconds: i64,
    pub stage: &'static str,
    pub collateral: u64,
    /// None while a short has expired: what it owes is for its settlement to say.
    pub margin: Option<Margin>,
    pub auction: Auction,
    pub positions: Vec<Position>,
    pub what_if: Option<Alternative>,
    #[serde(skip)]
    pub side: Kind,
}

/// Requirements against collateral.
#[derive(Serialize)]
pub struct Margin {
    pub collateral: u64,
    pub maintenance: Required,
    pub initial: Required,
    /// Collateral over maintenance, bps; none where nothing is required.
    pub health_bps: Option<u64>,
    pub is_liquidatable: bool,
    pub is_insolvent: bool,
}

/// A requirement and the scenario it is drawn from.
#[derive(Serialize)]
pub struct Required {
    pub atoms: u64,
    pub worst: Option<String>,
}

/// The liquidation auction.
#[derive(Serialize)]
pub struct Auction {
    /// When the account was flagged; none if it is not, or the flag has lapsed.
    pub flagged_ts: Option<i64>,
    /// What a liquidation would be paid now over the mark, bps of the requirement freed.
    pub bonus_bps: u32,
}

/// A position.
#[derive(Serialize)]
pub struct Position {
    pub series: String,
    pub address: String,
    pub short: u64,
    pub long: u64,
    /// What the shorts beyond the longs are worth at the mark; none once expired.
    pub short_mark: Option<u64>,
    /// What the longs beyond the shorts are worth at the mark.
    pub long_mark: Option<u64>,
}

/// The margin as it would be.
#[derive(Serialize)]
pub struct Alternative {
    #[serde(rename = "if")]
    pub words: String,
    pub margin: Margin,
}

/// Looks at an account as it is at the market's last print.
pub fn view(desk: &Desk, account: &MarginAccount, what_if: Option<&Read>) -> Result<View> {
    let (market, now) = (&*desk.market, desk.now);
    let kind = account.kind()?;
    let margin = match views::health(market, account, now) {
        Ok(health) => Some(margin(&health)),
        Err(RiskError::ExpiredLeg) => None,
        Err(error) => return Err(anyhow!("the account's margin cannot be computed: {error}")),
    };
    let what_if = what_if.map(|read| {
        let health = views::what_if(market, account, &read.what_if, now);
        let health = health.map_err(|error| anyhow!("if {}: {error}", read.words))?;
        anyhow::Ok(Alternative {
            words: read.words.clone(),
            margin: self::margin(&health),
        })
    });
    let breaker = &market.params.breaker;
    Ok(View {
        account: desk.keys.margin_account(&account.owner, kind).to_string(),
        owner: account.owner.to_string(),
        kind: amount::kind(kind),
        now_ts: now,
        price: market.risk.price,
        price_age_seconds: now.saturating_sub(market.risk.publish_ts),
        stage: market.risk.breaker.stage_at(breaker, now).name(),
        collateral: account.collateral,
        margin,
        auction: auction(desk, account),
        positions: positions(desk, account)?,
        what_if: what_if.transpose()?,
        side: kind,
    })
}

fn margin(health: &Health) -> Margin {
    let required = |requirement: &Requirement, worst: Option<Scenario>| Required {
        atoms: requirement.required,
        worst: worst.map(|scenario| scenario.to_string()),
    };
    Margin {
        collateral: health.collateral,
        maintenance: required(&health.maintenance, health.worst_for_maintenance()),
        initial: required(&health.initial, health.worst_for_initial()),
        health_bps: (health.maintenance.required > 0).then(|| health.bps()),
        is_liquidatable: health.is_liquidatable(),
        is_insolvent: health.is_insolvent(),
    }
}

fn auction(desk: &Desk, account: &MarginAccount) -> Auction {
    let (market, auction) = (&*desk.market, account.auction());
    let runs = auction.is_running(&market.params.liquidation, desk.now);
    Auction {
        flagged_ts: runs.then_some(auction.flagged_ts),
        bonus_bps: auction_bonus_bps(market, account, desk.now),
    }
}

fn positions(desk: &Desk, account: &MarginAccount) -> Result<Vec<Position>> {
    let held = account.positions.iter().filter(|p| !p.is_free());
    let kind = account.kind()?;
    held.map(|position| {
        let alone = match position_alone(&desk.market, account, position, desk.now) {
            Ok(alone) => Some(alone),
            Err(RiskError::ExpiredLeg) => None,
            Err(error) => return Err(anyhow!("a position cannot be valued: {error}")),
        };
        let exponent = desk.market.price_exponent;
        Ok(Position {
            series: series_name(kind, position.strike, position.expiry_ts, exponent),
            address: position.series.to_string(),
            short: position.short,
            long: position.long,
            short_mark: alone.map(|alone| alone.mark),
            long_mark: alone.map(|alone| alone.long_mark),
        })
    })
    .collect()
}
