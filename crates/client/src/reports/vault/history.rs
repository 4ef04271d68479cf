//! A vault's rounds, from their records.

use ballast::{
    errors::BallastError,
    state::{Market, Round},
};
use option_risk::units::Kind;
use serde::Serialize;

use super::{whole_share, Tokens};
use crate::{errors::refusal, views::share_price};

/// One roll. Amounts are atoms, prices feed units, where nothing else is said.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct RoundRecord {
    pub round: u64,
    pub rolled_ts: i64,
    /// The options of the round that ended with it; none if it sold none.
    pub options: Option<RoundOptions>,
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
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct RoundOptions {
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

/// What a round's account records.
pub fn record(market: &Market, kind: Kind, round: &Round) -> Result<RoundRecord, BallastError> {
    let outcome = &round.outcome;
    let price = share_price(market, kind, round).map_err(refusal)?;
    Ok(RoundRecord {
        round: round.round,
        rolled_ts: round.rolled_ts,
        // A sale that sold nothing leaves the terms it asked on record, and no contracts.
        options: (outcome.contracts > 0 || outcome.premium > 0).then_some(RoundOptions {
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
