//! Parameters of the market around the protocol.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Returns an error for the first of these fields that is not within its bounds.
macro_rules! within {
    ($params:ident: $($field:ident in $bounds:expr,)+) => {
        $(within(stringify!($field), $params.$field.into(), $bounds)?;)+
    };
}

/// The market around the protocol: prices in feed units of 10^-8 quote, money in quote atoms of six decimals, ratios in bps.
///
/// After `docs/stress.md`, which names the source of each formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModelParams {
    /// Price at the start.
    pub start_price: u64,
    /// Calm before the accounts are opened and the news breaks, minutes.
    pub warm_up_mins: u32,
    /// From the beginning of the news to the end of a run, minutes.
    pub after_mins: u32,
    /// Standard deviation of the fundamental per minute, millionths.
    pub noise_ppm: u32,
    /// Quote atoms that trade within 1% of the price in calm.
    pub depth_quote_per_pct: u64,
    /// Annualised volatility at which that is so, bps.
    pub depth_vol_bps: u32,
    /// Half-life of the volatility that thins depth out, seconds.
    pub depth_half_life_secs: u32,
    /// 1: depth does not thin out. For checks against theory.
    pub constant_depth: u32,
    /// Of the gap between price and fundamental that arbitrage closes a minute, bps.
    pub arbitrage_bps_per_min: u32,
    /// Most that arbitrage trades a minute, bps of depth, in calm.
    pub arbitrage_cap_bps: u32,
    /// What of that is left at any volatility, bps of it.
    pub arbitrage_least_bps: u32,
    /// Hedge flow per 1% move of the options in vaults over calm depth, thousandths.
    pub hedge_ratio_milli: u32,
    /// Other than 0: hedgers with a constant gamma of so many thousandths of depth in place of the vaults; negative is
    /// long. For checks against theory.
    pub linear_gain_milli: i32,
    /// Leveraged accounts.
    pub accounts: u32,
    /// What they control together, quote atoms at the start.
    pub notional_quote: u64,
    /// Least leverage wanted, debt over value, bps.
    pub ltv_low_bps: u32,
    /// Greatest leverage wanted, bps.
    pub ltv_high_bps: u32,
    /// Fall that the baseline's margin leaves room for, bps: whoever owes more than the rest of their value is liquidated.
    pub baseline_range_bps: u32,
    /// Strike of the puts they are short, bps of spot: in the money, so that a short put is a leveraged holding.
    pub writer_strike_bps: u32,
    /// Days to the expiry of all options.
    pub tenor_days: u32,
    /// Capital of all keepers, quote atoms.
    pub keeper_capital_quote: u64,
    /// From an account's fall under maintenance to the first liquidation of it, minutes.
    pub keeper_latency_mins: u32,
    /// What a liquidation costs a keeper beside the impact of its hedge, bps of what is taken over.
    pub keeper_cost_bps: u32,
    /// How long capital is bound in what was taken over, minutes.
    pub keeper_turnaround_mins: u32,
    /// What of what they take over keepers sell at once, bps; the rest they carry.
    pub keeper_hedge_bps: u32,
    /// In the insurance fund at the start, quote atoms.
    pub insurance_quote: u64,
    /// What sellers who see a halt coming sell a minute of what it would stop: bps of the last minute's hedges and
    /// liquidations with the move...
    pub anticipation_flow_bps: u32,
    /// ...and bps of depth beside it, whatever would be stopped. 0 and 0: nobody anticipates.
    pub anticipation_bps: u32,
    /// How near a threshold they begin, bps of it.
    pub anticipation_from_bps: u32,
    /// How fast implied volatility follows realised, bps of the gap a minute.
    pub implied_reversion_bps: u32,
    /// How hard the covering of short vega pushes implied volatility: points per point covered, in thousandths, where the
    /// vega of a point equals depth.
    pub vega_push_milli: u32,
}

