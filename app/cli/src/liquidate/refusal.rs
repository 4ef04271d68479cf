//! Why an account cannot be liquidated, before anything is sent.

use anyhow::{bail, Result};
use ballast_client::{
    ballast::{errors::BallastError, state::MarginAccount},
    views::{health, Health},
};
use option_risk::breaker::{Action, Permission};

use crate::{
    amount,
    format::duration,
    rpc::{words, Desk},
};

/// The health of an account, or why it has none.
pub fn judge(desk: &Desk, account: &MarginAccount) -> Result<Health> {
    match health(&desk.market, account, desk.now) {
        Ok(health) => Ok(health),
        Err(error) => bail!(words(BallastError::from(error))),
    }
}

/// Refuses an account that meets its maintenance requirement.
pub fn require_unhealthy(desk: &Desk, account: &MarginAccount) -> Result<()> {
    let health = judge(desk, account)?;
    if health.is_liquidatable() {
        return Ok(());
    }
    let kind = account.kind()?;
    let percentage = match health.maintenance.required {
        0 => String::new(),
        _ => format!(", health {}", amount::percent(health.bps())),
    };
    bail!(
        "{} (collateral {}, maintenance {}{percentage})",
        words(BallastError::AccountHealthy),
        desk.collateral(health.collateral, kind),
        desk.collateral(health.maintenance.required, kind)
    )
}

/// Refuses while the breaker does, and where the transaction itself would halt it.
pub fn require_open(desk: &Desk) -> Result<()> {
    if desk.trips {
        bail!(words(BallastError::BreakerTripped));
    }
    let (breaker, params) = (&desk.market.risk.breaker, &desk.market.params.breaker);
    let (error, until_ts) = match breaker.permission(params, Action::Liquidate, desk.now) {
        Permission::Allowed { .. } => return Ok(()),
        Permission::Grace { until_ts } => (BallastError::BreakerGrace, until_ts),
        Permission::Halted { until_ts } => (BallastError::BreakerHalted, until_ts),
    };
    let left = duration((until_ts - desk.now).max(0));
    bail!("{} ({left} left)", words(error))
}
