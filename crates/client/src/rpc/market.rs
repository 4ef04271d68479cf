//! Reading a market, and the time it is.

use std::ops::Range;

use anchor_lang::prelude::Pubkey;
use ballast::{oracle::OracleKind, state::Market};

use super::{
    node::{require_ours, Held},
    Node, RpcError,
};
use crate::{accounts, MarketKeys};

/// The account that holds the cluster's clock.
pub const CLOCK: Pubkey = Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111");
/// Where it keeps the unix time.
const UNIX_TIME: Range<usize> = 32..40;
/// The program whose accounts hold the newest print of a feed that Pyth itself keeps posting.
const PYTH_PUSH_ORACLE: Pubkey =
    Pubkey::from_str_const("pythWSnswVUd12oZpeFP8e9CVaEqJg25g1Vtc2biRsT");

impl Held {
    /// Unix seconds, of the account at [`CLOCK`]; none for what is too short to be it.
    pub fn unix_time(&self) -> Option<i64> {
        // The same bits.
        self.number(UNIX_TIME).map(|bits| bits as i64)
    }
}

impl Node {
    /// Unix seconds of the cluster's clock.
    pub async fn clock(&self) -> Result<i64, RpcError> {
        let held = self.held(&CLOCK).await?;
        self.time_of(held.as_ref())
    }

    fn time_of(&self, clock: Option<&Held>) -> Result<i64, RpcError> {
        let missing = || RpcError::NoAccount {
            url: self.url().to_owned(),
            address: CLOCK,
        };
        clock.and_then(Held::unix_time).ok_or_else(missing)
    }

    /// A market and the unix seconds of the cluster's clock, read together.
    pub async fn market(&self, address: &Pubkey) -> Result<(Box<Market>, i64), RpcError> {
        let found = self.chunk(&[*address, CLOCK]).await?;
        let (market, clock) = (found.first(), found.get(1));
        let missing = || RpcError::NoAccount {
            url: self.url().to_owned(),
            address: *address,
        };
        let market = market.and_then(Option::as_ref).ok_or_else(missing)?;
        require_ours(address, market)?;
        let wrong = RpcError::WrongType {
            address: *address,
            expected: "market",
        };
        let market = accounts::decode_market(&market.data).ok_or(wrong)?;
        let now = self.time_of(clock.and_then(Option::as_ref))?;
        Ok((market, now))
    }

    /// The addresses a market's transactions need: which token programs its mints belong to is read, and the oracle is
    /// the market's own legacy account or the one of the first shard that Pyth keeps.
    pub async fn market_keys(
        &self,
        address: &Pubkey,
        market: &Market,
    ) -> Result<MarketKeys, RpcError> {
        let mints = [market.base_mint, market.quote_mint];
        let found = self.chunk(&mints).await?;
        let program = |at: usize| {
            let held = found.get(at).and_then(Option::as_ref);
            held.map(|mint| mint.owner)
                .ok_or_else(|| RpcError::NoAccount {
                    url: self.url().to_owned(),
                    address: mints[at],
                })
        };
        Ok(MarketKeys {
            protocol: market.protocol,
            market: *address,
            oracle: oracle(market),
            base_mint: market.base_mint,
            quote_mint: market.quote_mint,
            base_token_program: program(0)?,
            quote_token_program: program(1)?,
        })
    }
}

/// The account that shows the market's feed.
fn oracle(market: &Market) -> Pubkey {
    if market.oracle_kind == OracleKind::Legacy as u8 {
        return Pubkey::new_from_array(market.feed);
    }
    let shard = 0u16.to_le_bytes();
    Pubkey::find_program_address(
        &[shard.as_slice(), market.feed.as_slice()],
        &PYTH_PUSH_ORACLE,
    )
    .0
}
