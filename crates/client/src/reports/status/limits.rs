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
    #[cfg_attr(
        feature = "web",
        tsify(
            type = "\"withdraw collateral\" | \"write options\" | \"start a vault sale\" \
                      | \"buy in a vault sale\" | \"sell back to a vault\" \
                      | \"hedge against the move\" | \"hedge with the move\" | \"liquidate\""
        )
    )]
    pub action: &'static str,
    /// In words.
    pub answer: String,
    /// Why it is refused: `halted for 4 min 10 s`; none where it is not.
    pub refusal: Option<String>,
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
        let (answer, refusal, share_pct) = match words(present, params, action, now) {
            Ok((answer, share_pct)) => (answer, None, share_pct),
            Err(why) => (format!("no, {why}"), Some(why), None),
        };
        Allowance {
            action: name,
            answer,
            refusal,
            share_pct,
        }
    };
    ACTIONS.into_iter().map(allowance).collect()
}

/// Why the breaker refuses `action` at `now`: `halted for 4 min 10 s`; none where it does not.
pub(in crate::reports) fn refusal(
    breaker: &BreakerState,
    params: &BreakerParams,
    action: Action,
    now: i64,
) -> Option<String> {
    words(breaker, params, action, now).err()
}

/// What is allowed, with its share in percent if it is limited; or why nothing is.
fn words(
    breaker: &BreakerState,
    params: &BreakerParams,
    action: Action,
    now: i64,
) -> Result<(String, Option<f64>), String> {
    let refused = |why, until_ts| {
        let left = crate::amounts::duration(until_ts - now);
        Err(format!("{why} for {left}"))
    };
    match breaker.permission(params, action, now) {
        Permission::Allowed { limit: Limit::Free } => Ok(("free of limits".to_owned(), None)),
        Permission::Allowed {
            limit: Limit::Share(units::BPS),
        } => Ok(("yes".to_owned(), Some(100.0))),
        Permission::Allowed {
            limit: Limit::Share(bps),
        } => {
            let percent = f64::from(bps) / 1e2;
            Ok((format!("{percent:.0}% of the limit"), Some(percent)))
        }
        Permission::Grace { until_ts } => refused("grace", until_ts),
        Permission::Halted { until_ts } => refused("halted", until_ts),
    }
}

#[cfg(all(test, feature = "web"))]
mod tests {
    use tsify::Tsify;

    use super::*;

    #[test]
    fn the_page_knows_every_action() {
        for (_, name) in ACTIONS {
            assert!(Allowance::DECL.contains(&format!("\"{name}\"")), "{name}");
        }
    }
}
