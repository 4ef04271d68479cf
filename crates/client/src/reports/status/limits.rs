//! What may act now, by the breaker's own table.

use option_risk::{
    breaker::{Action, BreakerParams, BreakerState, Limit, Permission},
    units,
};
use serde::Serialize;

/// What an action may do now.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Allowance {
    /// The action.
    pub action: &'static str,
    /// In words.
    pub answer: String,
    /// Share of its usual limit, percent; none where it is refused or has no limit.
    pub share_pct: Option<f64>,
}

/// The actions the breaker limits, as people call them.
const ACTIONS: [(Action, &str); 8] = [
    (Action::WithdrawCollateral, "withdraw collateral"),
    (Action::WriteOption, "write options"),
    (Action::StartSale, "start a vault sale"),
    (Action::BuyOption, "buy in a vault sale"),
    (Action::BuyBack, "sell back to a vault"),
    (Action::HedgeAgainstMove, "hedge against the move"),
    (Action::HedgeWithMove, "hedge with the move"),
    (Action::Liquidate, "liquidate"),
];

/// Every action's answer at `now`.
pub fn limits(present: &BreakerState, params: &BreakerParams, now: i64) -> Vec<Allowance> {
    let allowance = |(action, name)| {
        let (answer, share_pct) = match present.permission(params, action, now) {
            Permission::Allowed { limit: Limit::Free } => ("free of limits".to_owned(), None),
            Permission::Allowed {
                limit: Limit::Share(units::BPS),
            } => ("yes".to_owned(), Some(100.0)),
            Permission::Allowed {
                limit: Limit::Share(bps),
            } => {
                let percent = f64::from(bps) / 1e2;
                (format!("{percent:.0}% of the limit"), Some(percent))
            }
            Permission::Grace { until_ts } => (refusal("grace", until_ts - now), None),
            Permission::Halted { until_ts } => (refusal("halted", until_ts - now), None),
        };
        Allowance {
            action: name,
            answer,
            share_pct,
        }
    };
    ACTIONS.into_iter().map(allowance).collect()
}

fn refusal(why: &str, left: i64) -> String {
    format!("no, {why} for {}", crate::amounts::duration(left))
}
