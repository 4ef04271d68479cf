//! The measurements as a table, a page and JSON.

use std::collections::BTreeMap;

use anyhow::Result;
use comfy_table::{presets::ASCII_MARKDOWN, Table};
use serde_json::json;

use super::accuracy::Accuracy;
use super::host::Nanos;
use super::units::{Cost, Units, FUNCTIONS};

/// Everything measured.
pub struct Report {
    /// On chain.
    pub units: Units,
    /// On this machine.
    pub nanos: BTreeMap<&'static str, Nanos>,
    /// Against the vectors.
    pub accuracy: Accuracy,
    /// Functions the kernels are made of in the built program.
    pub functions: usize,
}

impl Report {
    /// The tables.
    pub fn text(&self) -> String {
        [self.units_table(), self.nanos_table(), self.errors_table()].join("\n\n")
    }

    /// The page of the documentation.
    pub fn page(&self) -> String {
        format!(
            "# Benchmarks of the option mathematics\n\n\
             Written by `cargo run --release --locked -p ballast-bench -- math`, from the program in `crates/bench/onchain` built to\n\
             SBPF v3 by upstream LLVM 23 and run in LiteSVM 0.16. Peer: the crate `solmath` 0.2.0 at its scale of 1e12, in\n\
             the same program on the same cases.\n\n\
             ## Compute units\n\n\
             A call with its conversions, less what a call that does nothing costs: median and dearest of 432 options (strikes\n\
             60% to 160% of spot, 1 to 365 days, volatility 30% to 140%, rates 0 and 5%). The budget is for the median. Every\n\
             answer of the program is compared with this machine's, bit for bit.\n\n{}\n\n\
             No routine for 128-bit products, quotients or remainders can be reached from these functions ({} in the built\n\
             program, walked call by call).\n\n\
             ## Nanoseconds on the machine that wrote this page\n\n\
             The mean by criterion with half its interval of 95% confidence; the floating-point crate is `black_scholes` 0.11.\n\n{}\n\n\
             ## Errors\n\n\
             The largest beyond one output unit of 2^-64 against mpmath at 60 digits, over {} options and the distribution's\n\
             vectors. Scales: price max(S, K e^(-rT)); delta and cdf 1; gamma 1/(S v); vega S sqrt(T); theta\n\
             S sigma/sqrt(T) + |r| K e^(-rT); rho T max(S, K e^(-rT)); vanna 1/sigma; volga S sqrt(T)/sigma; charm 1/T + |r|/v;\n\
             implied volatility 1, where the price resolves it to 1e-13.\n\n{}\n",
            self.units_table(),
            self.functions,
            self.nanos_table(),
            self.accuracy.vectors,
            self.errors_table()
        )
    }

    /// Keys as in the tables.
    pub fn json(&self) -> Result<String> {
        let medians = |costs: &BTreeMap<&'static str, Cost>| -> BTreeMap<_, _> {
            costs
                .iter()
                .map(|(key, cost)| (*key, cost.median))
                .collect()
        };
        let budgets: BTreeMap<_, _> = FUNCTIONS.iter().map(|f| (f.key, f.budget)).collect();
        Ok(serde_json::to_string_pretty(&json!({
            "measured_on": "the .so in target/deploy, LiteSVM 0.16",
            "cu": medians(&self.units.ours),
            "peer_cu": medians(&self.units.peer),
            "cu_detail": self.units.ours,
            "budget": budgets,
            "errors": self.accuracy.errors,
            "vectors": self.accuracy.vectors,
            "nanoseconds": self.nanos,
        }))?)
    }

    fn units_table(&self) -> String {
        let mut table = table(&[
            "function", "median", "dearest", "budget", "solmath", "ratio",
        ]);
        for function in &FUNCTIONS {
            let Some(ours) = self.units.ours.get(function.key) else {
                continue;
            };
            let (peer, ratio) = match self.units.peer.get(function.key) {
                Some(peer) => (
                    peer.median.to_string(),
                    format!("{:.1}", peer.median as f64 / ours.median as f64),
                ),
                None => ("-".into(), "-".into()),
            };
            table.add_row([
                function.key.into(),
                ours.median.to_string(),
                ours.worst.to_string(),
                function.budget.to_string(),
                peer,
                ratio,
            ]);
        }
        table.to_string()
    }

    fn nanos_table(&self) -> String {
        let mut table = table(&["function", "ours", "solmath", "floating point"]);
        for (key, nanos) in &self.nanos {
            let [ours, peer, float] = nanos.cells();
            table.add_row([(*key).into(), ours, peer, float]);
        }
        table.to_string()
    }

    fn errors_table(&self) -> String {
        let mut table = table(&["output", "largest error"]);
        for (name, error) in &self.accuracy.errors {
            table.add_row([name.clone(), format!("{error:.1e}")]);
        }
        table.to_string()
    }
}

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(ASCII_MARKDOWN).set_header(header);
    table
}
