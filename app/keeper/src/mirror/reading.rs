//! Accounts as one request of a node shows them, with the slot they are of.

use std::{future::Future, time::Duration};

use anchor_lang::prelude::Pubkey;
use ballast_client::rpc::{Held, Node, RpcError};
use solana_account::Account;
use solana_rpc_client::api::{
    client_error::Error,
    config::{RpcAccountInfoConfig, UiAccountEncoding},
};

/// Accounts that a node gives out in one request.
pub const AT_ONCE: usize = 100;

const METHOD: &str = "getMultipleAccounts";

/// What one request showed.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Slot it is of.
    pub slot: u64,
    /// Address by address: what is there, if anything is.
    pub found: Vec<(Pubkey, Option<Held>)>,
}

/// Reads up to [`AT_ONCE`] accounts; what comes back belongs together.
pub async fn read(
    node: &Node,
    within: Duration,
    addresses: &[Pubkey],
) -> Result<Reading, RpcError> {
    let config = RpcAccountInfoConfig {
        encoding: Some(UiAccountEncoding::Base64),
        ..RpcAccountInfoConfig::default()
    };
    let client = node.client();
    let asked = client.get_multiple_ui_accounts_with_config(addresses, config);
    let answer = in_time(node, METHOD, within, asked).await?;
    let garbage = |what: String| RpcError::Garbage {
        url: node.url().to_owned(),
        method: METHOD,
        what,
    };
    if answer.value.len() != addresses.len() {
        let (given, wanted) = (answer.value.len(), addresses.len());
        return Err(garbage(format!("{given} accounts for {wanted}")));
    }
    let mut found = Vec::with_capacity(addresses.len());
    for (address, account) in addresses.iter().zip(answer.value) {
        let held = match account {
            None => None,
            Some(account) => {
                let account: Option<Account> = account.decode();
                let account = account.ok_or_else(|| garbage(format!("no bytes of {address}")))?;
                Some(Held {
                    owner: account.owner,
                    lamports: account.lamports,
                    data: account.data,
                })
            }
        };
        found.push((*address, held));
    }
    Ok(Reading {
        slot: answer.context.slot,
        found,
    })
}

/// Waits for an answer, no longer than `within`.
pub async fn in_time<T>(
    node: &Node,
    method: &'static str,
    within: Duration,
    request: impl Future<Output = Result<T, Error>>,
) -> Result<T, RpcError> {
    let url = || node.url().to_owned();
    match tokio::time::timeout(within, request).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(RpcError::Broken {
            url: url(),
            method,
            source: Box::new(error),
        }),
        Err(_) => Err(RpcError::TimedOut {
            url: url(),
            method,
            within,
        }),
    }
}
