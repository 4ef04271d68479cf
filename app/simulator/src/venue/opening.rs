//! How accounts are opened, and how much leverage margin allows them.

use ballast::state::Market;
use option_math::I64F64;
use option_risk::{
    calendar::next_expiry,
    margin::{requirement, Leg, Level, MarketView},
    units::Kind,
};

use super::open::strike;
use super::writer::{Writer, UNIT};
use super::writers::Writers;
use crate::error::Result;
use crate::model::ModelParams;

/// On what terms accounts are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// Whoever wants more leverage than initial margin allows gets what it allows.
    Margin,
    /// As wanted: positions of calmer days.
    Wanted,
}

/// Opens an account for each leverage wanted, all of one size.
pub fn open(
    market: &Market,
    model: &ModelParams,
    (wanted, terms): (&[I64F64], Terms),
    now: i64,
) -> Result<Writers> {
    let view = market.view(now)?;
    let strike = strike(market, model.writer_strike_bps);
    let expiry_ts = next_expiry(now, model.tenor_days)?;
    let size = model.notional_quote / (wanted.len() as u64).max(1);
    let contracts = view.scale.base_for_quote_down(size, view.spot)?;
    let mut all = Vec::with_capacity(wanted.len());
    for ltv in wanted {
        let leg = Leg::short(strike, expiry_ts, contracts);
        let asked = match terms {
            Terms::Margin => initial(market, &view, &leg)?,
            Terms::Wanted => 0,
        };
        all.push(Writer::open(&view, &leg, *ltv, asked)?);
    }
    let unit = Leg::short(strike, expiry_ts, UNIT);
    Ok(Writers::of(all, unit))
}

/// What opening a leg asks for now.
pub fn initial(market: &Market, view: &MarketView, leg: &Leg) -> Result<u64> {
    let (level, params) = (market.initial_level(view.now), &market.params.margin);
    Ok(requirement(Kind::Put, &[*leg], view, params, level)?.required)
}

/// The leverage that initial margin allows in calm: as the market opened, whatever its stage.
pub fn calm_leverage(market: &Market, model: &ModelParams, now: i64) -> Result<I64F64> {
    let (view, params) = (market.view(now)?, &market.params.margin);
    let strike = strike(market, model.writer_strike_bps);
    let leg = Leg::short(strike, next_expiry(now, model.tenor_days)?, UNIT);
    let asked = requirement(Kind::Put, &[leg], &view, params, Level::Initial)?;
    let value = view.scale.quote_for_base_down(UNIT, view.spot)?;
    let debt = asked.coverage - asked.required;
    Ok(I64F64::from_num(debt) / I64F64::from_num(value.max(1)))
}
