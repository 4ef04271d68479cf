//! A vault's orders, and those that could be opened.

use ballast::{
    errors::BallastError,
    state::{Market, Vault},
};
use option_risk::{
    breaker::Action,
    buyback::premium_down,
    hedge::{Order, Side},
    settlement::averages_from,
};
use serde::Serialize;

use crate::{errors::refusal, reports::status};

/// How an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
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
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Hedge {
    pub state: OrderState,
    /// `sell` or `buy`, seen from the vault.
    #[cfg_attr(feature = "web", tsify(type = "\"sell\" | \"buy\" | undefined"))]
    pub side: Option<&'static str>,
    /// Left of the order or, without one, wanted before any budget.
    pub base: u64,
    /// At which it fills now, feed units.
    pub price: Option<u64>,
    pub until_ts: Option<i64>,
    /// Why the breaker lets nobody open one now, if it does not.
    pub refusal: Option<String>,
}

/// The buy-back. Amounts are atoms: of contracts, of collateral.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Buyback {
    pub state: OrderState,
    /// Left of the order or, without one, wanted.
    pub contracts: u64,
    /// Volatility bid at the strike, a year.
    pub vol: Option<f64>,
    /// Paid for one contract now, rounded down.
    pub price: Option<u64>,
    pub until_ts: Option<i64>,
    /// What may still be spent in this round.
    pub budget: u64,
    /// Why the breaker lets nobody open one now, if it does not.
    pub refusal: Option<String>,
}

/// `wanted` is the trade due now.
pub(super) fn hedge(
    market: &Market,
    vault: &Vault,
    wanted: Option<Order>,
    now: i64,
) -> Result<Hedge, BallastError> {
    let (order, params) = (&vault.hedge, &vault.params.hedge);
    let none = Hedge {
        state: match params.enabled() {
            true => OrderState::None,
            false => OrderState::Off,
        },
        side: None,
        base: 0,
        price: None,
        until_ts: None,
        // What the program asks of whoever opens one, whichever side it is.
        refusal: refused(market, Action::HedgeAgainstMove, now),
    };
    if order.base_atoms > 0 {
        let is_open = order.is_open(params, &market.risk.breaker, now);
        let state = match is_open && now < vault.sale.expiry_ts {
            true if now < params.crossing_ends_ts(order.opened_ts) => OrderState::Crossing,
            true => OrderState::Open,
            false => OrderState::Over,
        };
        let fills = state == OrderState::Open;
        let price = fills.then(|| vault.hedge_price(market, now).map_err(refusal));
        return Ok(Hedge {
            state,
            side: Some(side_name(order.side().map_err(refusal)?)),
            base: order.base_atoms,
            price: price.transpose()?.flatten(),
            until_ts: Some(params.ends_ts(order.opened_ts)),
            ..none
        });
    }
    Ok(match wanted {
        Some(order) => Hedge {
            state: OrderState::Wanted,
            side: Some(side_name(order.side)),
            base: order.base_atoms,
            ..none
        },
        None => none,
    })
}

pub(super) fn side_name(side: Side) -> &'static str {
    match side {
        Side::SellBase => "sell",
        Side::BuyBase => "buy",
    }
}

/// `wanted` are the contracts due now.
pub(super) fn buyback(
    market: &Market,
    vault: &Vault,
    wanted: Option<u64>,
    now: i64,
) -> Result<Buyback, BallastError> {
    let (order, params) = (&vault.buyback, &vault.params.buyback);
    // No fill is due in the half hour whose mean settles, whatever order is open.
    let last_ts = averages_from(vault.sale.expiry_ts);
    let is_open = order.is_open(params, &market.risk.breaker, now) && now < last_ts;
    let state = match (order.contracts, wanted) {
        _ if !params.enabled() => OrderState::Off,
        (0, None) => OrderState::None,
        (0, Some(_)) => OrderState::Wanted,
        _ if is_open => OrderState::Open,
        _ => OrderState::Over,
    };
    let bid = match is_open {
        true => vault.bid(market, now).map_err(refusal)?,
        false => None,
    };
    let scale = market.scale();
    let price = bid.map(|terms| premium_down(&terms, scale.one_contract(), &scale));
    Ok(Buyback {
        state,
        price: price.transpose()?,
        contracts: match order.contracts {
            0 => wanted.unwrap_or(0),
            left => left,
        },
        vol: bid.map(|terms| terms.vol.0.to_num()),
        until_ts: (order.contracts > 0).then(|| params.ends_ts(order.opened_ts).min(last_ts)),
        budget: vault.buyback_budget().map_err(refusal)?,
        refusal: refused(market, Action::BuyBack, now),
    })
}

fn refused(market: &Market, action: Action, now: i64) -> Option<String> {
    status::refusal(&market.risk.breaker, &market.params.breaker, action, now)
}
