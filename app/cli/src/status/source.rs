//! A market, its series and the cluster's clock, over RPC.

use anchor_lang::prelude::Pubkey;
use anyhow::{Context, Result};
use ballast_client::{
    ballast::state::{Market, Proposal, Series},
    rpc::offsets::{PROPOSAL_PROTOCOL_AT, SERIES_MARKET_AT},
};

use crate::rpc::Node;

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

/// Reads market and clock in one request, so that they belong together, then the series and proposals.
pub fn fetch(url: &str, address: &Pubkey) -> Result<Snapshot> {
    let node = Node::at(url);
    let (market, now) = node.market(address)?;
    let series = (node.naming(SERIES_MARKET_AT, address))
        .with_context(|| format!("no series from {url}"))?;
    let proposals = (node.naming(PROPOSAL_PROTOCOL_AT, &market.protocol))
        .with_context(|| format!("no proposals from {url}"))?;
    Ok(Snapshot {
        now,
        market,
        series,
        proposals,
    })
}
