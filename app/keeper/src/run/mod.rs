//! The loop: look, find what is due, have it done, until somebody says stop.

mod acting;
mod connect;
mod keeper;
mod reading;
mod resync;
mod telling;
mod trouble;

use std::{future::Future, sync::Arc, time::Duration};

use ballast_client::rpc::RpcError;
use solana_keypair::Keypair;

use crate::{config::Config, report::Summary, terms::TermsError};
use keeper::Keeper;

/// What a run is to be.
pub struct Setup {
    /// What the keeper is told.
    pub config: Config,
    /// Who signs and pays; needed unless the run is dry.
    pub wallet: Option<Arc<Keypair>>,
    /// Whether it ends once nothing more is due.
    pub once: bool,
    /// Whether transactions are tried only.
    pub dry_run: bool,
}

/// Why there is no run, or no more of it.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Nobody said which market.
    #[error("market: which one? Name its address")]
    NoMarket,
    /// Nobody signs.
    #[error("keypair: who signs and pays? Name a file, or try with --dry-run")]
    NoKeypair,
    /// The only pass found nobody to ask.
    #[error("no market within {0:?}: {1}")]
    NoNode(Duration, String),
    /// The market is none.
    #[error("market: {0}")]
    WrongMarket(RpcError),
    /// The configuration does not fit the market.
    #[error(transparent)]
    Terms(#[from] TermsError),
}

/// Keeps a market until `shutdown` comes, or once. Whatever a node does meanwhile is waited out.
pub async fn run(
    setup: Setup,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<Summary, RunError> {
    tokio::pin!(shutdown);
    let market = setup.config.market.ok_or(RunError::NoMarket)?;
    if setup.wallet.is_none() && !setup.dry_run {
        return Err(RunError::NoKeypair);
    }
    let connected = tokio::select! {
        connected = connect::connect(&setup.config, &market, setup.once) => connected?,
        () = &mut shutdown => return Ok(Summary::default()),
    };
    Keeper::new(setup, connected)?.keep(shutdown).await
}
