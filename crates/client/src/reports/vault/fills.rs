//! What filling a vault's orders would trade now.

use ballast::{
    errors::BallastError,
    state::{Market, Vault},
};
use option_risk::{
    breaker::Action,
    buyback::premium_down,
    hedge::{self, Side},
    oracle::Use,
};
use serde::Serialize;

use super::orders::side_name;
use crate::errors::refusal;

/// A fill of a vault's hedge order. Amounts are atoms.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct HedgeFill {
    /// What the vault does.
    #[cfg_attr(feature = "web", tsify(type = "\"sell\" | \"buy\""))]
    pub side: &'static str,
    /// What would be traded: no more than asked for and than is still wanted.
    pub base: u64,
    /// What could be at most.
    pub fillable: u64,
    /// Feed units.
    pub price: u64,
    /// What is paid for it: by the filler, rounded up, where the vault sells, else to the filler, rounded down.
    pub quote: u64,
    pub until_ts: i64,
}

/// A fill of a vault's buy-back. Amounts are atoms: of contracts, of collateral.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct BuybackFill {
    /// What would be sold: no more than asked for and than gamma still asks for.
    pub contracts: u64,
    /// What could be at most.
    pub fillable: u64,
    /// Paid for it, rounded down.
    pub premium: u64,
    /// Volatility bid at the strike, a year.
    pub vol: f64,
    /// What the vault may still spend in this round.
    pub budget: u64,
    pub until_ts: i64,
}

/// What `fill_hedge` of at most `max_base` would trade at the market's last print, or the program's refusal.
pub fn hedge_fill(
    market: &Market,
    vault: &Vault,
    max_base: u64,
    now: i64,
) -> Result<HedgeFill, BallastError> {
    if max_base == 0 {
        return Err(BallastError::ZeroAmount);
    }
    let side = vault.hedge.side().map_err(refusal)?;
    let action = hedge::action(side, market.risk.breaker.direction());
    let limit = market.permit(action, now).map_err(refusal)?;
    market.require_fit(Use::Fill, now).map_err(refusal)?;
    vault
        .require_hedge_fillable(market, side, limit, now)
        .map_err(refusal)?;
    let fillable = vault.hedge_fillable(market, side, now).map_err(refusal)?;
    if fillable == 0 {
        return Err(BallastError::HedgeNotDue);
    }
    let base = max_base.min(fillable);
    let price = vault.hedge_price(market, now).map_err(refusal)?;
    let price = price.ok_or(BallastError::NoHedgeOrder)?;
    let scale = market.scale();
    Ok(HedgeFill {
        side: side_name(side),
        base,
        fillable,
        price,
        quote: match side {
            Side::SellBase => scale.quote_for_base_up(base, price),
            Side::BuyBase => scale.quote_for_base_down(base, price),
        }?,
        until_ts: vault.params.hedge.ends_ts(vault.hedge.opened_ts),
    })
}

/// What `fill_buyback` of at most `max_contracts` would trade at the market's last print, or the program's refusal.
pub fn buyback_fill(
    market: &Market,
    vault: &Vault,
    max_contracts: u64,
    now: i64,
) -> Result<BuybackFill, BallastError> {
    if max_contracts == 0 {
        return Err(BallastError::ZeroAmount);
    }
    let action = Action::BuyBack;
    market.permit(action, now).map_err(refusal)?;
    market.require_fit(Use::of(action), now).map_err(refusal)?;
    vault
        .require_buyback_fillable(market, now)
        .map_err(refusal)?;
    let terms = vault.bid(market, now).map_err(refusal)?;
    let terms = terms.ok_or(BallastError::NoBuybackOrder)?;
    let fillable = vault.buyback_fillable(market, now).map_err(refusal)?;
    if fillable == 0 {
        return Err(BallastError::BuybackNotDue);
    }
    let contracts = max_contracts.min(fillable);
    let premium = premium_down(&terms, contracts, &market.scale())?;
    let budget = vault.buyback_budget().map_err(refusal)?;
    if premium > budget {
        return Err(BallastError::BuybackBudget);
    }
    Ok(BuybackFill {
        contracts,
        fillable,
        premium,
        vol: terms.vol.0.to_num(),
        budget,
        until_ts: vault.params.buyback.ends_ts(vault.buyback.opened_ts),
    })
}
