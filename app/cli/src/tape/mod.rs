//! A market on an embedded chain whose oracle follows a file of prices.

pub mod beats;
pub mod book;
pub mod crank;
pub mod gate;
pub mod hedging;
pub mod liquidation;
pub mod plan;
pub mod progress;
pub mod sale;
pub mod setup;
pub mod ticker;
pub mod tokens;
pub mod writing;

use anchor_lang::prelude::Pubkey;
use anyhow::{anyhow, bail, Context, Result};
use ballast::{
    errors::BallastError,
    state::{Market, Vault},
};
use ballast_client::{errors, views::OracleAccount, SeriesKeys};
use ballast_harness::{Account, Chain, Receipt, Setup, TxError, World};
use option_risk::{
    breaker::Stage,
    calendar::years_to,
    oracle::{Print, Quote},
    units::Kind,
    valuation::{liability_up, Terms},
};

use ticker::Ticker;

/// What a transaction came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It did what it says.
    Done,
    /// It did nothing but record that its own print tripped the breaker.
    Deferred,
    /// It failed for a reason the sender knows how to live with.
    Refused(BallastError),
}

/// One market and the present print.
pub struct Tape {
    /// The chain with the market on it.
    pub world: World,
    /// The market after the last transaction that may have changed it.
    pub market: Box<Market>,
    /// Price of the present print, feed units.
    pub price: u64,
    /// The feed.
    pub ticker: Ticker,
}

impl Tape {
    /// Creates the market, at the first price.
    pub fn open(chain: Box<dyn Chain>, setup: &Setup) -> Result<Self> {
        let mut world = World::create(chain, setup).context("creating the market")?;
        let market = world.market();
        Ok(Self {
            ticker: Ticker::new(world.feed, setup.price, setup.start_ts),
            world,
            market,
            price: setup.price,
        })
    }

    /// The market that [`Self::open`] made on a chain that goes on, at the oracle's last print. Fails if there is none, or one
    /// of another version's.
    pub fn resume(chain: Box<dyn Chain>, setup: &Setup) -> Result<Self> {
        let mut world = World::attached(chain, setup);
        let market = world.try_market().context("no market of this version")?;
        let vault: Option<Vault> = world.fetch(&world.vault.vault.clone());
        vault.context("no vault of this version")?;
        let quote = last_quote(&mut world, &market)?;
        Ok(Self {
            ticker: Ticker::after(world.feed, &quote)?,
            price: u64::try_from(quote.price).context("a price below zero")?,
            world,
            market,
        })
    }

    /// Unix time of the chain.
    pub fn now(&self) -> i64 {
        self.world.now()
    }

    /// Moves the clock and the oracle.
    pub fn advance_to(&mut self, ts: i64, price: u64) {
        let secs = ts - self.now();
        let (address, account) = self.print(price, ts);
        self.world.advance(secs);
        self.world.chain.set_account(&address, account);
    }

    /// The oracle's account once it has printed at `ts`, for whoever moves the clock by other means.
    pub fn print(&mut self, price: u64, ts: i64) -> (Pubkey, Account) {
        self.price = price;
        self.ticker.print(price, ts)
    }

    /// Reads the market again.
    pub fn refresh(&mut self) {
        self.market = self.world.market();
    }

    /// The market as the program will see it in the next transaction.
    pub fn ahead(&self) -> Result<Box<Market>> {
        let ticker = &self.ticker;
        if self.market.risk.publish_ts >= ticker.published_ts {
            return Ok(self.market.clone());
        }
        let print = Print {
            price: self.price,
            publish_ts: ticker.published_ts,
            prev_publish_ts: ticker.previous_ts,
            ema_price: ticker.ema,
        };
        self.taking(&print, self.now())
    }

