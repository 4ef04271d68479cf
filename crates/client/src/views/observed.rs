//! A market as the next instruction will see it: every risk instruction takes the oracle's print in first.

use anchor_lang::prelude::Pubkey;
use ballast::{
    errors::BallastError,
    oracle::{self, RawPrint},
    state::Market,
};
use option_risk::oracle::Rejection;

use crate::{accounts::as_info, errors::refusal};

/// An oracle account as fetched from any RPC.
#[derive(Clone, Copy, Debug)]
pub struct OracleAccount<'a> {
    /// Its address.
    pub address: &'a Pubkey,
    /// The program it belongs to.
    pub owner: &'a Pubkey,
    /// Its content.
    pub data: &'a [u8],
}

impl OracleAccount<'_> {
    /// What it says, if it shows the market's own feed; fit or not.
    pub fn read_for(&self, market: &Market) -> Result<RawPrint, BallastError> {
        let read = as_info(self.address, self.owner, self.data, |info| {
            oracle::read_own(market, info)
        });
        read.map_err(refusal)
    }
}

/// A market after an observation.
#[derive(Clone, Debug)]
pub struct Observed {
    /// The market.
    pub market: Box<Market>,
    /// Whether the observation trips the breaker, so that nothing else will be done in the same slot.
    pub trips: bool,
}

/// The market once the print in its oracle account has been observed at `now`, or why the print is refused.
pub fn observed(
    market: &Market,
    account: &OracleAccount,
    now: i64,
) -> Result<Observed, BallastError> {
    let raw = account.read_for(market)?;
    let mut market = Box::new(*market);
    let quote = raw.quote_in(market.price_exponent);
    let trips = match quote.and_then(|quote| market.judge(&quote, now)) {
        Ok(print) => {
            let observation = market.observe(&print, now).map_err(refusal)?;
            observation.transitions.trip().is_some()
        }
        // As the program has it: the newer print on record stands.
        Err(Rejection::OutOfOrder) => false,
        Err(why) => return Err(why.into()),
    };
    Ok(Observed { market, trips })
}
