//! Every metric and what it says.

use metrics::{describe_counter, describe_gauge, describe_histogram, Unit};

/// What a metric is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// How often which length, in seconds.
    Histogram,
}

/// Every metric: what it is, its name with its labels, and what it says.
pub const ALL: [(Sort, &str, &str); 30] = [
    (
        Sort::Gauge,
        "ballast_keeper_up",
        "1 while the node answers and everything has been read, else 0",
    ),
    (
        Sort::Counter,
        "ballast_keeper_tasks_total{job,outcome}",
        "Tasks by what became of them: done, deferred, tried, or why they failed",
    ),
    (
        Sort::Counter,
        "ballast_keeper_refused_total{job,reason}",
        "Tasks refused by a program, by its reason",
    ),
    (
        Sort::Counter,
        "ballast_keeper_left_total{reason}",
        "Liquidations left alone at a look: at a loss, or without means",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_under_way",
        "Transactions on their way",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_waiting",
        "Tasks that have failed and have to wait",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_slot",
        "Slot of the last good look",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_quiet_slot",
        "Slot of the last look that left nothing to do: nothing due, nothing on its way, everything read",
    ),
    (
        Sort::Counter,
        "ballast_keeper_rpc_errors_total",
        "Looks, readings of everything and connections that failed",
    ),
    (
        Sort::Counter,
        "ballast_keeper_ws_connects_total",
        "Times the websocket was connected",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_ws_up",
        "1 while the websocket is connected",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_accounts{kind}",
        "Accounts known: margin, series, vault",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_unsettled_series",
        "Series that have expired and have no settlement price yet",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_garbage_accounts",
        "Accounts listed as the market's that are none",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_unhealthy_accounts",
        "Margin accounts under their maintenance requirement, without the insurance fund's own",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_insolvent_accounts",
        "Those of them that are worth nothing",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_unjudged_accounts",
        "Margin accounts whose requirement cannot be computed",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_stage",
        "The breaker's stage: 0 normal, 1 throttle, 2 halted, 3 reopening",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_price",
        "The market's price, quote per base",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_print_age_seconds",
        "Age of the newest fit print, on record or in the oracle account, by the cluster's clock, at the last good look",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_insurance_atoms{kind}",
        "What the insurance fund holds for calls (base) and for puts (quote)",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_bad_debt_atoms{kind}",
        "What settled writers owed and neither they nor the fund could pay, so far",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_sync_age_seconds",
        "Since everything was last read",
    ),
    (
        Sort::Gauge,
        "ballast_keeper_balance_lamports",
        "SOL of the keeper",
    ),
    (
        Sort::Counter,
        "ballast_keeper_fees_lamports_total",
        "Paid for transactions that succeeded",
    ),
    (
        Sort::Counter,
        "ballast_keeper_edge_quote_atoms_total",
        "Reckoned gains of liquidations and fills",
    ),
    (
        Sort::Histogram,
        "ballast_keeper_revalue_seconds",
        "To judge every margin account at a new print",
    ),
    (
        Sort::Histogram,
        "ballast_keeper_sync_seconds",
        "To read everything",
    ),
    (
        Sort::Histogram,
        "ballast_keeper_print_to_send_seconds",
        "From the first sight of a print to the sending of a liquidation that succeeds",
    ),
    (
        Sort::Histogram,
        "ballast_keeper_print_to_confirm_seconds",
        "From the first sight of a print to a liquidation's confirmation",
    ),
];

/// Tells the recorder what each metric means.
pub fn describe() {
    for (sort, name, what) in ALL {
        let name = bare(name);
        match sort {
            Sort::Counter => describe_counter!(name, what),
            Sort::Gauge => describe_gauge!(name, what),
            Sort::Histogram => describe_histogram!(name, Unit::Seconds, what),
        }
    }
}

/// A name without its labels.
fn bare(name: &'static str) -> &'static str {
    name.split('{').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_is_described_once_and_by_the_rules() {
        let mut names: Vec<&str> = ALL.iter().map(|(_, name, _)| bare(name)).collect();
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        for (sort, name, what) in ALL {
            let name = bare(name);
            assert!(
                name.starts_with("ballast_keeper_") && name.bytes().all(is_plain),
                "{name}"
            );
            assert_eq!(name.ends_with("_total"), sort == Sort::Counter, "{name}");
            assert_eq!(
                sort == Sort::Histogram,
                name.ends_with("_seconds") && !what.contains("Age") && !what.starts_with("Since"),
                "{name}"
            );
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn every_metric_and_every_setting_is_on_the_keepers_page() {
        let page = include_str!("../../../../docs/keeper.md");
        for (_, name, _) in ALL {
            assert!(page.contains(&format!("| `{name}` |")), "{name}");
        }
        let config = serde_json::to_value(crate::config::Config::default()).unwrap();
        for (section, values) in config.as_object().unwrap() {
            let keys = values.as_object().into_iter().flatten();
            for key in keys.map(|(key, _)| format!("`{section}.{key}`")) {
                assert!(page.contains(&key), "{key}");
            }
        }
    }
}
