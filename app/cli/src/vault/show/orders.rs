//! A vault's orders for a terminal.

use ballast_client::{
    amounts,
    reports::{Buyback, Hedge, OrderState},
};
use option_risk::units::Kind;

use crate::{
    format::{grouped, utc},
    rpc::Desk,
};

/// The hedge.
pub fn hedge(desk: &Desk, hedge: &Hedge) -> String {
    let base = desk.collateral(hedge.base, Kind::Call);
    let side = hedge.side.unwrap_or_default();
    let until = hedge.until_ts.map_or_else(String::new, utc);
    let price = hedge.price.unwrap_or_default();
    let price = amounts::price(price, desk.market.price_exponent);
    match hedge.state {
        OrderState::Off => "this vault does not hedge".to_owned(),
        OrderState::None => "none due".to_owned(),
        OrderState::Wanted => {
            format!("due: {side} {base}, or what the budget leaves (`ballast hedge open`)")
        }
        OrderState::Crossing => format!("{side} {base}, vaults first, until {until} UTC"),
        OrderState::Open => format!("open: {side} {base} at {price} now, until {until} UTC"),
        OrderState::Over => format!("over: {side} {base} were left (`ballast hedge close`)"),
    }
}

/// The buy-back; `kind` is the vault's.
pub fn buyback(desk: &Desk, order: &Buyback, kind: Kind) -> String {
    let contracts = desk.contracts(order.contracts);
    let budget = desk.collateral(order.budget, kind);
    let until = order.until_ts.map_or_else(String::new, utc);
    let vol = grouped(order.vol.unwrap_or_default() * 1e2, 2);
    match order.state {
        OrderState::Off => "this vault does not buy its options back".to_owned(),
        OrderState::None => "none due".to_owned(),
        OrderState::Wanted => {
            format!("due: {contracts} contracts, for {budget} at most (`ballast buyback open`)")
        }
        OrderState::Open | OrderState::Crossing => format!(
            "open: {contracts} contracts at {vol}% volatility now, for {budget} at most, \
                 until {until} UTC"
        ),
        OrderState::Over => {
            format!("over: {contracts} contracts were left (`ballast hedge close`)")
        }
    }
}
