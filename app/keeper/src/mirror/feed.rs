//! What changes, as a websocket tells it.
//!
//! A message names an account that has changed, and nothing of what it says is believed: the account is read again. So
//! a feed may lose messages, repeat them or number them wrongly; reading everything from time to time makes up for it.

use std::time::Duration;

use anchor_lang::{prelude::Pubkey, Discriminator};
use ballast_client::{
    ballast::state::{MarginAccount, Series, Vault},
    rpc::{offsets, shown},
    PROGRAM_ID,
};
use futures_util::{future::ready, stream::select_all, stream::BoxStream, StreamExt};
use solana_commitment_config::CommitmentConfig;
use solana_pubsub_client::nonblocking::pubsub_client::{PubsubClient, PubsubClientError};
use solana_rpc_client::api::{
    config::{
        RpcAccountInfoConfig, RpcProgramAccountsConfig, UiAccountEncoding, UiDataSliceConfig,
    },
    filter::{Memcmp, MemcmpEncodedBytes, RpcFilterType},
};
use tokio::{
    sync::{mpsc::Sender, Notify},
    time::{sleep, timeout},
};

use crate::backoff::Growing;

/// How long connecting may take, and asking for each kind of message.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a node is left alone after a connection has failed: at first, and at most.
const RETRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));
/// A connection that has held this long has been a good one.
const GOOD: Duration = Duration::from_secs(60);

/// What a feed says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// It follows from now on; what changed before is not told.
    Connected,
    /// Market or oracle have changed.
    Core,
    /// This account has changed, in that slot if the node numbers its messages rightly.
    Account(Pubkey, u64),
    /// The connection is lost, and why; it is tried again.
    Lost(String),
}

/// What is followed.
#[derive(Clone, Copy, Debug)]
pub struct Topics {
    /// The market.
    pub market: Pubkey,
    /// Its oracle.
    pub oracle: Pubkey,
}

/// Follows until nobody listens any more; `renew` makes it connect anew.
pub async fn follow(url: String, topics: Topics, hints: Sender<Hint>, renew: &Notify) {
    let mut wait = Growing::new(RETRY.0, RETRY.1);
    loop {
        let since = tokio::time::Instant::now();
        let lost = tokio::select! {
            lost = connected(&url, &topics, &hints) => lost,
            () = renew.notified() => "it has gone silent".to_owned(),
        };
        if hints.send(Hint::Lost(lost)).await.is_err() {
            return;
        }
        if since.elapsed() > GOOD {
            wait.reset();
        }
        sleep(wait.next()).await;
    }
}

/// Follows while a connection holds; why it does not any more.
async fn connected(url: &str, topics: &Topics, hints: &Sender<Hint>) -> String {
    let named = shown(url);
    let client = match timeout(PATIENCE, PubsubClient::new(url)).await {
        Ok(Ok(client)) => client,
        Ok(Err(error)) => return format!("no connection to {named}: {error}"),
        Err(_) => return format!("no connection to {named} within {PATIENCE:?}"),
    };
    let mut messages = match timeout(PATIENCE, subscribe(&client, topics)).await {
        Ok(Ok(messages)) => select_all(messages),
        Ok(Err(error)) => return format!("{named} does not tell what changes: {error}"),
        Err(_) => return format!("no answer from {named} within {PATIENCE:?}"),
    };
    if hints.send(Hint::Connected).await.is_err() {
        return "nobody listens".to_owned();
    }
    while let Some(message) = messages.next().await {
        let Some(hint) = message else {
            return format!("{named} has ended a subscription");
        };
        if hints.send(hint).await.is_err() {
            return "nobody listens".to_owned();
        }
    }
    format!("{named} has closed the connection")
}

/// Hints, and none at the end of a stream.
type Messages<'a> = BoxStream<'a, Option<Hint>>;

async fn subscribe<'a>(
    client: &'a PubsubClient,
    topics: &Topics,
) -> Result<Vec<Messages<'a>>, PubsubClientError> {
    let mut messages: Vec<Messages<'a>> = Vec::new();
    let end = || futures_util::stream::once(ready(None));
    for address in [topics.market, topics.oracle] {
        let (stream, _) = client.account_subscribe(&address, Some(content())).await?;
        let hints = stream.map(|_| Some(Hint::Core));
        messages.push(hints.chain(end()).boxed());
    }
    for (kind, market_at) in [
        (MarginAccount::DISCRIMINATOR, offsets::MARGIN_MARKET_AT),
        (Series::DISCRIMINATOR, offsets::SERIES_MARKET_AT),
        (Vault::DISCRIMINATOR, offsets::VAULT_MARKET_AT),
    ] {
        let config = of_market(kind, market_at, &topics.market);
        let (stream, _) = client.program_subscribe(&PROGRAM_ID, Some(config)).await?;
        let hints = stream.filter_map(|message| {
            let slot = message.context.slot;
            let address = message.value.pubkey.parse().ok();
            ready(address.map(|address| Some(Hint::Account(address, slot))))
        });
        messages.push(hints.chain(end()).boxed());
    }
    Ok(messages)
}

/// How an account's content is sent: not at all, where the node can leave it out.
fn content() -> RpcAccountInfoConfig {
    RpcAccountInfoConfig {
        encoding: Some(UiAccountEncoding::Base64),
        commitment: Some(CommitmentConfig::confirmed()),
        data_slice: Some(UiDataSliceConfig {
            offset: 0,
            length: 0,
        }),
        ..RpcAccountInfoConfig::default()
    }
}

fn of_market(kind: &[u8], market_at: usize, market: &Pubkey) -> RpcProgramAccountsConfig {
    let filter = |offset: usize, bytes: &[u8]| {
        let bytes = MemcmpEncodedBytes::Bytes(bytes.to_vec());
        RpcFilterType::Memcmp(Memcmp::new(offset, bytes))
    };
    RpcProgramAccountsConfig {
        filters: Some(vec![filter(0, kind), filter(market_at, market.as_ref())]),
        account_config: content(),
        ..RpcProgramAccountsConfig::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscription_asks_for_accounts_of_the_market_alone_and_for_no_content() {
        let market = Pubkey::new_from_array([3; 32]);
        let config = of_market(MarginAccount::DISCRIMINATOR, 11, &market);
        assert_eq!(config.filters.as_ref().unwrap().len(), 2);
        let slice = config.account_config.data_slice.unwrap();
        assert_eq!((slice.offset, slice.length), (0, 0));
        let told = serde_json::to_value(&config).unwrap();
        assert_eq!(told["filters"][1]["memcmp"]["offset"], 11);
        assert_eq!(told["encoding"], "base64");
        assert_eq!(told["commitment"], "confirmed");
    }

    #[tokio::test]
    async fn a_feed_that_finds_nobody_says_so_and_goes_on() {
        let topics = Topics {
            market: Pubkey::default(),
            oracle: Pubkey::default(),
        };
        let (send, mut hints) = tokio::sync::mpsc::channel(4);
        let url = "ws://127.0.0.1:1".to_owned();
        let renew = std::sync::Arc::new(Notify::new());
        let following = tokio::spawn({
            let renew = renew.clone();
            async move { follow(url, topics, send, &renew).await }
        });
        for _ in 0..2 {
            let Some(Hint::Lost(why)) = hints.recv().await else {
                panic!("it cannot be connected");
            };
            assert!(why.contains("ws://127.0.0.1:1"), "{why}");
        }
        drop(hints);
        tokio::time::timeout(Duration::from_secs(5), following)
            .await
            .expect("it ends once nobody listens")
            .unwrap();
    }
}
