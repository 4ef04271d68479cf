//! Reading accounts.

use std::{future::Future, ops::Range, sync::Arc, time::Duration};

use anchor_lang::{prelude::Pubkey, AccountDeserialize};
use futures_util::{stream, StreamExt, TryStreamExt};
use solana_account::Account;
use solana_commitment_config::CommitmentConfig;
use solana_rpc_client::{
    api::{
        client_error::Error,
        config::{RpcAccountInfoConfig, UiAccountEncoding},
    },
    nonblocking::rpc_client::RpcClient,
    rpc_client::RpcClientConfig,
};

use super::{shown, wire::Wire, RpcError};
use crate::{accounts, PROGRAM_ID};

/// How long a node may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Accounts that a node gives out in one request.
pub const AT_ONCE: usize = 100;
/// Such requests under way at a time.
const REQUESTS: usize = 4;
/// Where a token account keeps its amount, in both token programs.
const TOKEN_AMOUNT: Range<usize> = 64..72;
/// Where a mint keeps its supply, in both token programs.
const MINT_SUPPLY: Range<usize> = 36..44;

/// A node, asked for what is confirmed; clones share one connection pool.
#[derive(Clone)]
pub struct Node {
    inner: Arc<Inner>,
}

struct Inner {
    client: RpcClient,
    url: String,
    timeout: Duration,
}

/// An account as a node holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The program it belongs to.
    pub owner: Pubkey,
    /// What it holds of SOL.
    pub lamports: u64,
    /// Its content.
    pub data: Vec<u8>,
}

/// What one request showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Slot it is of.
    pub slot: u64,
    /// Address by address: what is there, if anything is.
    pub found: Vec<(Pubkey, Option<Held>)>,
}

impl Held {
    /// Atoms in a token account; none for what is too short to be one.
    pub fn tokens(&self) -> Option<u64> {
        self.number(TOKEN_AMOUNT)
    }

    /// Eight bytes as a number.
    pub(super) fn number(&self, at: Range<usize>) -> Option<u64> {
        let bytes = self.data.get(at)?.try_into().ok()?;
        Some(u64::from_le_bytes(bytes))
    }
}

impl Node {
    /// A node at `url`, which may take 10 seconds to answer; nothing is asked yet.
    pub fn at(url: &str) -> Self {
        Self::with_timeout(url, TIMEOUT)
    }

    /// As [`Self::at`], with a timeout for each request.
    pub fn with_timeout(url: &str, timeout: Duration) -> Self {
        let confirmed = CommitmentConfig::confirmed();
        let config = RpcClientConfig::with_commitment(confirmed);
        let client = RpcClient::new_sender(Wire::to(url, timeout), config);
        Self {
            inner: Arc::new(Inner {
                client,
                url: shown(url),
                timeout,
            }),
        }
    }

    /// Where it is, for people: without what may be a key, as [`shown()`] has it.
    pub fn url(&self) -> &str {
        &self.inner.url
    }

    /// The RPC client behind it, for requests that have no method here. Some of its methods panic on accounts that
    /// cannot be decoded; the timeout bounds each of its tries, not what it waits when the node asks for patience.
    pub fn client(&self) -> &RpcClient {
        &self.inner.client
    }

