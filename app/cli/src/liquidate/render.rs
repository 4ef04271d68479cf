//! A liquidation for a terminal.

use option_risk::units::Kind;

use super::{happened::Done, plan::Plan};
use crate::{
    amount,
    format::duration,
    rpc::{series_name, Desk},
};

/// The plan.
pub fn plan(desk: &Desk, kind: Kind, plan: &Plan) -> String {
    let money = |atoms| desk.collateral(atoms, kind);
    let (series, age, own) = (&plan.series, plan.price_age_seconds, &plan.liquidator);
    let plan = &plan.plan;
    let exponent = desk.market.price_exponent;
    let carried: Vec<String> = (plan.carried.iter())
        .map(|carried| {
            let contracts = desk.contracts(carried.contracts);
            let series = series_name(kind, carried.strike, carried.expiry_ts, exponent);
            format!(", with {contracts} {series}")
        })
        .collect();
    let mut lines = vec![
        format!(
            "plan         {} of {} {series}{} (at a price {} old)",
            plan.means,
            desk.contracts(plan.contracts),
            carried.concat(),
            duration(age.max(0))
        ),
        format!(
            "payment      {}: mark {}, bonus {} at {}, insurance fee {}",
            money(plan.payment),
            money(plan.mark),
            money(plan.bonus),
            amount::percent(plan.bonus_bps.into()),
            money(plan.insurance_fee)
        ),
        format!(
            "health       {} -> {}",
            amount::percent(plan.health_before_bps),
            health(plan.health_after_bps)
        ),
    ];
    if let Some(own) = own {
        lines.push(format!(
            "own account  collateral {}, initial {} after it",
            money(own.collateral),
            money(own.initial)
        ));
    }
    lines.join("\n") + "\n"
}

/// What was done.
pub fn done(done: &Done) -> String {
    format!(
        "done         health {} now\n  {}\n",
        health(done.health_after_bps),
        done.signature
    )
}

fn health(bps: u64) -> String {
    match bps {
        u64::MAX => "nothing required".to_owned(),
        bps => amount::percent(bps),
    }
}