    /// As [`Self::ahead`], if the price is published again at `ts`.
    pub fn ahead_at(&self, ts: i64) -> Result<Box<Market>> {
        let ticker = &self.ticker;
        if ts <= ticker.published_ts {
            return self.ahead();
        }
        let print = Print {
            price: self.price,
            publish_ts: ts,
            prev_publish_ts: ticker.published_ts,
            ema_price: ticker.ema_at(self.price, ts),
        };
        self.taking(&print, ts)
    }

    fn taking(&self, print: &Print, now: i64) -> Result<Box<Market>> {
        let mut market = self.market.clone();
        market.observe(print, now)?;
        Ok(market)
    }

    /// Records the print unless a transaction before has.
    pub fn observe(&mut self) -> Result<()> {
        if self.market.risk.publish_ts >= self.ticker.published_ts {
            return Ok(());
        }
        let outcome = self.world.observe();
        self.must("observing", outcome)
    }

    /// Judges a transaction: success, or one of the refusals `expected`; anything else ends the run.
    pub fn judge(
        &mut self,
        what: &str,
        outcome: Result<Receipt, TxError>,
        expected: &[BallastError],
    ) -> Result<Verdict> {
        match outcome {
            Ok(_) => {
                let trips = self.market.risk.breaker.trip_count;
                self.refresh();
                Ok(if self.market.risk.breaker.trip_count > trips {
                    Verdict::Deferred
                } else {
                    Verdict::Done
                })
            }
            Err(error) => {
                let TxError::Program(code) = error else {
                    return Err(self.unexpected(what, &error));
                };
                match errors::from_code(code) {
                    Some(known) if expected.contains(&known) => Ok(Verdict::Refused(known)),
                    _ => Err(self.unexpected(what, &error)),
                }
            }
        }
    }

    /// As [`Self::judge`], for what nothing may refuse.
    pub fn must(&mut self, what: &str, outcome: Result<Receipt, TxError>) -> Result<()> {
        self.judge(what, outcome, &[])?;
        Ok(())
    }

    fn unexpected(&self, what: &str, error: &TxError) -> anyhow::Error {
        let at = crate::format::utc(self.now());
        anyhow!("{what} at {at} failed unexpectedly: {error}")
    }

    /// Value of `contracts` of a series at the last print's mark, in collateral atoms, rounded up.
    pub fn mark_up(&self, series: &SeriesKeys, contracts: u64) -> Result<u64> {
        let (market, now) = (&self.market, self.now());
        let scale = market.scale();
        let coverage = scale.coverage_up(series.kind, contracts, series.strike)?;
        let terms = Terms {
            kind: series.kind,
            spot: market.risk.price,
            strike: series.strike,
            years: years_to(series.expiry_ts, now),
            vol: market.mark_vol_at(series.strike, now)?,
        };
        Ok(liability_up(&terms, coverage)?)
    }

    /// Stage of the breaker now, whether or not anybody has cranked it.
    pub fn stage(&self) -> Stage {
        let market = &self.market;
        market
            .risk
            .breaker
            .stage_at(&market.params.breaker, self.now())
    }

    /// Payoff of a kind that nobody could pay, in its collateral's atoms.
    pub fn bad_debt(&self, kind: Kind) -> u64 {
        match kind {
            Kind::Call => self.market.base_bad_debt,
            Kind::Put => self.market.quote_bad_debt,
        }
    }

    /// Every invariant that can be seen from outside.
    pub fn audit(&mut self) -> Result<()> {
        let at = crate::format::utc(self.now());
        match self.world.audit() {
            Ok(()) => Ok(()),
            Err(broken) => bail!("the books do not balance at {at}: {broken}"),
        }
    }
}

/// What the market's oracle account shows.
fn last_quote(world: &mut World, market: &Market) -> Result<Quote> {
    let address = world.keys.oracle;
    let account = world.chain.account(&address);
    let account = account.context("no oracle account")?;
    let account = OracleAccount {
        address: &address,
        owner: &account.owner,
        data: &account.data,
    };
    let read = account.read_for(market);
    let read = read.map_err(|why| anyhow!("the oracle account cannot be read: {why}"))?;
    Ok(read.quote)
}
