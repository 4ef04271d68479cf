//! A liquidation before it is sent.

use option_risk::liquidation::Means;
use serde::Serialize;

use crate::views::Liquidation;

/// A planned liquidation. Amounts are atoms: of contracts, of the collateral.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct LiquidationReport {
    /// Of the series.
    pub address: String,
    pub strike: u64,
    pub expiry_ts: i64,
    #[cfg_attr(feature = "web", tsify(type = "\"takeover\" | \"burn\""))]
    pub means: &'static str,
    pub contracts: u64,
    /// Options that offset the short and go with it.
    pub carried: Vec<Carried>,
    /// Collateral that leaves the account, insurance fee included.
    pub payment: u64,
    /// What of that goes to whoever takes the short, or burns options for it.
    pub received: u64,
    /// What the contracts are worth.
    pub mark: u64,
    /// What the liquidator is paid above that.
    pub bonus: u64,
    /// Of the requirement freed.
    pub bonus_bps: u32,
    pub insurance_fee: u64,
    pub health_before_bps: u64,
    pub health_after_bps: u64,
}

/// Options that go with a short.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Carried {
    pub address: String,
    pub strike: u64,
    pub expiry_ts: i64,
    pub contracts: u64,
}

/// A liquidation as data.
pub fn liquidation(found: &Liquidation, means: Means) -> LiquidationReport {
    let (plan, taken) = (&found.plan, &found.taken);
    let carried = found.carried.iter().map(|position| Carried {
        address: position.series.to_string(),
        strike: position.strike,
        expiry_ts: position.expiry_ts,
        contracts: position.long,
    });
    LiquidationReport {
        address: taken.series.to_string(),
        strike: taken.strike,
        expiry_ts: taken.expiry_ts,
        means: match means {
            Means::Burn => "burn",
            Means::Takeover => "takeover",
        },
        contracts: plan.contracts,
        carried: carried.collect(),
        payment: plan.payment,
        received: found.received,
        mark: plan.mark,
        bonus: plan.bonus(),
        bonus_bps: found.bonus_bps,
        insurance_fee: plan.insurance_fee,
        health_before_bps: plan.health_before_bps,
        health_after_bps: plan.health_after_bps,
    }
}
