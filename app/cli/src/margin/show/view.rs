//! What an account's state says, by the program's own functions.

use anyhow::{anyhow, Result};
use ballast_client::{
    ballast::state::MarginAccount,
    reports::{self, Auction, MarginPosition, MarginState},
    views,
};
use option_risk::units::Kind;
use serde::Serialize;

use super::what_if::Read;
use crate::rpc::{series_name, words, Desk};

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
    pub margin: Option<MarginState>,
    pub auction: Auction,
    pub positions: Vec<Position>,
    pub what_if: Option<Alternative>,
    #[serde(skip)]
    pub side: Kind,
}

/// A position, and what its series is called.
#[derive(Serialize)]
pub struct Position {
    pub series: String,
    #[serde(flatten)]
    pub position: MarginPosition,
}

/// The margin as it would be.
#[derive(Serialize)]
pub struct Alternative {
    #[serde(rename = "if")]
    pub words: String,
    pub margin: MarginState,
}

/// Looks at an account as it is at the market's last print.
pub fn view(desk: &Desk, account: &MarginAccount, what_if: Option<&Read>) -> Result<View> {
    let (market, now) = (&*desk.market, desk.now);
    let kind = account.kind()?;
    let report = reports::margin(market, account, now);
    let report = report.map_err(|why| anyhow!("the margin cannot be computed: {}", words(why)))?;
    let what_if = what_if.map(|read| {
        let health = views::what_if(market, account, &read.what_if, now);
        let health = health.map_err(|error| anyhow!("if {}: {error}", read.words))?;
        anyhow::Ok(Alternative {
            words: read.words.clone(),
            margin: reports::margin_state(&health),
        })
    });
    let breaker = &market.params.breaker;
    Ok(View {
        account: desk.keys.margin_account(&account.owner, kind).to_string(),
        owner: report.owner,
        kind: report.kind,
        now_ts: now,
        price: market.risk.price,
        price_age_seconds: now.saturating_sub(market.risk.publish_ts),
        stage: market.risk.breaker.stage_at(breaker, now).name(),
        collateral: report.collateral,
        margin: report.margin,
        auction: report.auction,
        positions: positions(desk, kind, report.positions),
        what_if: what_if.transpose()?,
        side: kind,
    })
}

/// With names.
fn positions(desk: &Desk, kind: Kind, positions: Vec<MarginPosition>) -> Vec<Position> {
    let named = |position: MarginPosition| {
        let exponent = desk.market.price_exponent;
        Position {
            series: series_name(kind, position.strike, position.expiry_ts, exponent),
            position,
        }
    };
    positions.into_iter().map(named).collect()
}
