//! A vault's rounds, from their records.

use anyhow::Result;
use ballast_client::{ballast::state::Round, views::share_price, VaultKeys};
use serde::Serialize;

use super::view::{whole_share, Tokens};
use crate::rpc::{told, Desk};

/// One roll. Amounts are atoms, prices feed units, where nothing else is said.
#[derive(Serialize)]
pub struct Record {
    pub round: u64,
    pub rolled_ts: i64,
    /// The options of the round that ended with it; none if it sold none.
    pub options: Option<Options>,
    pub deposits: u64,
    /// Whether the deposits were not taken.
    pub deposits_refunded: bool,
    pub paid: Tokens,
    /// Share atoms.
    pub fee_shares: u64,
    pub assets: Tokens,
    pub share_supply: u64,
    /// Collateral tokens a share after the roll; none once nobody has any.
    pub share_price: Option<f64>,
}

/// How a round's options fared.
#[derive(Serialize)]
pub struct Options {
    pub strike: u64,
    pub expiry_ts: i64,
    /// Sold and not bought back.
    pub contracts: u64,
    /// Net of the insurance fund's share.
    pub premium: u64,
    pub buyback_cost: u64,
    pub payoff: u64,
    pub settlement_price: u64,
}

/// Every round so far.
pub fn history(desk: &Desk, keys: &VaultKeys) -> Result<Vec<Record>> {
    let rounds = desk.rounds(&keys.vault)?;
    rounds.iter().map(|one| record(desk, keys, one)).collect()
}

fn record(desk: &Desk, keys: &VaultKeys, round: &Round) -> Result<Record> {
    let outcome = &round.outcome;
    let price = told(share_price(&desk.market, keys.kind, round))?;
    Ok(Record {
        round: round.round,
        rolled_ts: round.rolled_ts,
        // A sale that sold nothing leaves the terms it asked on record, and no contracts.
        options: (outcome.contracts > 0 || outcome.premium > 0).then_some(Options {
            strike: outcome.strike,
            expiry_ts: outcome.expiry_ts,
            contracts: outcome.contracts,
            premium: outcome.premium,
            buyback_cost: outcome.buyback_cost,
            payoff: outcome.payoff,
            settlement_price: outcome.settlement_price,
        }),
        deposits: round.deposits,
        deposits_refunded: round.deposits_refunded,
        paid: Tokens::of(&round.paid),
        fee_shares: round.fee_shares,
        assets: Tokens::of(&round.assets),
        share_supply: round.share_supply,
        share_price: (round.share_supply > 0).then(|| whole_share(price)),
    })
}
