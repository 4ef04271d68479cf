//! The loop gain with its parts, and where the gamma lies.

use ballast::state::{Market, Series};
use option_risk::{book, RiskError};
use serde::Serialize;

use super::quote;
use crate::views;

/// The market's book. Amounts are whole quote tokens; negative is short.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Gamma {
    /// Loop gain: at 1 a move feeds itself. With the totals on record.
    pub loop_gain: f64,
    /// The gain that throttles.
    pub throttle_gain: f64,
    /// What trades within 1% of the price, at the fast volatility.
    pub depth_per_pct: f64,
    /// Net hedge flow per 1% move, on record.
    pub net_gamma_per_pct: f64,
    /// Net value per volatility point, on record.
    pub net_vega: f64,
    /// Liquidated in the running window.
    pub liquidated: f64,
    /// When the record was last refreshed; 0 for never.
    pub refreshed_ts: i64,
    /// Concentration of the record, 1 for all in one series.
    pub concentration: f64,
    /// Loop gain if every series were refreshed now.
    pub loop_gain_refreshed: f64,
    /// Net hedge flow per 1% move if every series were refreshed now.
    pub net_gamma_refreshed: f64,
    /// Spots at which net gamma changes sign.
    pub flips: Vec<f64>,
    /// The strikes with the most gamma, most first.
    pub walls: Vec<Wall>,
    /// Net hedge flow per 1% move at spots from 0.6 to 1.4 times the price, if every series were refreshed now.
    pub profile: Vec<Spot>,
}

/// The book at another spot.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Spot {
    /// The spot.
    pub spot: f64,
    /// Net hedge flow per 1% move.
    pub net_per_pct: f64,
}

/// A strike and its gamma.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Wall {
    /// The strike.
    pub strike: f64,
    /// Hedge flow per 1% move, with sign.
    pub net_per_pct: f64,
    /// The same without.
    pub gross_per_pct: f64,
}

/// The book on record beside what all of `series` make of it now.
pub fn gamma(market: &Market, series: &[Series], now: i64) -> Result<Gamma, RiskError> {
    let tokens = |atoms: f64| atoms / 10f64.powi(i32::from(market.quote_decimals));
    let present = views::gamma(market, series, now)?;
    let gain = market.loop_gain_milli(now);
    let fast_vol = market.risk.vol.fast(&market.params.vol)?;
    let window_secs = market.params.liquidation.window_secs;
    let contracts = market.liquidation_flow.spent(now, window_secs);
    let liquidated = market
        .scale()
        .quote_for_base_up(contracts, market.risk.price)?;
    let record = &market.book;
    let walls = present.walls.iter().map(|wall| Wall {
        strike: quote(market, wall.strike),
        net_per_pct: tokens(wall.net.to_num()),
        gross_per_pct: tokens(wall.gross.to_num()),
    });
    let profile = present.profile.iter().map(|point| Spot {
        spot: quote(market, point.spot),
        net_per_pct: tokens(point.net.to_num()),
    });
    Ok(Gamma {
        loop_gain: thousandths(gain.map_err(|_| RiskError::Overflow)?),
        throttle_gain: thousandths(market.params.breaker.throttle_gain_milli),
        depth_per_pct: tokens(book::depth(&market.params.book, fast_vol) as f64),
        net_gamma_per_pct: tokens(record.net_gamma_per_pct as f64),
        net_vega: tokens(record.net_vega as f64),
        liquidated: tokens(liquidated as f64),
        refreshed_ts: record.refreshed_ts,
        concentration: f64::from(record.concentration_bps()) / 1e4,
        loop_gain_refreshed: thousandths(present.loop_gain_milli),
        net_gamma_refreshed: tokens(present.totals.net_gamma_per_pct as f64),
        flips: present
            .flips
            .iter()
            .map(|spot| quote(market, *spot))
            .collect(),
        walls: walls.collect(),
        profile: profile.collect(),
    })
}

fn thousandths(milli: u32) -> f64 {
    f64::from(milli) / 1e3
}
