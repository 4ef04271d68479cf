//! The round that runs: its options and what the sale asks for them.

use ballast::{
    errors::BallastError,
    state::{Ask, Market, Stage, Vault},
};
use option_risk::{breaker::Action, oracle::Use, sale::least_lot};
use serde::Serialize;

use crate::errors::refusal;

/// Steps of [`sale_curve`].
const CURVE_STEPS: u64 = 60;

/// The options of the running round. Amounts are atoms: of contracts, of collateral.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Running {
    /// Its number.
    pub round: u64,
    /// Of the series.
    pub address: String,
    /// Feed units.
    pub strike: u64,
    pub expiry_ts: i64,
    /// Sold and still offered.
    pub contracts: u64,
    pub sold: u64,
    /// Locked: the most they can ever cost.
    pub coverage: u64,
    /// Net of the insurance fund's share.
    pub premium: u64,
    pub buyback_cost: u64,
    /// While the sale runs.
    pub ask: Option<Asked>,
}

/// What the sale asks now.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Asked {
    /// Volatility at the money, a year.
    pub vol: f64,
    /// The same at the strike.
    pub strike_vol: f64,
    /// Collateral for one contract.
    pub price: u64,
}

/// What a purchase would pay.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Quote {
    pub contracts: u64,
    /// Left in the sale.
    pub offered: u64,
    /// The least that may be bought.
    pub least: u64,
    /// Volatility asked at the money, a year.
    pub vol: f64,
    /// The same at the strike.
    pub strike_vol: f64,
    /// Of one contract, collateral atoms.
    pub price: u64,
    /// Of all of them.
    pub premium: u64,
}

/// What a sale asks so long after its opening.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct SalePoint {
    pub second: u64,
    /// Volatility at the money, a year.
    pub vol: f64,
    /// Collateral atoms for one contract.
    pub price: u64,
}

/// The running round, if options are on offer or sold.
pub(super) fn running(
    market: &Market,
    vault: &Vault,
    ask: Option<&Ask>,
) -> Result<Option<Running>, BallastError> {
    let sale = &vault.sale;
    if sale.contracts == 0 {
        return Ok(None);
    }
    Ok(Some(Running {
        round: vault.book.round,
        address: sale.series.to_string(),
        strike: sale.strike,
        expiry_ts: sale.expiry_ts,
        contracts: sale.contracts,
        sold: sale.sold,
        coverage: sale.coverage,
        premium: sale.premium,
        buyback_cost: sale.buyback_cost,
        ask: ask.map(|ask| Asked::of(market, vault, ask)).transpose()?,
    }))
}

impl Asked {
    fn of(market: &Market, vault: &Vault, ask: &Ask) -> Result<Self, BallastError> {
        let price = vault.premium_up(market, ask, market.scale().one_contract());
        Ok(Self {
            vol: ask.vol.0.to_num(),
            strike_vol: ask.terms.vol.0.to_num(),
            price: price.map_err(refusal)?,
        })
    }
}

/// What the running sale asks for `contracts` at the market's last print, or the program's refusal.
pub fn quote(
    market: &Market,
    vault: &Vault,
    contracts: u64,
    now: i64,
) -> Result<Quote, BallastError> {
    if vault.stage != Stage::Selling {
        return Err(BallastError::WrongStage);
    }
    if contracts == 0 {
        return Err(BallastError::ZeroAmount);
    }
    let action = Action::BuyOption;
    market.permit(action, now).map_err(refusal)?;
    market.require_fit(Use::of(action), now).map_err(refusal)?;
    let offered = vault.sale.contracts.saturating_sub(vault.sale.sold);
    if contracts > offered {
        return Err(BallastError::SoldOut);
    }
    let least = least_lot(vault.sale.contracts, offered);
    if contracts < least {
        return Err(BallastError::LotTooSmall);
    }
    let ask = vault.ask(market, now).map_err(refusal)?;
    let ask = ask.ok_or(BallastError::SaleOver)?;
    let Asked {
        vol,
        strike_vol,
        price,
    } = Asked::of(market, vault, &ask)?;
    Ok(Quote {
        contracts,
        offered,
        least,
        vol,
        strike_vol,
        price,
        premium: vault.premium_up(market, &ask, contracts).map_err(refusal)?,
    })
}

/// What a running sale asks from its opening to its end, at the market's last print; empty where none runs.
pub fn sale_curve(
    market: &Market,
    vault: &Vault,
    now: i64,
) -> Result<Vec<SalePoint>, BallastError> {
    let mut points = Vec::new();
    if vault.stage != Stage::Selling {
        return Ok(points);
    }
    let duration = u64::from(vault.params.sale.duration_secs);
    for index in 0..=CURVE_STEPS {
        let second = duration * index / CURVE_STEPS;
        let asked = vault.ask_after(market, second, now).map_err(refusal)?;
        let Some(ask) = asked else { continue };
        let Asked { vol, price, .. } = Asked::of(market, vault, &ask)?;
        points.push(SalePoint { second, vol, price });
    }
    Ok(points)
}
