use std::collections::BTreeSet;

use ballast::{
    oracle::OracleKind,
    state::{Cluster, MarketParams, VaultParams},
};
use option_risk::units::Kind;
use toml::{Table, Value};

use super::*;

/// Both committed files.
const FILES: [(&str, &str); 2] = [("localnet", LOCALNET), ("devnet", DEVNET)];

#[test]
fn localnet_file_is_valid() {
    let parameters = Parameters::parse(LOCALNET).unwrap();
    assert!(parameters.vault.hedge.enabled());
    assert_eq!(parameters.governance.cluster, Cluster::Localnet);
    assert_eq!(parameters.oracle.unwrap().kind, OracleKind::Legacy);
}

#[test]
fn devnet_file_is_the_market_it_says() {
    let parameters = Parameters::parse(DEVNET).unwrap();
    assert_eq!(parameters.governance.cluster, Cluster::Public);
    let (tokens, oracle) = (parameters.tokens.unwrap(), parameters.oracle.unwrap());
    assert_eq!(tokens.base_mint, spl_token_native_mint());
    assert_eq!((tokens.base_decimals, tokens.quote_decimals), (9, 6));
    assert_eq!(oracle.kind, OracleKind::Receiver);
    assert_eq!(oracle.feed[..4], [0xef, 0x0d, 0x8b, 0x6f]);
    assert_eq!((oracle.origin_feed, oracle.origin()), (None, &oracle.feed));
    // A print a minute: none that is on time may be too old, and none alone may halt the market.
    let (oracle, breaker) = (parameters.market.oracle, parameters.market.breaker);
    assert!(oracle.max_age_secs > 60 && breaker.suspect_secs >= oracle.max_age_secs);
}

fn spl_token_native_mint() -> anchor_lang::prelude::Pubkey {
    anchor_lang::prelude::Pubkey::from_str_const("So11111111111111111111111111111111111111112")
}

#[test]
fn the_account_devnet_reads_is_the_first_shard_of_its_feed() {
    let oracle = Parameters::parse(DEVNET).unwrap().oracle.unwrap();
    let push_oracle =
        anchor_lang::prelude::Pubkey::from_str_const("pythWSnswVUd12oZpeFP8e9CVaEqJg25g1Vtc2biRsT");
    let seeds: [&[u8]; 2] = [&0u16.to_le_bytes(), &oracle.feed];
    let (shard, _) = anchor_lang::prelude::Pubkey::find_program_address(&seeds, &push_oracle);
    assert_eq!(oracle.account, shard);
}

/// The dotted names of all values in a table.
fn names(table: &Table, under: &str, into: &mut BTreeSet<String>) {
    for (name, value) in table {
        let name = format!("{under}.{name}");
        match value {
            Value::Table(table) => names(table, &name, into),
            _ => {
                into.insert(name);
            }
        }
    }
}

