//! Everybody else on the spot market: arbitrage, sellers who see a halt coming, and dealers who cover their vega.

use ballast::state::Market;
use option_math::{Vol, I64F64};
use option_risk::breaker::{Direction, WindowReading};

use crate::error::Result;
use crate::impact::{share, Depth};
use crate::model::ModelParams;
use crate::venue::{Venue, HARD_HALT_BPS};

/// Over how many minutes anticipators buy back.
const RETURN_MINS: i64 = 60;
/// Between two sales that teach the program's implied mark, seconds.
const SALES_EVERY_SECS: i64 = 600;

/// Arbitrage of the gap between fundamental and price, quote atoms, bought if positive: `k gap depth` a minute, within a cap
/// that shrinks with volatility.
pub fn arbitrage(model: &ModelParams, gap: I64F64, depth: &Depth) -> i64 {
    let calm = I64F64::from_num(share(depth.quote(), model.arbitrage_cap_bps));
    let least = I64F64::from_num(model.arbitrage_least_bps) / 10_000;
    let most = calm.saturating_mul(least.max(I64F64::ONE / depth.stress()));
    let per_cent = gap.saturating_mul_int(100);
    let rate = I64F64::from_num(model.arbitrage_bps_per_min) / 10_000;
    let wanted = I64F64::from_num(depth.quote()).saturating_mul(per_cent.saturating_mul(rate));
    wanted.clamp(-most, most).to_num()
}

/// Sellers who know the thresholds: as a halt comes near they sell what it would stop, and buy back once it is far again.
#[derive(Default)]
pub struct Anticipators {
    /// Sold and not bought back, quote atoms.
    sold: i64,
}

impl Anticipators {
    /// What they trade in this minute, quote atoms; `stopped` is what a halt would have stopped in it.
    pub fn trade(
        &mut self,
        model: &ModelParams,
        near_bps: u32,
        stopped: u64,
        depth: &Depth,
    ) -> i64 {
        let from = model.anticipation_from_bps;
        if near_bps <= from {
            let bought = self.sold / RETURN_MINS;
            self.sold -= bought;
            return bought;
        }
        let eager = (near_bps.min(10_000) - from) * 10_000 / (10_000 - from).max(1);
        let most = share(stopped, model.anticipation_flow_bps)
            .saturating_add(share(depth.quote(), model.anticipation_bps));
        let sold = i64::try_from(share(most, eager)).unwrap_or(i64::MAX);
        self.sold = self.sold.saturating_add(sold);
        -sold
    }
}

/// How far the price has fallen of what would halt, bps of it; `hard` if that is a hard halt.
pub fn nearness_bps(venue: &Venue, hard: bool) -> u32 {
    let (params, reading) = (&venue.market.params.breaker, &venue.signals.reading);
    if hard {
        return near(reading.fifteen(), 1, HARD_HALT_BPS);
    }
    let windows = [
        near(reading.five(), params.z5_milli, params.move5_bps),
        near(reading.fifteen(), params.z15_milli, params.move15_bps),
        near(reading.sixty(), params.z60_milli, params.move60_bps),
    ];
    windows.into_iter().max().unwrap_or(0)
}

/// The lesser of both shares of a window's thresholds: it takes both to halt.
fn near(window: &WindowReading, z_milli: u32, move_bps: u32) -> u32 {
    if window.direction != Direction::Down {
        return 0;
    }
    let of = |value: u64, limit: u32| value.saturating_mul(10_000) / u64::from(limit.max(1));
    let share = of(window.z_milli, z_milli).min(of(window.move_bps.into(), move_bps));
    u32::try_from(share).unwrap_or(u32::MAX)
}

/// The volatility that options trade at elsewhere.
pub struct Dealers {
    vol: I64F64,
    traded_ts: i64,
    sold_ts: i64,
}

impl Dealers {
    /// At the market's implied volatility.
    pub fn new(market: &Market, now: i64) -> Self {
        Self {
            vol: Vol::from_bps(market.params.implied_vol_bps).0,
            traded_ts: now,
            sold_ts: now,
        }
    }

    /// The time since the last: implied follows realised, and whoever is short of vega covers a rise and pushes it further.
    /// Every ten minutes a sale clears at it.
    pub fn trade(
        &mut self,
        model: &ModelParams,
        market: &mut Market,
        depth: &Depth,
        now: i64,
    ) -> Result<()> {
        let mins = I64F64::from_num(now - self.traded_ts) / 60;
        let rate = I64F64::from_num(model.implied_reversion_bps) / 10_000;
        let way = rate.saturating_mul(mins).min(I64F64::ONE);
        let drift = (depth.realised()? - self.vol).saturating_mul(way);
        let short = I64F64::from_num(market.book.net_vega.min(0).unsigned_abs());
        let push = short / I64F64::from_num(depth.quote().max(1));
        let push = push.saturating_mul(I64F64::from_num(model.vega_push_milli)) / 1_000;
        let covered = drift
            .max(I64F64::ZERO)
            .saturating_mul(push.min(I64F64::ONE));
        self.vol = (self.vol + drift + covered).clamp(I64F64::ZERO, I64F64::from_num(5));
        self.traded_ts = now;
        if now - self.sold_ts >= SALES_EVERY_SECS {
            self.sold_ts = now;
            let contracts = market.params.implied.weight_contracts;
            market.sale_cleared(Vol(self.vol), contracts, now)?;
        }
        Ok(())
    }
}
