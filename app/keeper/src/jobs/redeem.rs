//! The keeper's own options of series that are settled and paid in full, where they bring more than that costs.

use ballast_client::{instructions as ix, option_risk::units::Kind};

use super::{Job, Key, Task};
use crate::{terms::Terms, view::View};

/// Every holding that is worth something.
pub fn plan(view: &View, terms: &Terms) -> Vec<Task> {
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
        // What the pool has is all that it pays.
        let payoff = scale.payoff_down(series.kind, held, series.strike, price);
        let payoff = payoff.unwrap_or(0).min(state.pool_atoms);
        let worth = match series.kind {
            Kind::Call => scale.quote_for_base_down(payoff, price).unwrap_or(0),
            Kind::Put => payoff,
        };
        if worth <= terms.most_cost(view.market, view.rent_of_tokens(series.kind)) {
            continue;
        }
        let mint = keys.collateral_mint(series.kind);
        let program = keys.collateral_token_program(series.kind);
        let redeem = vec![
            ix::create_token_account(&me, &me, &mint, &program),
            ix::redeem_option(keys, series, &me, held),
        ];
        let (held, payoff) = (
            view.words().base(held),
            view.words().collateral(series.kind, payoff),
        );
        let reason = format!("{held} options of a settled series are worth {payoff}");
        tasks.push(Task::new(
            Key::of(Job::Redeem, "redeem", series.series),
            redeem,
            reason,
        ));
    }
    tasks
}
