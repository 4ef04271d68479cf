//! A market at a glance, by the risk library's own functions.

mod gamma;
mod limits;
mod windows;

use anchor_lang::prelude::Pubkey;
use ballast::{
    errors::BallastError,
    state::{Market, Proposal, Series},
};
use option_math::Vol;
use option_risk::{
    breaker::{BreakerState, Stage},
    margin::Level,
    oracle::Use,
    settlement::ExpirySlot,
    units::BPS,
    RiskError,
};
use serde::Serialize;

pub use gamma::{Gamma, Spot, Wall};
pub(super) use limits::refusal;
pub use limits::Allowance;
pub use windows::{Threshold, Window};

use super::pending::{pending, Pending};

/// A market at a glance. Prices are quote per base, volatilities a year with 1 for 100%, times unix seconds.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Status {
    /// The market's address.
    pub market: String,
    /// By the cluster's clock.
    pub now_ts: i64,
    /// The price on record.
    pub price: Price,
    /// Where the breaker stands.
    pub stage: Standing,
    /// The volatilities decisions use.
    pub volatility: Volatility,
    /// The price on record against its windows, the shortest first.
    pub windows: Vec<Window>,
    /// What may act now, and on how much of its limit.
    pub limits: Vec<Allowance>,
    /// The loop gain and the gamma behind it.
    pub gamma: Gamma,
    /// Settlement accumulators in use.
    pub expiries: Vec<Expiry>,
    /// Changes of the protocol that wait, but those of other markets; oldest first.
    pub proposals: Vec<Pending>,
}

/// The price on record.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Price {
    /// The latest print.
    pub last: f64,
    /// When it was published.
    pub publish_ts: i64,
    /// How long ago.
    pub age_seconds: i64,
    /// The feed's own average, if it has one.
    pub ema: Option<f64>,
    /// The rate-limited price.
    pub stable: f64,
    /// Prints refused so far.
    pub rejected: u64,
    /// Why it may not price new risk, if it may not.
    pub unfit_for_new_risk: Option<String>,
}

/// Where the breaker stands.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Standing {
    /// The stage.
    #[cfg_attr(
        feature = "web",
        tsify(type = "\"normal\" | \"throttle\" | \"halted\" | \"reopening\"")
    )]
    pub name: &'static str,
    /// What brought it; `none` in Normal.
    pub reason: &'static str,
    /// Which way the price had moved.
    pub direction: &'static str,
    /// When it began.
    pub since_ts: i64,
    /// When it ends by the clock, unless extended.
    pub until_ts: Option<i64>,
    /// Halts ever.
    pub halts: u64,
    /// Seconds ever halted.
    pub halted_seconds: u64,
    /// By how much initial margin is raised, percent; none where it is not.
    pub raised_pct: Option<f64>,
}

/// Annualised volatilities.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Volatility {
    /// Over days.
    pub slow: f64,
    /// Over an hour.
    pub fast: f64,
    /// Of jumps.
    pub jump: f64,
    /// What sales have cleared at.
    pub implied: f64,
    /// What options are marked at.
    pub mark: f64,
    /// What positions are held to.
    pub maintenance: f64,
    /// What new risk is held to.
    pub initial: f64,
}

/// A settlement accumulator.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Expiry {
    /// The expiry.
    pub expiry_ts: i64,
    /// Series that settle by it.
    pub series: u32,
    /// Seconds of the last half hour that have a price.
    pub covered_seconds: u64,
    /// The settlement price, once fixed.
    pub settlement: Option<f64>,
}

/// Looks at a market as it is at `now`, whether or not anybody has cranked it. `series` are all of the market's,
/// `proposals` all of its protocol's that are neither executed nor cancelled.
pub fn status(
    address: &Pubkey,
    market: &Market,
    series: &[Series],
    proposals: &[Proposal],
    now: i64,
) -> Result<Status, RiskError> {
    let mut present = market.risk.breaker;
    present.advance(&market.params.breaker, now);
    Ok(Status {
        market: address.to_string(),
        now_ts: now,
        price: price(market, now),
        stage: standing(market, &present, now),
        volatility: volatility(market, now)?,
        windows: windows::windows(market)?,
        limits: limits::limits(&present, &market.params.breaker, now),
        gamma: gamma::gamma(market, series, now)?,
        expiries: expiries(market),
        proposals: pending(proposals, address, now),
    })
}

fn price(market: &Market, now: i64) -> Price {
    let (risk, params) = (&market.risk, market.params.risk());
    let fitness = risk.fit_for(&params, Use::NewRisk, now);
    Price {
        last: quote(market, risk.price),
        publish_ts: risk.publish_ts,
        age_seconds: now.saturating_sub(risk.publish_ts),
        ema: (risk.ema_price != 0).then(|| quote(market, risk.ema_price)),
        stable: quote(market, risk.stable_at(&params, now)),
        rejected: risk.rejected,
        unfit_for_new_risk: fitness.err().map(|why| BallastError::from(why).to_string()),
    }
}

fn standing(market: &Market, present: &BreakerState, now: i64) -> Standing {
    let params = &market.params.breaker;
    let stage = present.stage();
    let is_normal = stage == Stage::Normal;
    Standing {
        name: stage.name(),
        reason: if is_normal {
            "none"
        } else {
            present.reason().name()
        },
        direction: if is_normal {
            "none"
        } else {
            present.direction().name()
        },
        since_ts: present.stage_since_ts,
        until_ts: (!is_normal).then(|| present.stage_until(params)),
        halts: present.trip_count,
        halted_seconds: present.halted_secs(now),
        raised_pct: raised_pct(market, now),
    }
}

fn raised_pct(market: &Market, now: i64) -> Option<f64> {
    match market.initial_level(now) {
        Level::StressedInitial => {
            let added_bps = market.params.margin.stressed_bps.saturating_sub(BPS);
            (added_bps > 0).then(|| f64::from(added_bps) / 1e2)
        }
        Level::Maintenance | Level::Initial => None,
    }
}

fn volatility(market: &Market, now: i64) -> Result<Volatility, RiskError> {
    let (risk, params) = (&market.risk, market.params.risk());
    let view = risk.view(&params, market.scale(), now)?;
    Ok(Volatility {
        slow: yearly(risk.vol.slow(params.vol)?),
        fast: yearly(risk.vol.fast(params.vol)?),
        jump: yearly(risk.vol.jump_vol()?),
        implied: yearly(risk.implied.at(params.implied, now)),
        mark: yearly(view.mark_vol),
        maintenance: yearly(view.maintenance_vol),
        initial: yearly(view.initial_vol),
    })
}

fn expiries(market: &Market) -> Vec<Expiry> {
    let slots = market.expiries.iter().filter(|slot| slot.series > 0);
    let expiry = |slot: &ExpirySlot| Expiry {
        expiry_ts: slot.expiry_ts,
        series: slot.series,
        covered_seconds: slot.covered_secs,
        settlement: slot.settlement().map(|price| quote(market, price)),
    };
    slots.map(expiry).collect()
}

/// Feed units as quote per base.
fn quote(market: &Market, units: u64) -> f64 {
    units as f64 * 10f64.powi(market.price_exponent)
}

fn yearly(vol: Vol) -> f64 {
    vol.0.to_num()
}
