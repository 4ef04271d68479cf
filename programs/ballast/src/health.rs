//! The margin check: one call of the risk library over an account.

use anchor_lang::prelude::*;
use option_risk::margin::{self, Requirement};

use crate::{
    errors::{risk, BallastError},
    state::{MarginAccount, Market},
};

/// Holds an account to the initial margin of the market's stage, or fails with
/// `refusal`; its expired legs must have been settled first.
pub fn require_initial_margin(
    market: &Market,
    account: &MarginAccount,
    now: i64,
    refusal: BallastError,
) -> Result<Requirement> {
    let (legs, _) = account.legs(None);
    let requirement = margin::requirement(
        account.kind()?,
        &legs,
        &market.view(now)?,
        &market.params.margin,
        market.initial_level(now),
    )
    .map_err(risk)?;
    if account.collateral < requirement.required {
        return Err(refusal.into());
    }
    Ok(requirement)
}
