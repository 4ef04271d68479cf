//! Pyth prices, from either kind of account, as one type.
//!
//! Whose account it is (owner, feed) is decided here; whether what it says is fit
//! for use is the risk library's decision.

mod legacy;
mod receiver;

use anchor_lang::prelude::*;
use option_risk::oracle::{Quote, Rejection};

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

/// What an oracle account says, before any judgement.
pub struct RawPrint {
    pub kind: OracleKind,
    pub feed: [u8; 32],
    pub exponent: i32,
    pub quote: Quote,
    /// Why the publisher itself calls it unfit.
    pub flaw: Option<Rejection>,
}

impl RawPrint {
    /// The quote, if its publisher stands by it and it is in the units asserted at creation.
    pub fn quote_in(&self, exponent: i32) -> core::result::Result<Quote, Rejection> {
        match self.flaw {
            Some(flaw) => Err(flaw),
            None if self.exponent != exponent => Err(Rejection::WrongExponent),
            None => Ok(self.quote),
        }
    }
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

/// Reads the market's own oracle account; another account is an error.
pub fn read_own(market: &Market, account: &AccountInfo) -> Result<RawPrint> {
    require_keys_eq!(
        *account.owner,
        market.oracle_owner,
        BallastError::OracleWrongOwner
    );
    let raw = read_account(account)?;
    require!(raw.feed == market.feed, BallastError::OracleWrongFeed);
    Ok(raw)
}
