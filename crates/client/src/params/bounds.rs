//! The program's hard bounds, and which parameter is outside them.

use ballast::state::{MarketParams, VaultParams};
use option_risk::RiskError;

use super::ParametersError;

pub fn market(params: &MarketParams) -> Result<(), ParametersError> {
    let field = match params.validate() {
        Ok(()) => return Ok(()),
        Err(_) => outside(&[
            params.oracle.validate(),
            params.vol.validate(),
            params.breaker.validate(),
            params.margin.validate(),
            params.liquidation.validate(),
            params.book.validate(),
            params.open_interest.validate(),
            params.implied.validate(),
        ]),
    };
    Err(ParametersError::OutOfBounds {
        section: "[market]".to_owned(),
        field: field.unwrap_or("strike_tick, implied_vol_bps, initial_vol_bps or the hedge window"),
    })
}

pub fn vault(params: &VaultParams, section: &str) -> Result<(), ParametersError> {
    let field = match params.validate() {
        Ok(()) => return Ok(()),
        Err(_) => outside(&[
            params.sale.validate(),
            params.hedge.validate(),
            params.buyback.validate(),
            params.fees.validate(),
            params.schedule.validate(),
        ]),
    };
    Err(ParametersError::OutOfBounds {
        section: section.to_owned(),
        field: field.unwrap_or("deposit_cap, min_deposit, insurance_share_bps or withdraw_only"),
    })
}

/// The name in the first refusal, if a nested set has one.
fn outside(checks: &[Result<(), RiskError>]) -> Option<&'static str> {
    checks.iter().find_map(|check| match check {
        Err(RiskError::InvalidParameter(name)) => Some(*name),
        _ => None,
    })
}
