//! Finding the market on a node that may not be there yet.

use std::time::Duration;

use anchor_lang::prelude::Pubkey;
use ballast_client::{
    ballast::state::Market,
    rpc::{Node, RpcError},
    MarketKeys,
};
use tokio::time::sleep;

use super::{trouble::Trouble, RunError};
use crate::{backoff::Growing, config::Config, metrics, report::words};

/// Between two tries: at first, and at most.
const RETRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(15));

/// A market on a node.
pub struct Connected {
    /// The node.
    pub node: Node,
    /// The market's addresses.
    pub keys: MarketKeys,
    /// The market as first read.
    pub market: Box<Market>,
}

/// How long a single pass waits for a node.
pub const PASS: Duration = Duration::from_secs(30);

/// Waits for the node to show the market, `once` no longer than a while; a market that is none is an error at once.
pub async fn connect(config: &Config, address: &Pubkey, once: bool) -> Result<Connected, RunError> {
    let timeout = Duration::from_secs(config.rpc.timeout_secs);
    let node = Node::with_timeout(&config.rpc.url, timeout);
    let mut trouble = Trouble::new("waiting for the node to show the market");
    let mut wait = Growing::new(RETRY.0, RETRY.1);
    metrics::up(false);
    loop {
        match find(&node, address).await {
            Ok((keys, market)) => {
                trouble.over();
                return Ok(Connected { node, keys, market });
            }
            Err(error @ (RpcError::NotOurs { .. } | RpcError::WrongType { .. })) => {
                return Err(RunError::WrongMarket(error));
            }
            Err(error) => {
                metrics::rpc_error();
                trouble.is(&words(&error));
                if once && trouble.lasts().is_some_and(|lasts| lasts >= PASS) {
                    return Err(RunError::NoNode(PASS, words(&error)));
                }
            }
        }
        sleep(wait.next()).await;
    }
}

async fn find(node: &Node, address: &Pubkey) -> Result<(MarketKeys, Box<Market>), RpcError> {
    let (market, _) = node.market(address).await?;
    let keys = node.market_keys(address, &market).await?;
    Ok((keys, market))
}
