//! Margin checks: one call of the risk library over an account.

use anchor_lang::prelude::*;
use option_risk::{
    liquidation::Auction,
    margin::{self, Level, MarketView, Requirement},
};

use crate::{
    errors::{risk, BallastError},
    state::{MarginAccount, Market},
};

/// What an account must hold at `level`; its expired shorts must have been settled first.
pub fn requirement(
    market: &Market,
    account: &MarginAccount,
    level: Level,
    now: i64,
) -> Result<Requirement> {
    requirement_in(market, &market.view(now)?, account, level)
}

fn requirement_in(
    market: &Market,
    view: &MarketView,
    account: &MarginAccount,
    level: Level,
) -> Result<Requirement> {
    let (legs, _) = account.legs(None);
    let params = &market.params.margin;
    margin::requirement(account.kind()?, &legs, view, params, level).map_err(risk)
}

/// Holds an account to the initial margin of the market's stage, or fails with
/// `refusal`. An account that passes is in no liquidation auction.
pub fn require_initial_margin(
    market: &Market,
    account: &mut MarginAccount,
    now: i64,
    refusal: BallastError,
) -> Result<Requirement> {
    require_initial_margin_in(market, &market.view(now)?, account, refusal)
}

/// As [`require_initial_margin`], by a view of the market worked out already.
pub fn require_initial_margin_in(
    market: &Market,
    view: &MarketView,
    account: &mut MarginAccount,
    refusal: BallastError,
) -> Result<Requirement> {
    let requirement = requirement_in(market, view, account, market.initial_level(view.now))?;
    if account.collateral < requirement.required {
        return Err(refusal.into());
    }
    account.set_auction(Auction::default());
    Ok(requirement)
}
