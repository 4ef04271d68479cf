//! Reading accounts.

use std::{ops::Range, time::Duration};

use anchor_lang::{prelude::Pubkey, AccountDeserialize, Discriminator};
use anyhow::{bail, ensure, Context, Result};
use ballast_client::{accounts, ballast::state::Market, PROGRAM_ID};
use base64::{prelude::BASE64_STANDARD, Engine};
use serde::Deserialize;
use serde_json::json;
use solana_commitment_config::CommitmentConfig;
use solana_rpc_client::{api::request::RpcRequest, rpc_client::RpcClient};

/// How long a node may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The account that holds the cluster's clock.
const CLOCK: Pubkey = Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111");
/// Where it keeps the unix time.
const UNIX_TIME: Range<usize> = 32..40;
/// Where a token account keeps its amount, in both token programs.
const TOKEN_AMOUNT: Range<usize> = 64..72;
/// Where a mint keeps its supply, in both token programs.
const MINT_SUPPLY: Range<usize> = 36..44;

/// Where a series names its market: behind discriminator, version, bump, kind and settled flag.
pub const SERIES_MARKET_AT: usize = 12;
/// Where a proposal names its protocol: behind discriminator, version and bump.
pub const PROPOSAL_PROTOCOL_AT: usize = 10;

/// A node, asked for what is confirmed.
pub struct Node {
    pub(super) client: RpcClient,
    pub(super) url: String,
}

/// An account's owner and content.
pub struct Held {
    pub owner: Pubkey,
    pub data: Vec<u8>,
}

/// One answer of `getProgramAccounts`.
#[derive(Deserialize)]
struct Found {
    account: Content,
}

#[derive(Deserialize)]
struct Content {
    /// The bytes and their encoding.
    data: (String, String),
}

impl Node {
    /// A node at `url`; nothing is asked yet.
    pub fn at(url: &str) -> Self {
        let confirmed = CommitmentConfig::confirmed();
        Self {
            client: RpcClient::new_with_timeout_and_commitment(url.to_owned(), TIMEOUT, confirmed),
            url: url.to_owned(),
        }
    }

    /// Reads accounts in one request, so that they belong together.
    pub fn accounts<const N: usize>(&self, addresses: &[Pubkey; N]) -> Result<[Option<Held>; N]> {
        let found = (self.client.get_multiple_accounts(addresses))
            .with_context(|| format!("no answer from {}", self.url))?;
        let held = found.into_iter().map(|account| {
            account.map(|account| Held {
                owner: account.owner,
                data: account.data,
            })
        });
        let found: Vec<_> = held.collect();
        let incomplete = |_| anyhow::anyhow!("{} did not answer for every account", self.url);
        found.try_into().map_err(incomplete)
    }

    /// The market and the unix seconds of the cluster's clock.
    pub fn market(&self, address: &Pubkey) -> Result<(Box<Market>, i64)> {
        let url = &self.url;
        let [market, clock] = self.accounts(&[*address, CLOCK])?;
        let market = market.with_context(|| format!("{url} has no account {address}"))?;
        ensure!(
            market.owner == PROGRAM_ID,
            "{address} belongs to {}, not to the program {PROGRAM_ID}",
            market.owner
        );
        let market = accounts::decode_market(&market.data)
            .with_context(|| format!("{address} is an account of the program, but no market"))?;
        let clock = clock.as_ref().and_then(|clock| clock.data.get(UNIX_TIME));
        let time = clock.and_then(|bytes| bytes.try_into().ok());
        let now = i64::from_le_bytes(time.with_context(|| format!("{url} has no clock"))?);
        Ok((market, now))
    }

    /// An account of the program; none where there is nothing, an error for one of another type.
    pub fn account<T: AccountDeserialize>(&self, address: &Pubkey) -> Result<Option<T>> {
        let [held] = self.accounts(&[*address])?;
        let Some(held) = held else { return Ok(None) };
        match accounts::decode(&held.data) {
            Some(account) if held.owner == PROGRAM_ID => Ok(Some(account)),
            _ => bail!("{address} is no account of the kind expected"),
        }
    }

    /// Atoms in a token account; zero where there is none.
    pub fn tokens(&self, address: &Pubkey) -> Result<u64> {
        let atoms = self.number(address, TOKEN_AMOUNT)?;
        atoms.with_context(|| format!("{address} is no token account"))
    }

    /// Atoms of a mint in circulation; zero where there is none.
    pub fn supply(&self, mint: &Pubkey) -> Result<u64> {
        let atoms = self.number(mint, MINT_SUPPLY)?;
        atoms.with_context(|| format!("{mint} is no mint"))
    }

    /// Eight bytes of an account as a number: zero where there is no account, none if it is too short.
    fn number(&self, address: &Pubkey, at: Range<usize>) -> Result<Option<u64>> {
        let [held] = self.accounts(&[*address])?;
        let Some(held) = held else { return Ok(Some(0)) };
        let bytes = held.data.get(at).and_then(|bytes| bytes.try_into().ok());
        Ok(bytes.map(u64::from_le_bytes))
    }

    /// The program's accounts of a type that name `key` at an offset.
    pub fn naming<T: AccountDeserialize + Discriminator>(
        &self,
        offset: usize,
        key: &Pubkey,
    ) -> Result<Vec<T>> {
        let named = json!({ "memcmp": { "offset": offset, "bytes": key.to_string() } });
        let of_type = BASE64_STANDARD.encode(T::DISCRIMINATOR);
        let of_type = json!({ "memcmp": { "offset": 0, "bytes": of_type, "encoding": "base64" } });
        let config = json!({
            "encoding": "base64",
            "filters": [named, of_type],
            "commitment": "confirmed",
        });
        let params = json!([PROGRAM_ID.to_string(), config]);
        let found: Vec<Found> = self.client.send(RpcRequest::GetProgramAccounts, params)?;
        let mut all = Vec::new();
        for Found { account } in found {
            let (data, encoding) = account.data;
            ensure!(encoding == "base64", "an account came as {encoding}");
            all.extend(accounts::decode::<T>(&BASE64_STANDARD.decode(data)?));
        }
        Ok(all)
    }
}