#[test]
fn every_parameter_is_in_every_file() {
    let mut expected = BTreeSet::new();
    let market = Table::try_from(MarketParams::default()).unwrap();
    names(&market, "market", &mut expected);
    let vault = Table::try_from(VaultParams::default()).unwrap();
    names(&vault, "vault", &mut expected);
    assert!(expected.len() > 100, "{expected:?}");
    for (name, text) in FILES {
        let file: Table = toml::from_str(text).unwrap();
        let mut found = BTreeSet::new();
        for section in ["market", "vault"] {
            names(file[section].as_table().unwrap(), section, &mut found);
        }
        let missing: Vec<_> = expected.symmetric_difference(&found).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

#[test]
fn every_parameter_is_explained_on_its_line() {
    for (name, text) in FILES {
        let mut parameters = 0;
        let stated = |line: &&str| !line.starts_with(['#', '[']) && line.contains(" = ");
        for line in text.lines().filter(stated) {
            let (_, explained) = line.split_once('#').unwrap_or((line, ""));
            // One that starts or goes on with dots reads on in the next line.
            assert!(explained.trim().len() >= 8, "{name}: {line}");
            parameters += 1;
        }
        assert!(parameters > 100, "{name}");
    }
}

#[test]
fn changes_wait_unless_the_file_names_localnet() {
    let silent = LOCALNET.replace("cluster = \"localnet\"", "");
    let parameters = Parameters::parse(&silent).unwrap();
    assert_eq!(parameters.governance.cluster, Cluster::Public);
    let other = LOCALNET.replace("cluster = \"localnet\"", "cluster = \"devnet\"");
    let error = Parameters::parse(&other).unwrap_err();
    assert!(error.to_string().contains("devnet"), "{error}");
}

#[track_caller]
fn refused(text: &str, why: &str) {
    let error = Parameters::parse(text).unwrap_err();
    assert!(error.to_string().contains(why), "{error}");
}

#[test]
fn unknown_names_and_values_out_of_bounds_are_refused() {
    let unknown = LOCALNET.replace("implied_vol_bps", "implied_volume");
    refused(&unknown, "implied_volume");
    let wild = LOCALNET.replace("halt_secs = 300", "halt_secs = 30000");
    refused(
        &wild,
        "[market]: a value is outside its hard bounds: halt_secs",
    );
    let wild = LOCALNET.replace("implied_vol_bps = 8_000", "implied_vol_bps = 999");
    refused(
        &wild,
        "[market]: a value is outside its hard bounds: strike_tick, implied_vol_bps",
    );
    let wild = LOCALNET.replace("tenor_days = 7", "tenor_days = 70");
    refused(
        &wild,
        "[vault]: a value is outside its hard bounds: tenor_days",
    );
    let wild = LOCALNET.replace("min_deposit = 10_000_000", "min_deposit = 0");
    refused(
        &wild,
        "[vault]: a value is outside its hard bounds: deposit_cap, min_deposit",
    );
}

#[test]
fn addresses_and_feeds_that_are_none_are_refused() {
    refused(&LOCALNET.replace("GGph", "0Gph"), "is no address");
    refused(
        &LOCALNET.replace("feed = \"CnDs", "feed = \"0nDs"),
        "is no address",
    );
    refused(
        &DEVNET.replace("ef0d8b6f", "ef0d8b6"),
        "is no feed id of 64 hexadecimal digits",
    );
    refused(
        &DEVNET.replace("ef0d8b6f", "é0d8b6f"),
        "is no feed id of 64 hexadecimal digits",
    );
    refused(
        &DEVNET.replace("\"receiver\"", "\"chainlink\""),
        "unknown variant `chainlink`",
    );
    refused(
        &DEVNET.replace("account = \"7UVi", "# account = \"7UVi"),
        "a receiver feed needs `account`",
    );
    refused(
        &DEVNET.replace("\"receiver\"", "\"legacy\""),
        "is no address",
    );
    let named = "account = \"So11111111111111111111111111111111111111112\"\nkind = \"legacy\"";
    refused(
        &LOCALNET.replace("kind = \"legacy\"", named),
        "leave `account` out",
    );
    refused(
        &LOCALNET.replace("kind = \"call\"", "kind = \"calls\""),
        "neither call nor put",
    );
}

#[test]
fn a_feed_is_read_as_it_is_written_whichever_kind_it_is() {
    for (kind, text) in [
        (
            OracleKind::Legacy,
            "CnDsDh5eSmvwU2eukRs9M2DMHHrt131v1k7DLs2xDqGi",
        ),
        (
            OracleKind::Receiver,
            "ef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d",
        ),
    ] {
        let origin = format!("[oracle]\norigin_feed = \"{text}\"");
        let file = LOCALNET.replace("[oracle]", &origin);
        let oracle = Parameters::parse(&file).unwrap().oracle.unwrap();
        assert_eq!(feed_text(kind, oracle.origin()), text);
        assert_eq!(oracle.origin_feed, Some(*oracle.origin()));
    }
}

#[test]
fn a_file_without_vaults_has_one_of_calls() {
    let (before, _) = LOCALNET.split_once("[[vaults]]").unwrap();
    let parameters = Parameters::parse(before).unwrap();
    let vaults = parameters.vaults().unwrap();
    assert_eq!(
        vaults,
        Parameters::parse(LOCALNET).unwrap().vaults().unwrap()
    );
    assert_eq!((vaults[0].id, vaults[0].kind), (0, Kind::Call));
    assert_eq!(vaults[0].params, parameters.vault);
}

#[test]
fn a_vault_has_the_common_parameters_but_for_its_own() {
    let parameters = Parameters::parse(DEVNET).unwrap();
    let [calls, puts] = parameters.vaults().unwrap()[..] else {
        panic!("two vaults");
    };
    assert_eq!(calls.params, parameters.vault);
    assert_eq!((puts.id, puts.kind), (1, Kind::Put));
    let mut own = parameters.vault;
    own.deposit_cap = 10_000_000_000_000;
    own.min_deposit = 1_000_000;
    own.schedule.open_after_secs = 3_600;
    own.hedge.target_delta_bps = 0;
    assert_eq!(puts.params, own);
}

#[test]
fn vaults_that_cannot_be_are_refused() {
    let twice = DEVNET.replace("id = 1 ", "id = 0 ");
    refused(&twice, "[[vaults]]: number 0 twice");
    let off = DEVNET.replace(
        "deposit_cap = 10_000_000_000_000 ",
        "sale.tick = 150_000_000 ",
    );
    let why = "[vaults.params] of vault 1: sale.tick 150000000 is no multiple of the market's strike_tick 100000000";
    refused(&off, why);
    let unknown = DEVNET.replace("deposit_cap = 10_000_000_000_000 ", "deposits = 1 ");
    refused(
        &unknown,
        "[vaults.params] of vault 1: unknown field `deposits`",
    );
    let wild = DEVNET.replace("open_after_secs = 3_600", "open_after_secs = 360_000");
    let why = "[vaults.params] of vault 1: a value is outside its hard bounds: open_after_secs";
    refused(&wild, why);
}
