//! One market through its stages, and what is no market.

use anchor_lang::prelude::Pubkey;
use assert_cmd::{assert::Assert, Command};
use ballast::state::Change;
use ballast_client::address;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Account, Chain, NativeChain, Setup, World,
};
use option_risk::{sale::Pick, units::Kind};
use predicates::prelude::*;
use serde_json::Value;

use crate::table::{serve, Accounts};

const CLOCK: &str = "SysvarC1ock11111111111111111111111111111111";
const START_PRICE: u64 = 200 * DOLLAR;

/// A market whose ring is full, and the throttle of its thin beginning over.
fn world() -> World {
    let chain: Box<dyn Chain> = Box::new(NativeChain::start());
    let mut world = World::create(chain, &Setup::localnet()).expect("a market");
    world.hold(2_400, 60, START_PRICE).expect("prints");
    world
}

/// The market's and its series' accounts and a clock, as a node would have them.
fn accounts(world: &mut World) -> (String, Accounts) {
    let address = world.keys.market;
    let series: Vec<Pubkey> = world.series.iter().map(|series| series.series).collect();
    let mut accounts = Accounts::default();
    for key in [address].iter().chain(&series) {
        let account = world.chain.account(key).expect("an account");
        accounts.insert(*key, account);
    }
    let mut clock = vec![0; 40];
    clock[32..].copy_from_slice(&world.now().to_le_bytes());
    let sysvar = CLOCK.parse().expect("an address");
    accounts.insert(sysvar, Account::new(sysvar, clock));
    (address.to_string(), accounts)
}

fn status(url: &str, market: &str, arguments: &[&str]) -> Assert {
    let mut command = Command::cargo_bin("ballast").expect("the binary");
    command.args(["status", "--url", url, "--market", market]);
    command.args(arguments).assert()
}

fn status_page(url: &str, market: &str) -> String {
    let shown = status(url, market, &[]).success();
    String::from_utf8(shown.get_output().stdout.clone()).expect("text")
}

/// The page and the JSON of a market as it is now.
fn glance(world: &mut World) -> (String, Value) {
    let (market, accounts) = accounts(world);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let json = folder.path().join("status.json");
    let flags = ["--json", json.to_str().expect("text")];
    let shown = status(&serve(accounts), &market, &flags).success();
    let page = String::from_utf8(shown.get_output().stdout.clone()).expect("text");
    let text = std::fs::read_to_string(&json).expect("a file");
    (page, serde_json::from_str(&text).expect("JSON"))
}

/// What an action may do.
fn answer<'a>(status: &'a Value, action: &str) -> &'a str {
    let limits = status["limits"].as_array().expect("limits");
    let limit = limits.iter().find(|limit| limit["action"] == action);
    limit.expect("the action")["answer"].as_str().expect("text")
}

#[test]
fn a_market_from_calm_to_reopening() {
    let mut world = world();
    let (page, calm) = glance(&mut world);
    assert!(page.contains("stage       NORMAL"), "{page}");
    assert!(
        page.lines().all(|line| line.chars().count() <= 100),
        "{page}"
    );
    assert_eq!(calm["stage"]["until_ts"], Value::Null);
    assert_eq!(calm["stage"]["raised_pct"], Value::Null);
    assert_eq!(calm["limits"][0]["refusal"], Value::Null);
    assert_eq!(calm["price"]["last"], 200.0);
    assert_eq!(calm["price"]["age_seconds"], 0);
    assert_eq!(calm["windows"][1]["z"], 0.0);
    assert_eq!(answer(&calm, "liquidate"), "yes");

    // Enough to throttle, too little to halt.
    world.tick(10, START_PRICE * 962 / 1_000).expect("a print");
    let (page, throttled) = glance(&mut world);
    assert!(page.contains("stage       THROTTLE, "), "{page}");
    assert!(page.contains("move over 15 minutes, down"), "{page}");
    assert_eq!(throttled["windows"][1]["move_pct"], 3.8);
    assert_eq!(throttled["windows"][1]["effect"], "throttles");
    let stressed_bps = world.market().params.margin.stressed_bps;
    let raised_pct = f64::from(stressed_bps - 10_000) / 100.0;
    assert_eq!(throttled["stage"]["raised_pct"], raised_pct);
    assert_eq!(answer(&throttled, "liquidate"), "50% of the limit");
    assert_eq!(
        answer(&throttled, "hedge against the move"),
        "free of limits"
    );

    world.tick(10, START_PRICE * 880 / 1_000).expect("a print");
    world.advance(60);
    let (page, halted) = glance(&mut world);
    assert!(
        page.contains("stage       HALTED, 4 min 00 s left: move over"),
        "{page}"
    );
    assert_eq!(halted["price"]["age_seconds"], 60);
    assert_eq!(halted["stage"]["halts"], 1);
    assert_eq!(
        answer(&halted, "write options"),
        "no, halted for 4 min 00 s"
    );
    assert_eq!(halted["limits"][0]["refusal"], "halted for 4 min 00 s");

    // Nobody cranks: the clock alone reopens, first with a grace.
    world.advance(300);
    let (page, reopening) = glance(&mut world);
    assert!(
        page.contains("stage       REOPENING, 11 min 00 s left"),
        "{page}"
    );
    assert_eq!(answer(&reopening, "liquidate"), "no, grace for 1 min 00 s");
    assert!(page.contains("not fit for new risk"), "{page}");
    world.advance(360);
    let (_, ramping) = glance(&mut world);
    assert_eq!(answer(&ramping, "liquidate"), "60% of the limit");
    assert_eq!(answer(&ramping, "write options"), "yes");
}