    /// Waits for one request, no longer than the timeout: the client's own bounds each try of a request alone.
    pub(super) async fn ask<T>(
        &self,
        method: &'static str,
        request: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, RpcError> {
        let Inner { url, timeout, .. } = &*self.inner;
        match tokio::time::timeout(*timeout, request).await {
            Ok(answer) => answer.map_err(|error| RpcError::of(url, method, error)),
            Err(_) => Err(RpcError::TimedOut {
                url: url.clone(),
                method,
                within: *timeout,
            }),
        }
    }

    /// An answer of another shape than the method's.
    pub(super) fn garbage(&self, method: &'static str, what: impl Into<String>) -> RpcError {
        RpcError::Garbage {
            url: self.url().to_owned(),
            method,
            what: what.into(),
        }
    }

    /// Reads any number of accounts, in order; none where there is nothing.
    ///
    /// A node gives out 100 a request. No more than those of one request are sure to be of one slot.
    pub async fn accounts(&self, addresses: &[Pubkey]) -> Result<Vec<Option<Held>>, RpcError> {
        let chunks = addresses.chunks(AT_ONCE).map(|chunk| self.chunk(chunk));
        let chunks: Vec<_> = stream::iter(chunks)
            .buffered(REQUESTS)
            .try_collect()
            .await?;
        Ok(chunks.into_iter().flatten().collect())
    }

    /// One request's worth of accounts.
    pub(super) async fn chunk(&self, addresses: &[Pubkey]) -> Result<Vec<Option<Held>>, RpcError> {
        let found = self.together(addresses).await?.found;
        Ok(found.into_iter().map(|(_, held)| held).collect())
    }

    /// Reads up to [`AT_ONCE`] accounts in one request, so that they are of one slot.
    pub async fn together(&self, addresses: &[Pubkey]) -> Result<Reading, RpcError> {
        const METHOD: &str = "getMultipleAccounts";
        let config = RpcAccountInfoConfig {
            encoding: Some(UiAccountEncoding::Base64),
            ..RpcAccountInfoConfig::default()
        };
        let client = self.client();
        let asked = client.get_multiple_ui_accounts_with_config(addresses, config);
        let answer = self.ask(METHOD, asked).await?;
        if answer.value.len() != addresses.len() {
            let what = format!("{} accounts for {}", answer.value.len(), addresses.len());
            return Err(self.garbage(METHOD, what));
        }
        let mut found = Vec::with_capacity(addresses.len());
        for (address, account) in addresses.iter().zip(answer.value) {
            let Some(account) = account else {
                found.push((*address, None));
                continue;
            };
            let account: Option<Account> = account.decode();
            let account =
                account.ok_or_else(|| self.garbage(METHOD, format!("no bytes of {address}")))?;
            let held = Held {
                owner: account.owner,
                lamports: account.lamports,
                data: account.data,
            };
            found.push((*address, Some(held)));
        }
        Ok(Reading {
            slot: answer.context.slot,
            found,
        })
    }

    /// The newest slot.
    pub async fn slot(&self) -> Result<u64, RpcError> {
        self.ask("getSlot", self.client().get_slot()).await
    }

    /// One account; none where there is nothing.
    pub(super) async fn held(&self, address: &Pubkey) -> Result<Option<Held>, RpcError> {
        let found = self.chunk(std::slice::from_ref(address)).await?;
        Ok(found.into_iter().next().flatten())
    }

    /// An account of the program; none where there is nothing, [`RpcError::NotOurs`] or [`RpcError::WrongType`] for
    /// one of another program or type.
    pub async fn account<T: AccountDeserialize>(
        &self,
        address: &Pubkey,
    ) -> Result<Option<T>, RpcError> {
        let Some(held) = self.held(address).await? else {
            return Ok(None);
        };
        require_ours(address, &held)?;
        let wrong = RpcError::WrongType {
            address: *address,
            expected: "account of the kind expected",
        };
        accounts::decode(&held.data).map(Some).ok_or(wrong)
    }

    /// Atoms in a token account; zero where there is none.
    pub async fn tokens(&self, address: &Pubkey) -> Result<u64, RpcError> {
        self.number(address, TOKEN_AMOUNT, "token account").await
    }

    /// Atoms of a mint in circulation; zero where there is none.
    pub async fn supply(&self, mint: &Pubkey) -> Result<u64, RpcError> {
        self.number(mint, MINT_SUPPLY, "mint").await
    }

    /// Eight bytes of an account as a number.
    async fn number(
        &self,
        address: &Pubkey,
        at: Range<usize>,
        expected: &'static str,
    ) -> Result<u64, RpcError> {
        let Some(held) = self.held(address).await? else {
            return Ok(0);
        };
        held.number(at).ok_or(RpcError::WrongType {
            address: *address,
            expected,
        })
    }
}

pub(super) fn require_ours(address: &Pubkey, held: &Held) -> Result<(), RpcError> {
    if held.owner == PROGRAM_ID {
        return Ok(());
    }
    Err(RpcError::NotOurs {
        address: *address,
        owner: held.owner,
    })
}
