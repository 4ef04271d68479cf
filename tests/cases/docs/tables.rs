//! Tables of parameters and instructions are the code's.

use std::collections::HashMap;

use ballast::state::{MarketParams, VaultParams};
use ballast_client::{
    instructions::INSTRUCTIONS,
    params::{Parameters, LOCALNET},
};
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
use serde_json::{json, Map, Value};

use super::{code, none};

const BREAKER: &str = include_str!("../../../docs/breaker.md");
const COMPUTE_UNITS: &str = include_str!("../../../docs/compute-units.md");
const GOVERNANCE: &str = include_str!("../../../docs/governance.md");
const PARAMETERS: &str = include_str!("../../../docs/parameters.md");
const README: &str = include_str!("../../../README.md");

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

/// The risk library's defaults, and the files' where it has none.
fn defaults() -> Value {
    let file = Parameters::parse(LOCALNET).expect("a file").market;
    let market = MarketParams {
        hedge_window_secs: file.hedge_window_secs,
        hedge_depth_share_bps: file.hedge_depth_share_bps,
        ..MarketParams::default()
    };
    json!({ "market": market, "hedge": HedgeParams::default() })
}

/// A figure of the page in the field's unit; `None` for words.
fn figure(text: &str) -> Option<f64> {
    let (figure, unit) = text.split_once(' ').unwrap_or((text, ""));
    let atoms = match unit {
        "" => 1.0,
        "contracts" => 1e9,
        "quote" => 1e6,
        _ => return None,
    };
    let whole: f64 = figure.replace(',', "").parse().ok()?;
    Some((whole * atoms).round())
}

/// The parameters that a section has, and the default it states of each.
fn stated(section: &str) -> HashMap<&str, Option<f64>> {
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let mut stated = HashMap::new();
    for row in rows {
        let cells: Vec<&str> = row.split('|').skip(1).take(2).collect();
        let mut figures = cells[1].trim().split(", ").map(figure);
        for name in code(cells[0]) {
            let field = name.rsplit('.').next().unwrap_or(name);
            stated.insert(field, figures.next().flatten());
        }
    }
    stated
}

#[test]
fn the_parameters_page_has_every_default_as_the_code_has_it() {
    let (defaults, mut wrong) = (defaults(), Vec::new());
    for section in PARAMETERS.split("\n## ").skip(1) {
        // The heading names the structs.
        let (heading, section) = section.split_once('\n').unwrap_or((section, ""));
        let stated = stated(section);
        let structs: Vec<(&str, &Map<String, Value>)> = code(heading)
            .filter_map(|path| {
                let found = defaults.pointer(&format!("/{}", path.replace('.', "/")))?;
                Some((path, found.as_object()?))
            })
            .collect();
        for (name, default) in &stated {
            let mut values = structs.iter().filter_map(|(_, fields)| fields.get(*name));
            let actual = values.next().and_then(Value::as_f64);
            if default.is_some() && *default != actual {
                wrong.push(format!("{heading}: {name} is {actual:?}, not {default:?}"));
            }
        }
        for (path, fields) in structs.iter().filter(|(path, _)| path.contains('.')) {
            let missing = fields
                .keys()
                .filter(|name| !stated.contains_key(name.as_str()));
            wrong.extend(missing.map(|name| format!("{heading}: {path}.{name} is missing")));
        }
    }
    none(&wrong);
}

#[test]
fn the_breaker_page_has_the_default_thresholds() {
    let params = BreakerParams::default();
    let z = |milli: u32| f64::from(milli) / 1e3;
    let percent = |bps: u32| format!("{}%", f64::from(bps) / 1e2);
    let minutes = |secs: u32| f64::from(secs) / 60.0;
    let both = |milli, bps| format!("> {} and {}", z(milli), percent(bps));
    let mut expected = vec![
        format!(
            "z15 > {} and a move of {} over 15 minutes",
            z(params.throttle_z15_milli),
            percent(params.throttle_move15_bps)
        ),
        format!("loop gain over {}", z(params.throttle_gain_milli)),
        format!(
            "fewer than {} minutes with a print in 15",
            params.min_buckets15
        ),
        format!(
            "{} minutes after the last print above half",
            minutes(params.throttle_secs)
        ),
        format!("z15 {}", both(params.z15_milli, params.move15_bps)),
        format!("z60 {}", both(params.z60_milli, params.move60_bps)),
        format!("z5 {}", both(params.z5_milli, params.move5_bps)),
        format!(
            "a print {} from the feed's own average",
            percent(params.max_divergence_bps)
        ),
        format!(
            "a {} jump of the cleared implied volatility",
            percent(params.max_implied_jump_bps)
        ),
        format!(
            "after {} minutes, up to {} while the price moves on",
            minutes(params.halt_secs),
            minutes(params.max_halt_secs)
        ),
        format!(
            "after {} minutes of grace and {} minutes in which limits return from {} to 100%",
            minutes(params.grace_secs),
            minutes(params.ramp_secs),
            percent(params.ramp_start_bps)
        ),
        format!(
            "followed by {} minutes in which no other begins",
            minutes(params.cooldown_secs)
        ),
    ];
    // Lines are broken anywhere.
    let page = BREAKER.split_whitespace().collect::<Vec<_>>().join(" ");
    expected.retain(|text| !page.contains(text));
    none(&expected);
}

#[test]
fn every_instruction_is_in_the_tables_and_the_readmes_figures_are_the_pages() {
    let names = INSTRUCTIONS.map(|(name, _)| format!("`{name}`"));
    let missing = |page: &str, text: &str| {
        let left = names.iter().filter(|name| !text.contains(name.as_str()));
        left.map(|name| format!("{page}: {name} is missing"))
            .collect::<Vec<_>>()
    };
    let mut wrong = missing("README.md", README);
    wrong.extend(missing("docs/compute-units.md", COMPUTE_UNITS));
    // Those with a name and a figure behind it.
    let is_measured = |row: &&str| {
        let mut cells = row.split('|').skip(1);
        let name = cells
            .next()
            .is_some_and(|cell| names.iter().any(|name| cell.trim() == name));
        name && cells
            .next()
            .is_some_and(|cell| figure(cell.trim()).is_some())
    };
    let rows: Vec<&str> = README.lines().filter(is_measured).collect();
    assert!(!rows.is_empty());
    let others = rows
        .iter()
        .filter(|row| !COMPUTE_UNITS.contains(row.trim_end_matches('|')));
    wrong.extend(others.map(|row| format!("README.md: not in docs/compute-units.md: {row}")));
    none(&wrong);
}