#[test]
fn a_short_shows_in_gamma_and_its_expiry_in_the_accumulators() {
    let mut world = world();
    let Pick { strike, expiry_ts } = world.vault_pick();
    let series = world
        .ensure_series(Kind::Call, strike, expiry_ts)
        .expect("a series");
    let writer = world.actor(200 * SOL, 0).expect("a wallet");
    world
        .open_margin(&writer, Kind::Call, 200 * SOL)
        .expect("an account");
    world
        .open_options(&writer, &series)
        .expect("a token account");
    world.write(&writer, &series, 100 * SOL).expect("written");
    let (page, status) = glance(&mut world);
    assert_eq!(status["expiries"][0]["expiry_ts"], expiry_ts);
    assert_eq!(status["expiries"][0]["series"], 1);
    assert!(
        page.contains("1 series, 0 s of the last half hour priced"),
        "{page}"
    );
    let gamma = &status["gamma"];
    let number = |name: &str| gamma[name].as_f64().expect("a number");
    // The record knows nothing until somebody refreshes it.
    assert_eq!(number("loop_gain"), 0.0);
    assert!(number("net_gamma_refreshed") < 0.0 && number("loop_gain_refreshed") > 0.0);
    assert_eq!(gamma["walls"][0]["strike"], strike as f64 / DOLLAR as f64);
    assert_eq!(gamma["flips"], Value::Array(vec![]));
    assert!(
        page.contains("never refreshed") && page.contains("no flip"),
        "{page}"
    );
}

#[test]
fn a_change_waits_in_the_open_until_it_is_due() {
    let mut world = world();
    let (page, status) = glance(&mut world);
    assert!(page.ends_with("proposals\n  none\n"), "{page}");
    assert_eq!(status["proposals"], Value::Array(vec![]));

    let change = Change::Guardian(Pubkey::default());
    let index = world.proposed(change).expect("proposed");
    let key = address::proposal(&world.keys.protocol, index);
    let shown = |world: &mut World| {
        let (market, mut accounts) = accounts(world);
        let account = world.chain.account(&key).expect("a proposal");
        accounts.insert(key, account);
        let page = status_page(&serve(accounts), &market);
        page[page.find("proposals").expect("its section")..].to_owned()
    };
    world.advance(20);
    assert!(shown(&mut world).contains("   0  guardian, due in 40 s, "));
    world.advance(40);
    assert!(shown(&mut world).contains("   0  guardian, due until "));
    world.advance(14 * 86_400 + 1);
    let page = shown(&mut world);
    assert!(page.contains("   0  guardian, lapsed since "), "{page}");
    assert!(page.contains(&world.keys.protocol.to_string()), "{page}");
}

#[test]
fn what_is_no_market_is_told_in_one_line() {
    let mut world = world();
    let (market, mut accounts) = accounts(&mut world);
    let vault = world.vault.vault;
    let account = world.chain.account(&vault).expect("a vault");
    accounts.insert(vault, account);
    let url = serve(accounts);
    let nobody = "11111111111111111111111111111112";
    for (address, why) in [
        (vault.to_string().as_str(), "but no market"),
        (CLOCK, "not to the program"),
        (nobody, "has no account"),
    ] {
        told(status(&url, address, &[]), 1, why);
    }
    told(
        status("http://127.0.0.1:1", &market, &[]),
        1,
        "no answer from http://127.0.0.1:1",
    );
    told(
        status(&url, "somewhere", &[]),
        2,
        "invalid value 'somewhere'",
    );
}

fn told(outcome: Assert, code: i32, why: &str) {
    let one_line = predicate::function(|text: &str| text.trim_end().lines().count() == 1);
    outcome
        .code(code)
        .stdout("")
        .stderr(one_line.and(predicate::str::contains(why)));
}
