//! What a vault would have after its options' expiry, by the price they settle at.

use ballast::{
    errors::BallastError,
    state::{Market, Vault},
};
use option_risk::{
    units::{Kind, Scale},
    RiskError,
};
use serde::Serialize;

use crate::errors::refusal;

/// Prices looked at.
const POINTS: u64 = 61;
/// From this far below the lower of price and strike, percent of it ...
const FROM_PCT: u64 = 70;
/// ... to this far above the higher.
const TO_PCT: u64 = 130;
/// Calls are not looked at beyond so many times their strike.
const FURTHEST: u64 = 100;

/// The vault over a range of settlement prices.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Payoff {
    /// Options that are sold; the rest of an offer is not counted.
    pub contracts: u64,
    pub points: Vec<Point>,
}

/// What somebody would have at one of them.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Point {
    /// Feed units.
    pub price: u64,
    /// All assets, premium included, less the payoff; collateral atoms.
    pub worth: u64,
}

/// None where nothing is sold.
pub(super) fn payoff(market: &Market, vault: &Vault) -> Result<Option<Payoff>, BallastError> {
    let (sale, scale) = (&vault.sale, market.scale());
    if sale.sold == 0 {
        return Ok(None);
    }
    let kind = vault.kind().map_err(refusal)?;
    let assets = vault.book.assets.assets();
    let points = over(market.risk.price, sale.strike, |price| {
        let worth = assets.worth_down(kind, price, &scale)?;
        let owed = scale.payoff_up(kind, sale.sold, sale.strike, price)?;
        Ok(worth.saturating_sub(owed))
    });
    Ok(Some(Payoff {
        contracts: sale.sold,
        points: points?,
    }))
}

/// What a holder of options is paid by the price they settle at, rounded down; collateral atoms.
pub fn payoff_of(
    (kind, strike): (Kind, u64),
    contracts: u64,
    price: u64,
    scale: &Scale,
) -> Result<Vec<Point>, RiskError> {
    over(price, strike, |settlement| {
        scale.payoff_down(kind, contracts, strike, settlement)
    })
}

/// The settlement price nearest the money at which options pay at least `premium`; none if they never pay so much.
pub fn break_even(
    (kind, strike): (Kind, u64),
    contracts: u64,
    premium: u64,
    scale: &Scale,
) -> Result<Option<u64>, RiskError> {
    // Away from the strike the payoff never falls.
    let settles = |distance: u64| match kind {
        Kind::Call => strike.saturating_add(distance),
        Kind::Put => strike.saturating_sub(distance).max(1),
    };
    let pays = |distance| -> Result<bool, RiskError> {
        Ok(scale.payoff_down(kind, contracts, strike, settles(distance))? >= premium)
    };
    let mut most = match kind {
        Kind::Call => strike.saturating_mul(FURTHEST),
        Kind::Put => strike,
    };
    if !pays(most)? {
        return Ok(None);
    }
    let mut least = 0;
    while least < most {
        let middle = least + (most - least) / 2;
        match pays(middle)? {
            true => most = middle,
            false => least = middle + 1,
        }
    }
    Ok(Some(settles(most)))
}

/// Something over a range of settlement prices around both.
fn over(
    price: u64,
    strike: u64,
    worth: impl Fn(u64) -> Result<u64, RiskError>,
) -> Result<Vec<Point>, RiskError> {
    let percent = |price: u64, pct| price.saturating_mul(pct) / 100;
    let from = percent(price.min(strike), FROM_PCT).max(1);
    let to = percent(price.max(strike), TO_PCT);
    let step = to.saturating_sub(from) / (POINTS - 1);
    let mut points = Vec::new();
    for index in 0..POINTS {
        let price = from + step * index;
        let worth = worth(price)?;
        points.push(Point { price, worth });
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{self, DOLLAR, SOL};

    #[test]
    fn options_break_even_where_they_pay_their_premium() {
        let scale = example::market(200 * DOLLAR).unwrap().scale();
        for (kind, premium) in [(Kind::Call, SOL / 20), (Kind::Put, 10_000_000)] {
            let of = (kind, 200 * DOLLAR);
            let pays = |price| scale.payoff_down(kind, SOL, of.1, price).unwrap();
            let price = break_even(of, SOL, premium, &scale).unwrap().unwrap();
            assert!(pays(price) >= premium);
            let nearer = match kind {
                Kind::Call => price - 1,
                Kind::Put => price + 1,
            };
            assert!(pays(nearer) < premium);
        }
        // A call never pays a whole token, a put no more than its strike.
        let never = |kind, premium| break_even((kind, 200 * DOLLAR), SOL, premium, &scale);
        assert_eq!(never(Kind::Call, SOL), Ok(None));
        assert_eq!(never(Kind::Put, 200_000_001), Ok(None));
    }
}
