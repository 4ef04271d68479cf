//! What a vault's accounts say, and what a wallet has in it.

use anchor_lang::prelude::Pubkey;
use anyhow::Result;
use ballast_client::{
    ballast::state::Vault,
    reports::{self, RoundRecord, VaultReport},
    VaultKeys,
};
use option_risk::units::Kind;
use serde::Serialize;

use super::wallet::{self, Holding};
use crate::rpc::{refused, Desk};

/// A vault at one moment.
#[derive(Serialize)]
pub struct View {
    #[serde(flatten)]
    pub report: VaultReport,
    /// What the series of its round is called.
    pub series: Option<String>,
    pub history: Vec<RoundRecord>,
    pub wallet: Option<Holding>,
    #[serde(skip)]
    pub side: Kind,
}

/// Looks at a vault at the market's last print, and at what `owner` has in it.
pub fn view(desk: &Desk, keys: &VaultKeys, vault: &Vault, owner: Option<&Pubkey>) -> Result<View> {
    let (market, now) = (&*desk.market, desk.now);
    let series = desk.round_series(vault)?;
    let supply = desk.node.supply(&keys.share_mint)?;
    let report = reports::vault(&keys.vault, market, vault, series.as_ref(), supply, now);
    let report = report.map_err(refused)?;
    let round = report.round.as_ref();
    let rounds = desk.rounds(&keys.vault)?;
    let record = |round| reports::record(market, keys.kind, round).map_err(refused);
    Ok(View {
        series: round.map(|_| desk.name_of(&desk.series_of(keys, vault))),
        history: rounds.iter().map(record).collect::<Result<_>>()?,
        wallet: owner
            .map(|owner| wallet::holding(desk, keys, vault, owner, report.worth, supply))
            .transpose()?,
        side: keys.kind,
        report,
    })
}
