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
const THREATS: &str = include_str!("../../docs/threat-model.md");

/// All source under a folder, as one text.
fn source(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            text += &source(&path);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text += &fs::read_to_string(&path).expect("text");
        }
    }
    text
}

#[test]
fn every_test_the_pages_name_exists() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = ["cases", "attacks", "fuzz"].map(|folder| source(&tests.join(folder)));
    let cases = cases.concat();
    let pages = [INVARIANTS, THREATS].concat();
    let named: Vec<(&str, &str)> = pages
        .split('`')
        .filter_map(|code| code.split_once("::"))
        .filter(|(module, _)| module.chars().all(|c| c.is_lowercase() || c == '_'))
        .filter(|(module, _)| *module != "option_risk")
        .filter(|(_, test)| !test.contains(char::is_uppercase))
        .collect();
    assert!(named.len() > 20, "{named:?}");
    for (module, name) in named {
        let code = match module {
            "attacks" => format!("mod {name};"),
            _ => format!("fn {name}()"),
        };
        assert!(cases.contains(&code), "{module}::{name}");
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