impl Default for ModelParams {
    fn default() -> Self {
        Self {
            start_price: 10_000_000_000,
            warm_up_mins: 60,
            after_mins: 360,
            noise_ppm: 1_000,
            depth_quote_per_pct: 2_000_000_000_000,
            depth_vol_bps: 7_250,
            depth_half_life_secs: 1_800,
            constant_depth: 0,
            arbitrage_bps_per_min: 300,
            arbitrage_cap_bps: 1_500,
            arbitrage_least_bps: 4_000,
            hedge_ratio_milli: 400,
            linear_gain_milli: 0,
            accounts: 400,
            notional_quote: 60_000_000_000_000,
            ltv_low_bps: 4_500,
            ltv_high_bps: 7_800,
            baseline_range_bps: 2_000,
            writer_strike_bps: 13_000,
            tenor_days: 7,
            keeper_capital_quote: 10_000_000_000_000,
            keeper_latency_mins: 1,
            keeper_cost_bps: 20,
            keeper_turnaround_mins: 10,
            keeper_hedge_bps: 10_000,
            insurance_quote: 2_500_000_000_000,
            anticipation_flow_bps: 10_000,
            anticipation_bps: 100,
            anticipation_from_bps: 6_000,
            implied_reversion_bps: 100,
            vega_push_milli: 20_000,
        }
    }
}

impl ModelParams {
    /// Whether anybody sells ahead of halts.
    pub fn anticipates(&self) -> bool {
        self.anticipation_bps > 0 || self.anticipation_flow_bps > 0
    }

    /// The same without those who do.
    pub fn without_anticipation(self) -> Self {
        Self {
            anticipation_flow_bps: 0,
            anticipation_bps: 0,
            ..self
        }
    }

    /// Bounds within which nothing overflows and every account has a debt.
    pub fn validate(&self) -> Result<()> {
        if self.after_mins >= self.tenor_days * 1_440 {
            return Err(Error::OutOfBounds(format!(
                "model.after_mins = {}: options of {} days expire before",
                self.after_mins, self.tenor_days
            )));
        }
        self.validate_market()?;
        self.validate_accounts()?;
        self.validate_others()
    }

    /// Price, depth, arbitrage and the flow of hedges.
    fn validate_market(&self) -> Result<()> {
        within!(self:
            start_price in 100_000_000..=100_000_000_000_000,
            warm_up_mins in 45..=1_440,
            after_mins in 30..=10_080,
            noise_ppm in 0..=20_000,
            depth_quote_per_pct in 1_000_000_000..=1_000_000_000_000_000,
            depth_vol_bps in 1_000..=50_000,
            depth_half_life_secs in 60..=86_400,
            constant_depth in 0..=1,
            arbitrage_bps_per_min in 0..=10_000,
            arbitrage_cap_bps in 0..=100_000,
            arbitrage_least_bps in 0..=10_000,
            hedge_ratio_milli in 0..=5_000,
        );
        let gain = self.linear_gain_milli.unsigned_abs();
        within("linear_gain_milli", gain.into(), 0..=900)
    }

    /// Leveraged accounts.
    fn validate_accounts(&self) -> Result<()> {
        within!(self:
            accounts in 0..=100_000,
            notional_quote in 0..=1_000_000_000_000_000,
            ltv_low_bps in 100..=9_900,
            ltv_high_bps in u64::from(self.ltv_low_bps)..=9_900,
            baseline_range_bps in 100..=9_000,
            writer_strike_bps in 10_000..=30_000,
            tenor_days in 2..=14,
        );
        Ok(())
    }

    /// Keepers, the insurance fund, and who reacts to halts and volatility.
    fn validate_others(&self) -> Result<()> {
        within!(self:
            keeper_capital_quote in 0..=1_000_000_000_000_000,
            keeper_latency_mins in 0..=1_440,
            keeper_cost_bps in 0..=1_000,
            keeper_turnaround_mins in 0..=1_440,
            keeper_hedge_bps in 0..=10_000,
            insurance_quote in 0..=1_000_000_000_000_000,
            anticipation_flow_bps in 0..=100_000,
            anticipation_bps in 0..=100_000,
            anticipation_from_bps in 0..=9_900,
            implied_reversion_bps in 0..=10_000,
            vega_push_milli in 0..=1_000_000,
        );
        Ok(())
    }
}

fn within(name: &str, value: u64, bounds: RangeInclusive<u64>) -> Result<()> {
    match bounds.contains(&value) {
        true => Ok(()),
        false => Err(Error::OutOfBounds(format!(
            "model.{name} = {value}, not in {}..={}",
            bounds.start(),
            bounds.end()
        ))),
    }
}
