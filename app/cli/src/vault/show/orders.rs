//! A vault's orders, and those that could be opened.

use anyhow::Result;
use ballast_client::{amounts, ballast::state::Vault};
use option_risk::{
    hedge::{Order, Side},
    units::Kind,
};
use serde::Serialize;

use crate::{
    format::{grouped, utc},
    rpc::{told, Desk},
};

/// How an order stands.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The vault has no such orders.
    Off,
    /// Nothing is due.
    None,
    /// An order may be opened.
    Wanted,
    /// Only other vaults may fill it yet.
    Crossing,
    Open,
    /// Its time is over, the options have expired, or a halt has voided it.
    Over,
}

/// The hedge. Amounts are base atoms.
#[derive(Serialize)]
pub struct Hedge {
    pub state: State,
    /// `sell` or `buy`, seen from the vault.
    pub side: Option<&'static str>,
    /// Left of the order or, without one, wanted before any budget.
    pub base: u64,
    /// At which it fills now, feed units.
    pub price: Option<u64>,
    pub until_ts: Option<i64>,
}

/// The buy-back. Amounts are atoms: of contracts, of collateral.
#[derive(Serialize)]
pub struct Buyback {
    pub state: State,
    /// Left of the order or, without one, wanted.
    pub contracts: u64,
    /// Volatility bid at the strike, a year.
    pub vol: Option<f64>,
    pub until_ts: Option<i64>,
    /// What may still be spent in this round.
    pub budget: u64,
}

/// `wanted` is the trade due now.
pub fn hedge(desk: &Desk, vault: &Vault, wanted: Option<Order>) -> Result<Hedge> {
    let (market, now) = (&*desk.market, desk.now);
    let (order, params) = (&vault.hedge, &vault.params.hedge);
    let none = Hedge {
        state: match params.enabled() {
            true => State::None,
            false => State::Off,
        },
        side: None,
        base: 0,
        price: None,
        until_ts: None,
    };
    if order.base_atoms > 0 {
        let is_open = order.is_open(params, &market.risk.breaker, now);
        let state = match is_open && now < vault.sale.expiry_ts {
            true if now < params.crossing_ends_ts(order.opened_ts) => State::Crossing,
            true => State::Open,
            false => State::Over,
        };
        let fills = state == State::Open;
        let price = fills.then(|| told(vault.hedge_price(market, now)));
        return Ok(Hedge {
            state,
            side: Some(side(told(order.side())?)),
            base: order.base_atoms,
            price: price.transpose()?.flatten(),
            until_ts: Some(params.ends_ts(order.opened_ts)),
        });
    }
    Ok(match wanted {
        Some(order) => Hedge {
            state: State::Wanted,
            side: Some(side(order.side)),
            base: order.base_atoms,
            ..none
        },
        None => none,
    })
}

fn side(side: Side) -> &'static str {
    match side {
        Side::SellBase => "sell",
        Side::BuyBase => "buy",
    }
}

/// `wanted` are the contracts due now.
pub fn buyback(desk: &Desk, vault: &Vault, wanted: Option<u64>) -> Result<Buyback> {
    let (market, now) = (&*desk.market, desk.now);
    let (order, params) = (&vault.buyback, &vault.params.buyback);
    let is_open = order.is_open(params, &market.risk.breaker, now) && now < vault.sale.expiry_ts;
    let state = match (order.contracts, wanted) {
        _ if !params.enabled() => State::Off,
        (0, None) => State::None,
        (0, Some(_)) => State::Wanted,
        _ if is_open => State::Open,
        _ => State::Over,
    };
    let bid = match is_open {
        true => told(vault.bid(market, now))?,
        false => None,
    };
    Ok(Buyback {
        state,
        contracts: match order.contracts {
            0 => wanted.unwrap_or(0),
            left => left,
        },
        vol: bid.map(|terms| terms.vol.0.to_num()),
        until_ts: (order.contracts > 0).then(|| params.ends_ts(order.opened_ts)),
        budget: told(vault.buyback_budget())?,
    })
}

impl Hedge {
    /// For a terminal.
    pub fn words(&self, desk: &Desk) -> String {
        let base = desk.collateral(self.base, Kind::Call);
        let side = self.side.unwrap_or_default();
        let until = self.until_ts.map_or_else(String::new, utc);
        let price = self.price.unwrap_or_default();
        let price = amounts::price(price, desk.market.price_exponent);
        match self.state {
            State::Off => "this vault does not hedge".to_owned(),
            State::None => "none due".to_owned(),
            State::Wanted => {
                format!("due: {side} {base}, or what the budget leaves (`ballast hedge open`)")
            }
            State::Crossing => format!("{side} {base}, vaults first, until {until} UTC"),
            State::Open => format!("open: {side} {base} at {price} now, until {until} UTC"),
            State::Over => format!("over: {side} {base} were left (`ballast hedge close`)"),
        }
    }
}

impl Buyback {
    /// For a terminal; `kind` is the vault's.
    pub fn words(&self, desk: &Desk, kind: Kind) -> String {
        let contracts = desk.contracts(self.contracts);
        let budget = desk.collateral(self.budget, kind);
        let until = self.until_ts.map_or_else(String::new, utc);
        let vol = grouped(self.vol.unwrap_or_default() * 1e2, 2);
        match self.state {
            State::Off => "this vault does not buy its options back".to_owned(),
            State::None => "none due".to_owned(),
            State::Wanted => {
                format!("due: {contracts} contracts, for {budget} at most (`ballast buyback open`)")
            }
            State::Open | State::Crossing => format!(
                "open: {contracts} contracts at {vol}% volatility now, for {budget} at most, \
                 until {until} UTC"
            ),
            State::Over => {
                format!("over: {contracts} contracts were left (`ballast hedge close`)")
            }
        }
    }
}
