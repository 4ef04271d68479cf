//! A buyer who waits in a vault's auction until it asks no more than the options are worth to it, then takes everything.

use anyhow::{Context, Result};
use ballast::{
    errors::BallastError,
    state::{Market, Vault},
};
use ballast_harness::Actor;
use option_math::{Vol, I64F64};

use super::{crank::Crank, Tape, Verdict};

/// Why a purchase may have to wait.
const EXPECTED: [BallastError; 5] = [
    BallastError::BreakerHalted,
    BallastError::BreakerGrace,
    BallastError::BreakerTripped,
    BallastError::OracleDivergesFromStable,
    BallastError::OracleDivergesFromEma,
];

/// What volatility is worth to the buyer: the market's slow realised one, and so much more or less, bps of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// Bps.
    pub premium_bps: i32,
}

/// A moment of the auction that the buyer buys at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clearing {
    /// Unix seconds.
    pub ts: i64,
    /// Asked at the money.
    pub ask_vol: Vol,
    /// Slow realised volatility.
    pub realised_vol: Vol,
    /// Collateral atoms, insurance share included.
    pub premium: u64,
}

/// What a look ahead into an auction finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auction {
    /// The buyer buys.
    Clears(Clearing),
    /// It does not; this is the least asked at the money, if anything is asked at all.
    Stands(Option<Vol>),
}

impl Reservation {
    /// The most volatility the buyer pays for.
    pub fn vol(&self, market: &Market) -> Result<Vol> {
        let realised = market.risk.vol.slow(&market.params.vol)?;
        let share = I64F64::from_num(10_000 + self.premium_bps) / I64F64::from_num(10_000);
        let vol = realised.0.checked_mul(share);
        Ok(Vol(vol.context("a volatility out of range")?))
    }

    /// The first second before `until_ts` at which the sale asks no more, if the price holds.
    pub fn look(&self, tape: &Tape, vault: &Vault, until_ts: i64) -> Result<Auction> {
        let mut least = None;
        for ts in tape.now()..until_ts {
            let market = tape.ahead_at(ts)?;
            let Some(ask) = vault.ask(&market, ts)? else {
                break;
            };
            if ask.vol <= self.vol(&market)? {
                let left = vault.sale.contracts - vault.sale.sold;
                return Ok(Auction::Clears(Clearing {
                    ts,
                    ask_vol: ask.vol,
                    realised_vol: market.risk.vol.slow(&market.params.vol)?,
                    premium: vault.premium_up(&market, &ask, left)?,
                }));
            }
            least = Some(ask.vol);
        }
        Ok(Auction::Stands(least))
    }
}

/// Publishes the price again at the clearing's moment and buys all there is. False if the program says later.
pub fn take(tape: &mut Tape, crank: &mut Crank, buyer: &Actor, at: &Clearing) -> Result<bool> {
    if at.ts > tape.now() {
        let price = tape.price;
        tape.advance_to(at.ts, price);
    }
    let series = crank.series(tape).context("a sale without a series")?;
    let sale = &crank.vault.sale;
    let contracts = sale.contracts - sale.sold;
    let bought = (tape.world).buy(buyer, &series, contracts, at.premium);
    let verdict = tape.judge("buying from the sale", bought, &EXPECTED)?;
    crank.refresh(tape);
    Ok(!matches!(verdict, Verdict::Refused(_)))
}
