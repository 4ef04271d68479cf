//! The keeper's own options of series that are settled and paid in full.

use ballast_client::instructions as ix;

use super::{Job, Key, Task};
use crate::view::View;

/// Every holding that is worth something.
pub fn plan(view: &View) -> Vec<Task> {
    let (keys, scale) = (view.keys(), view.market.scale());
    let Some(me) = view.mirror.own().me() else {
        return Vec::new();
    };
    let mut tasks = Vec::new();
    for (series, state) in view.series() {
        let held = view.mirror.own().options(series);
        if held == 0 || !state.settled || state.open_shorts > 0 {
            continue;
        }
        let price = state.settlement_price;
        let payoff = scale.payoff_down(series.kind, held, series.strike, price);
        if payoff.unwrap_or(0) == 0 {
            continue;
        }
        let mint = keys.collateral_mint(series.kind);
        let program = keys.collateral_token_program(series.kind);
        let redeem = vec![
            ix::create_token_account(&me, &me, &mint, &program),
            ix::redeem_option(keys, series, &me, held),
        ];
        let reason = format!("{held} options of a settled series are worth something");
        tasks.push(Task::new(
            Key::of(Job::Redeem, "redeem", series.series),
            redeem,
            reason,
        ));
    }
    tasks
}
