//! What trade steers a vault back to its target delta.

use option_math::I64F64;

use super::{HedgeParams, Side};
use crate::error::{Result, RiskError};
use crate::numeric::{mul_bps_down, mul_bps_up, scale_down, to_u64, BPS};
use crate::units::Scale;

/// What a vault holds and may trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HedgeInputs {
    /// All base atoms, locked ones included.
    pub base_total: u64,
    /// All quote atoms.
    pub quote_total: u64,
    /// Base atoms that cover nothing.
    pub free_base: u64,
    /// Quote atoms that cover nothing.
    pub free_quote: u64,
    /// Options sold and still open, contract atoms.
    pub contracts: u64,
    /// Delta of one of them held: 0..=1 of a call, -1..=0 of a put.
    pub delta: I64F64,
    /// Oracle price, feed units.
    pub price: u64,
    /// Base atoms left in the flow budget.
    pub budget: u64,
    /// Decimals of the market.
    pub scale: Scale,
}

/// A hedge to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Which way.
    pub side: Side,
    /// How much.
    pub base_atoms: u64,
}

/// The order that steers the vault back to its target delta, or `None` inside the band or with nothing to trade.
///
/// Net delta is `base_total - contracts x delta`, assets are all holdings in base at the oracle price, the target
/// is a share of assets. The order is the whole deviation, clipped to free base, to what free quote buys at the dearest
/// price of the auction, and to the budget; every clip rounds down.
pub fn order(inputs: &HedgeInputs, params: &HedgeParams) -> Result<Option<Order>> {
    let (assets, deviation) = deviation(inputs, params)?;
    if deviation.unsigned_abs() <= u128::from(mul_bps_up(assets, params.band_bps)?) {
        return Ok(None);
    }
    let side = match deviation > 0 {
        true => Side::SellBase,
        false => Side::BuyBase,
    };
    let base_atoms = tradable(inputs, params, side, deviation)?.min(inputs.budget);
    Ok((base_atoms >= params.min_order_base.max(1)).then_some(Order { side, base_atoms }))
}

/// Base atoms by which trading `side` still brings the delta nearer to its target, the band aside, clipped as [`order`]
/// is; 0 once it does not. An order that was sized at another price is filled no further than that.
pub fn still_wanted(inputs: &HedgeInputs, params: &HedgeParams, side: Side) -> Result<u64> {
    let (_, deviation) = deviation(inputs, params)?;
    match (side, deviation > 0) {
        (Side::SellBase, true) | (Side::BuyBase, false) => {
            tradable(inputs, params, side, deviation)
        }
        _ => Ok(0),
    }
}

/// Assets in base atoms, and how far the net delta lies above its target.
fn deviation(inputs: &HedgeInputs, params: &HedgeParams) -> Result<(u64, i128)> {
    if inputs.delta.abs() > I64F64::ONE {
        return Err(RiskError::DeltaOutOfRange);
    }
    let quote_in_base = inputs
        .scale
        .base_for_quote_down(inputs.quote_total, inputs.price)?;
    let assets = inputs
        .base_total
        .checked_add(quote_in_base)
        .ok_or(RiskError::Overflow)?;
    let hedged = i128::from(scale_down(inputs.contracts, inputs.delta.abs())?);
    let target = mul_bps_down(assets, params.target_delta_bps)?;
    // A short call takes delta away, a short put adds it.
    let net = match inputs.delta >= I64F64::ZERO {
        true => i128::from(inputs.base_total) - hedged,
        false => i128::from(inputs.base_total) + hedged,
    };
    Ok((assets, net - i128::from(target)))
}

/// The whole deviation, clipped to what is free.
fn tradable(
    inputs: &HedgeInputs,
    params: &HedgeParams,
    side: Side,
    deviation: i128,
) -> Result<u64> {
    let free = match side {
        Side::SellBase => inputs.free_base,
        Side::BuyBase => affordable(inputs, params)?,
    };
    Ok(to_u64(deviation.unsigned_abs())?.min(free))
}

/// Base atoms that free quote buys at the end of the auction.
fn affordable(inputs: &HedgeInputs, params: &HedgeParams) -> Result<u64> {
    let dearest = mul_bps_up(inputs.price, BPS.saturating_add(params.outside_bps))?;
    inputs.scale.base_for_quote_down(inputs.free_quote, dearest)
}

/// Base atoms that two vaults of a market trade with each other at the oracle's price: the smaller of a sale and a
/// purchase, or `None` unless the first sells and the second buys. No market sees it, so that no budget bounds it.
pub fn cross(seller: Option<Order>, buyer: Option<Order>) -> Option<u64> {
    match (seller?, buyer?) {
        (sale, purchase) if sale.side == Side::SellBase && purchase.side == Side::BuyBase => {
            Some(sale.base_atoms.min(purchase.base_atoms))
        }
        _ => None,
    }
}
