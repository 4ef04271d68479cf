//! What a liquidation did.

use anyhow::Result;
use ballast_client::{
    ballast::{events::AccountLiquidated, state::MarginAccount},
    events,
};
use serde::Serialize;

use super::{plan::Plan, refusal::judge};
use crate::rpc::{Desk, Sent};

/// A liquidation that was carried out.
#[derive(Serialize)]
pub struct Done {
    pub contracts: u64,
    pub payment: u64,
    pub health_after_bps: u64,
    pub signature: String,
}

/// By the program's event or, where the node keeps none, by what is gone from the account.
pub fn read(mut desk: Desk, before: &MarginAccount, plan: &Plan, sent: &Sent) -> Result<Done> {
    let signature = sent.signature.clone();
    if let Some(event) = events::of::<AccountLiquidated>(&sent.logs).first() {
        return Ok(Done {
            contracts: event.contracts,
            payment: event.payment,
            health_after_bps: event.health_after_bps,
            signature,
        });
    }
    desk.refresh()?;
    let (kind, series) = (before.kind()?, &plan.keys().series);
    let after = desk.margin(&before.owner, kind)?;
    let gone = before
        .short_of(series)
        .saturating_sub(after.short_of(series));
    Ok(Done {
        contracts: gone,
        payment: before.collateral.saturating_sub(after.collateral),
        health_after_bps: judge(&desk, &after)?.bps(),
        signature,
    })
}
