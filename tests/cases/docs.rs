//! The tests that the documentation names exist, and its tables are the code's.

use std::{fs, path::Path};

use ballast::state::{MarketParams, VaultParams};
use option_risk::{
    book::BookParams,
    breaker::BreakerParams,
    buyback::BuybackParams,
    fees::FeeParams,
    governance::{Direction, Directions, Tighter},
    hedge::HedgeParams,
    liquidation::LiquidationParams,
    margin::MarginParams,
    open_interest::OpenInterestParams,
    oracle::OracleParams,
    sale::SaleParams,
    schedule::ScheduleParams,
    vol::{ImpliedParams, Skew, VolParams},
};

const GOVERNANCE: &str = include_str!("../../docs/governance.md");
const INVARIANTS: &str = include_str!("../../docs/invariants.md");

/// All source under a folder, as one text.
fn source(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            text += &source(&path);
        } else {
            text += &fs::read_to_string(&path).expect("text");
        }
    }
    text
}

#[test]
fn every_test_the_invariants_name_exists() {
    let cases = source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"));
    let named: Vec<&str> = INVARIANTS
        .split('`')
        .filter_map(|code| code.split_once("::"))
        .filter(|(module, _)| module.chars().all(|c| c.is_lowercase() || c == '_'))
        .filter(|(module, _)| *module != "option_risk")
        .map(|(_, test)| test)
        .collect();
    assert!(named.len() > 20, "{named:?}");
    for test in named {
        assert!(cases.contains(&format!("fn {test}()")), "{test}");
    }
}

/// One line of the governance page's table.
fn lines_of(section: &str, table: &[Direction]) -> Vec<String> {
    let line = |d: &Direction| {
        let way = match d.tighter {
            Tighter::Lower => "lower",
            Tighter::Higher => "higher",
            Tighter::Never => "never",
        };
        format!("| `{section}.{}` | {way} | {} |", d.field, d.why)
    };
    table.iter().map(line).collect()
}

#[test]
fn the_governance_page_has_every_parameter_as_the_code_has_it() {
    let expected = [
        lines_of("market.oracle", OracleParams::TABLE),
        lines_of("market.vol", VolParams::TABLE),
        lines_of("market.breaker", BreakerParams::TABLE),
        lines_of("market.margin", MarginParams::TABLE),
        lines_of("market.liquidation", LiquidationParams::TABLE),
        lines_of("market.implied", ImpliedParams::TABLE),
        lines_of("market.implied.skew", Skew::TABLE),
        lines_of("market.book", BookParams::TABLE),
        lines_of("market.open_interest", OpenInterestParams::TABLE),
        lines_of("market", MarketParams::TABLE),
        lines_of("vault.sale", SaleParams::TABLE),
        lines_of("vault.hedge", HedgeParams::TABLE),
        lines_of("vault.buyback", BuybackParams::TABLE),
        lines_of("vault.schedule", ScheduleParams::TABLE),
        lines_of("vault.fees", FeeParams::TABLE),
        lines_of("vault", VaultParams::TABLE),
    ]
    .concat();
    let is_parameter = |line: &&str| {
        ["| `market.", "| `vault."]
            .iter()
            .any(|p| line.starts_with(p))
    };
    let found: Vec<&str> = GOVERNANCE.lines().filter(is_parameter).collect();
    assert!(
        found == expected,
        "the table should be:\n{}",
        expected.join("\n")
    );
}
