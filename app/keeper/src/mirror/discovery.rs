//! Reading everything: addresses first, then what is there, a hundred accounts at a time.
//!
//! Only decoded accounts are kept: a hundred thousand margin accounts are some 70 MB, whatever the node's answers weigh.

use std::{
    collections::HashSet,
    future::{ready, Future},
};

use anchor_lang::prelude::Pubkey;
use ballast_client::{
    ballast::state::{MarginAccount, Series, Vault},
    rpc::{offsets, Naming, Node, Reading, RpcError, AT_ONCE},
};
use futures_util::{stream, StreamExt};

use super::Mirror;

/// Requests under way at a time.
const REQUESTS: usize = 4;

/// The market's accounts that a node lists, whatever is in them.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// Slot before which the list was made: what has appeared since may be missing.
    pub slot: u64,
    /// Margin accounts, series and vaults.
    pub addresses: Vec<Pubkey>,
}

/// Lists the accounts of a market.
pub async fn list(node: &Node, market: &Pubkey) -> Result<Listed, RpcError> {
    let of = |offset| {
        Some(Naming {
            offset,
            key: market,
        })
    };
    let slot = node.slot().await?;
    // Series first: the keeper's own options are followed by them.
    let mut addresses = node
        .addresses::<Series>(of(offsets::SERIES_MARKET_AT))
        .await?;
    addresses.extend(
        node.addresses::<Vault>(of(offsets::VAULT_MARKET_AT))
            .await?,
    );
    let margins = node.addresses::<MarginAccount>(of(offsets::MARGIN_MARKET_AT));
    addresses.extend(margins.await?);
    Ok(Listed { slot, addresses })
}

/// Reads accounts, a request's worth at a time and in order; each is handed over as it comes.
pub async fn fetch<F: Future<Output = ()>>(
    node: &Node,
    addresses: &[Pubkey],
    mut take: impl FnMut(Reading) -> F,
) -> Result<(), RpcError> {
    let chunks: Vec<Vec<Pubkey>> = addresses.chunks(AT_ONCE).map(<[_]>::to_vec).collect();
    let requests = chunks.into_iter().map(|chunk| {
        let node = node.clone();
        async move { node.together(&chunk).await }
    });
    let mut readings = stream::iter(requests).buffered(REQUESTS);
    while let Some(reading) = readings.next().await {
        take(reading?).await;
    }
    Ok(())
}

/// Reads all of a market's accounts, and what the keeper holds, into a mirror.
pub async fn discover(node: &Node, mirror: &mut Mirror) -> Result<(), RpcError> {
    let market = mirror.keys().market;
    let listed = list(node, &market).await?;
    fetch(node, &listed.addresses, |reading| {
        mirror.take(&reading);
        ready(())
    })
    .await?;
    let all: HashSet<Pubkey> = listed.addresses.into_iter().collect();
    mirror.finish(&all, listed.slot);
    let own = mirror.own().addresses();
    fetch(node, &own, |reading| {
        mirror.take(&reading);
        ready(())
    })
    .await
}
