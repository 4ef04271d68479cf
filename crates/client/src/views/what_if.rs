//! An account's margin as it would be at another price, in another volatility or with other positions.

use ballast::{
    constants::MAX_POSITIONS,
    state::{MarginAccount, Market},
};
use option_math::{Vol, I64F64};
use option_risk::{
    margin::{Leg, MarketView},
    units::BPS,
    RiskError,
};

use super::health::{Health, Subject};

/// What would be otherwise. The default changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Change of the spot, bps of it.
    pub spot_bps: i32,
    /// Change of each volatility (mark, maintenance, initial), bps of it.
    pub vol_bps: i32,
    /// Collateral put in or, below zero, taken out, atoms.
    pub collateral: i64,
    /// Positions opened, grown, shrunk or closed.
    pub positions: Vec<PositionChange>,
}

/// A change of the position in the series of this strike and expiry; opened where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PositionChange {
    /// Feed units.
    pub strike: u64,
    /// Unix seconds.
    pub expiry_ts: i64,
    /// Contracts written or, below zero, closed, atoms.
    pub short: i64,
    /// Options deposited or, below zero, withdrawn, atoms.
    pub long: i64,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhatIfError {
    /// The spot would be gone.
    #[error("the price would be zero or less")]
    NoPrice,
    /// A volatility would be gone.
    #[error("the volatility would be zero or less")]
    NoVolatility,
    /// More collateral out than in.
    #[error("more collateral would be taken out than the account holds")]
    TooMuchCollateral,
    /// More contracts closed or withdrawn than there are.
    #[error("more contracts would be taken than the account has in one of its series")]
    TooManyContracts,
    /// More series than an account has room for.
    #[error("the account has no room for another position")]
    TooManyPositions,
    /// The risk library's reason.
    #[error(transparent)]
    Risk(#[from] RiskError),
}

/// The margin of `account` as [`super::health()`] would compute it at `now`, were everything as `what_if` says. The breaker's
/// stage, and with it the level of initial margin, stays as it is.
pub fn what_if(
    market: &Market,
    account: &MarginAccount,
    what_if: &WhatIf,
    now: i64,
) -> Result<Health, WhatIfError> {
    let mut subject = Subject::of(market, account, now)?;
    shock(&mut subject.view, what_if)?;
    subject.collateral =
        changed(subject.collateral, what_if.collateral).ok_or(WhatIfError::TooMuchCollateral)?;
    for change in &what_if.positions {
        apply(&mut subject.legs, change)?;
    }
    subject.legs.retain(|leg| leg.short > 0 || leg.long > 0);
    if subject.legs.len() > MAX_POSITIONS {
        return Err(WhatIfError::TooManyPositions);
    }
    Ok(subject.health(market)?)
}

fn shock(view: &mut MarketView, what_if: &WhatIf) -> Result<(), WhatIfError> {
    let factor = factor_bps(what_if.spot_bps).ok_or(WhatIfError::NoPrice)?;
    // Below 2^96.
    let spot = u128::from(view.spot) * u128::from(factor) / u128::from(BPS);
    view.spot = u64::try_from(spot).map_err(|_| RiskError::Overflow)?;
    if view.spot == 0 {
        return Err(WhatIfError::NoPrice);
    }
    let factor = factor_bps(what_if.vol_bps).ok_or(WhatIfError::NoVolatility)?;
    for vol in [
        &mut view.mark_vol,
        &mut view.maintenance_vol,
        &mut view.initial_vol,
    ] {
        let bits = (vol.0.to_bits())
            .checked_mul(factor.into())
            .ok_or(RiskError::Overflow)?;
        *vol = Vol(I64F64::from_bits(bits / i128::from(BPS)));
        if vol.0 <= I64F64::ZERO {
            return Err(WhatIfError::NoVolatility);
        }
    }
    Ok(())
}

/// One plus a change; none unless something is left.
fn factor_bps(change_bps: i32) -> Option<u32> {
    let factor = i64::from(BPS) + i64::from(change_bps);
    u32::try_from(factor).ok().filter(|factor| *factor > 0)
}

fn apply(legs: &mut Vec<Leg>, change: &PositionChange) -> Result<(), WhatIfError> {
    let same = |leg: &Leg| leg.strike == change.strike && leg.expiry_ts == change.expiry_ts;
    let at = match legs.iter().position(same) {
        Some(at) => at,
        None => {
            legs.push(Leg::short(change.strike, change.expiry_ts, 0));
            legs.len() - 1
        }
    };
    let leg = &mut legs[at];
    leg.short = changed(leg.short, change.short).ok_or(WhatIfError::TooManyContracts)?;
    leg.long = changed(leg.long, change.long).ok_or(WhatIfError::TooManyContracts)?;
    Ok(())
}

/// An amount changed; none where more is taken than there is. What would not fit is beyond any account's means and
/// stands at the largest amount.
fn changed(amount: u64, change: i64) -> Option<u64> {
    match change {
        0.. => Some(amount.saturating_add(change.unsigned_abs())),
        _ => amount.checked_sub(change.unsigned_abs()),
    }
}
