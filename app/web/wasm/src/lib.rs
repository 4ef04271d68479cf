//! What the Rust client says of accounts, for a web page: the program's own functions as WebAssembly.
//!
//! [`MarketView`] is a market at one moment; its methods take other accounts as the bytes that any node hands out and
//! answer with the client's reports as JavaScript objects, atoms and times as `bigint`. A refusal of the program's, or bytes
//! of another type, are thrown as an `Error` whose message is a sentence for people.

mod errors;
mod margin;
mod trade;
mod vault;

use anchor_lang::{prelude::Pubkey, AccountDeserialize};
use ballast_client::{
    accounts,
    ballast::{
        errors::BallastError,
        state::{Market, Proposal, Series},
    },
    option_risk::units::Kind,
    reports::{self, OptionReport, Point, Status},
    views::{self, OracleAccount},
};
use js_sys::Uint8Array;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

pub use errors::{Failure, Told};
pub use margin::WhatIfChange;
pub use trade::Terms;

/// A market at one moment.
#[wasm_bindgen]
pub struct MarketView {
    address: Pubkey,
    market: Box<Market>,
    now: i64,
}

#[wasm_bindgen]
impl MarketView {
    /// A market by its address, its account's data and the cluster's clock, unix seconds.
    #[wasm_bindgen(constructor)]
    pub fn new(address: &str, account: &[u8], now: i64) -> Told<MarketView> {
        let market = accounts::decode_market(account).ok_or(Failure::NotA("market"))?;
        Ok(Self {
            address: key(address)?,
            market,
            now,
        })
    }

    /// Takes the oracle's print in, as the next instruction would; true if that would trip the breaker. One that is
    /// unfit, or of another feed, leaves everything as it is.
    pub fn observe(&mut self, address: &str, owner: &str, data: &[u8]) -> Told<bool> {
        let (address, owner) = (key(address)?, key(owner)?);
        let account = OracleAccount {
            address: &address,
            owner: &owner,
            data,
        };
        // The page's clock may lag behind what the cluster has shown already.
        if let Ok(print) = account.read_for(&self.market) {
            self.now = self.now.max(print.quote.publish_ts);
        }
        let Ok(observed) = views::observed(&self.market, &account, self.now) else {
            return Ok(false);
        };
        self.market = observed.market;
        Ok(observed.trips)
    }

    /// The market at a glance; `series` are all of its series, `proposals` all of its protocol's.
    pub fn status(&self, series: Vec<Uint8Array>, proposals: Vec<Uint8Array>) -> Told<Ts<Status>> {
        let (series, proposals) = (all::<Series>(&series), all::<Proposal>(&proposals));
        let status = reports::status(&self.address, &self.market, &series, &proposals, self.now);
        shown(&status?)
    }

    /// One contract at the mark. `kind` is `call` or `put`, `strike` in feed units.
    pub fn option(&self, kind: &str, strike: u64, expiry_ts: i64) -> Told<Ts<OptionReport>> {
        let report = reports::option(&self.market, kind_of(kind)?, strike, expiry_ts, self.now);
        shown(&report?)
    }

    /// What a holder of options would be paid, by the price they settle at.
    pub fn option_payoff(&self, kind: &str, strike: u64, contracts: u64) -> Told<Vec<Ts<Point>>> {
        let (price, scale) = (self.market.risk.price, self.market.scale());
        let of = (kind_of(kind)?, strike);
        shown_all(&reports::payoff_of(of, contracts, price, &scale)?)
    }

    /// The settlement price nearest the money, feed units, at which options pay at least `premium`; none if never.
    pub fn break_even(
        &self,
        kind: &str,
        strike: u64,
        contracts: u64,
        premium: u64,
    ) -> Told<Option<u64>> {
        let (of, scale) = ((kind_of(kind)?, strike), self.market.scale());
        Ok(reports::break_even(of, contracts, premium, &scale)?)
    }

    /// What options of a settled series are paid now, collateral atoms; `supply` is that of the option mint.
    pub fn payout(&self, series: &[u8], contracts: u64, supply: u64) -> Told<u64> {
        let mut series: Series = one(series, "series")?;
        if !series.settled {
            return Err(BallastError::SeriesNotSettled.into());
        }
        Ok(series.redeem(&self.market.scale(), contracts, supply)?)
    }

    /// Quote atoms for base atoms at a price in feed units.
    pub fn quote_for_base(&self, base: u64, price: u64, round_up: bool) -> Told<u64> {
        let scale = self.market.scale();
        Ok(match round_up {
            true => scale.quote_for_base_up(base, price),
            false => scale.quote_for_base_down(base, price),
        }?)
    }

    /// Moments that a series created now may expire at, ascending.
    pub fn calendar(&self) -> Vec<i64> {
        views::calendar(&self.market, self.now)
    }
}

/// As a JavaScript object.
fn shown<T: Tsify + Serialize>(report: &T) -> Told<Ts<T>> {
    Ok(Ts::from_rust(report)?)
}

/// As JavaScript objects.
fn shown_all<T: Tsify + Serialize>(reports: &[T]) -> Told<Vec<Ts<T>>> {
    reports.iter().map(shown).collect()
}

/// An address.
fn key(text: &str) -> Told<Pubkey> {
    text.parse().map_err(|_| Failure::NotA("address"))
}

/// `call` or `put`.
fn kind_of(text: &str) -> Told<Kind> {
    Kind::ALL
        .into_iter()
        .find(|kind| kind.name() == text)
        .ok_or(Failure::NotA("kind of option"))
}

/// An account, or that it is none of that kind.
fn one<T: AccountDeserialize>(data: &[u8], what: &'static str) -> Told<T> {
    accounts::decode(data).ok_or(Failure::NotA(what))
}

/// Those that are of the type.
fn all<T: AccountDeserialize>(data: &[Uint8Array]) -> Vec<T> {
    let decoded = |data: &Uint8Array| accounts::decode(&data.to_vec());
    data.iter().filter_map(decoded).collect()
}
