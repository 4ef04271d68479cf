//! Pyth prices, from either kind of account, as one type.
//!
//! Who may be believed is decided here (owner, feed, exponent, verification);
//! whether a print is fit for use (age, confidence) is the risk library's decision.

mod legacy;
mod receiver;

use anchor_lang::prelude::*;
use option_risk::oracle::{Print, Rejection};

use crate::{errors::BallastError, state::Market};

pub use legacy::LEGACY_OWNERS;

/// Which program wrote the oracle account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum OracleKind {
    /// The push account of `pyth-sdk-solana`, identified by its address.
    Legacy = 0,
    /// `PriceUpdateV2` of the Pyth receiver, identified by its feed id.
    Receiver = 1,
}

/// A price as read from an account, before any judgement.
pub struct RawPrint {
    pub kind: OracleKind,
    pub feed: [u8; 32],
    pub exponent: i32,
    pub price: i64,
    pub confidence: u64,
    pub publish_ts: i64,
}

/// Reads an oracle account, deciding its kind by its owner.
pub fn read_account(account: &AccountInfo) -> Result<RawPrint> {
    if account.owner.to_bytes() == pyth_solana_receiver_sdk::ID.to_bytes() {
        receiver::read(account)
    } else if LEGACY_OWNERS.contains(account.owner) {
        legacy::read(account)
    } else {
        err!(BallastError::OracleWrongOwner)
    }
}

/// Reads the market's own oracle: identity, then fitness.
pub fn read_print(market: &Market, account: &AccountInfo, now: i64) -> Result<Print> {
    require_keys_eq!(
        *account.owner,
        market.oracle_owner,
        BallastError::OracleWrongOwner
    );
    let raw = read_account(account)?;
    require!(raw.feed == market.feed, BallastError::OracleWrongFeed);
    require!(
        raw.exponent == market.price_exponent,
        BallastError::OracleWrongExponent
    );
    judge(&raw, &market.params.oracle, now)
}

/// Applies the validity rules to a raw print.
pub fn judge(
    raw: &RawPrint,
    params: &option_risk::oracle::OracleParams,
    now: i64,
) -> Result<Print> {
    let verdict =
        option_risk::oracle::judge(params, raw.price, raw.confidence, raw.publish_ts, now);
    Ok(verdict.map_err(|rejection| match rejection {
        Rejection::NotPositive => BallastError::OracleInvalidPrice,
        Rejection::Stale => BallastError::OracleStale,
        Rejection::FromFuture => BallastError::OracleFromFuture,
        Rejection::WideConfidence => BallastError::OracleWideConfidence,
    })?)
}
