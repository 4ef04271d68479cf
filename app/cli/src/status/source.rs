//! A market, its series and the cluster's clock, over RPC.

use std::time::Duration;

use anchor_lang::{prelude::Pubkey, AccountDeserialize};
use anyhow::{bail, ensure, Context, Result};
use ballast_client::{
    accounts,
    ballast::state::{Market, Proposal, Series},
    PROGRAM_ID,
};
use base64::{prelude::BASE64_STANDARD, Engine};
use serde::Deserialize;
use serde_json::json;
use solana_rpc_client::{api::request::RpcRequest, rpc_client::RpcClient};

/// How long a node may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The account that holds the cluster's clock.
const CLOCK: Pubkey = Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111");
/// Where it keeps the unix time.
const UNIX_TIME: std::ops::Range<usize> = 32..40;

/// Where a series names its market: behind discriminator, version, bump, kind and settled flag.
const SERIES_MARKET_AT: usize = 12;
/// Where a proposal names its protocol: behind discriminator, version and bump.
const PROPOSAL_PROTOCOL_AT: usize = 10;

/// A market at one moment.
pub struct Snapshot {
    /// Unix seconds by the cluster's clock.
    pub now: i64,
    /// The market.
    pub market: Box<Market>,
    /// All of its series.
    pub series: Vec<Series>,
    /// Everything proposed in its protocol and neither executed nor cancelled.
    pub proposals: Vec<Proposal>,
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

/// Reads market and clock in one request, so that they belong together, then the series and proposals.
pub fn fetch(url: &str, address: &Pubkey) -> Result<Snapshot> {
    let client = RpcClient::new_with_timeout(url.to_owned(), TIMEOUT);
    let accounts = client
        .get_multiple_accounts(&[*address, CLOCK])
        .with_context(|| format!("no answer from {url}"))?;
    let [market, clock] = accounts.as_slice() else {
        bail!("{url} did not answer for both accounts");
    };
    let market = market
        .as_ref()
        .with_context(|| format!("{url} has no account {address}"))?;
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
    let series = naming(&client, SERIES_MARKET_AT, address)
        .with_context(|| format!("no series from {url}"))?;
    let proposals = naming(&client, PROPOSAL_PROTOCOL_AT, &market.protocol)
        .with_context(|| format!("no proposals from {url}"))?;
    Ok(Snapshot {
        now,
        market,
        series,
        proposals,
    })
}

/// The program's accounts that name `key` at an offset, and are of the type asked for.
fn naming<T: AccountDeserialize>(
    client: &RpcClient,
    offset: usize,
    key: &Pubkey,
) -> Result<Vec<T>> {
    let filter = json!({ "memcmp": { "offset": offset, "bytes": key.to_string() } });
    let config = json!({ "encoding": "base64", "filters": [filter] });
    let params = json!([PROGRAM_ID.to_string(), config]);
    let found: Vec<Found> = client.send(RpcRequest::GetProgramAccounts, params)?;
    let mut all = Vec::new();
    for Found { account } in found {
        let (data, encoding) = account.data;
        ensure!(encoding == "base64", "an account came as {encoding}");
        all.extend(accounts::decode::<T>(&BASE64_STANDARD.decode(data)?));
    }
    Ok(all)
}
