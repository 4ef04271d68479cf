//! Sales that are over.

use ballast_client::{views, views::Due};

use super::{roll::step, Job, Key, Task};
use crate::view::View;

/// Every sale to end, with the print first: the last price asked counts only beside a fresh one.
pub fn plan(view: &View) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (keys, vault) in view.vaults() {
        let series = view.round_series(vault).map(|(_, state)| state);
        let due = views::due(view.market, vault, series, view.now());
        let key = Key::of(Job::EndSale, "end", keys.vault);
        if !matches!(due, Ok(Due::EndSale)) || !view.is_free(&key) {
            continue;
        }
        let Some(instructions) = step(view, keys, vault, Due::EndSale) else {
            continue;
        };
        let amount = |contracts| view.words().base(contracts);
        let reason = format!(
            "the sale of vault {} is over, {} of {} sold",
            keys.id,
            amount(vault.sale.sold),
            amount(vault.sale.contracts)
        );
        tasks.push(Task::new(key, instructions, reason));
    }
    tasks
}
