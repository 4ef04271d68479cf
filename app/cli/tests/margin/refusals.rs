//! What is refused before anything is sent: in one line, with the reason.

use std::{fs, os::unix::fs::PermissionsExt};

use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Actor,
};
use option_risk::{calendar, units::Kind};

use crate::{
    scene::disarmed,
    shop::{told, Shop},
};

/// A writer of ten puts.
fn scene() -> (Shop, Actor) {
    let mut shop = disarmed();
    let world = &mut shop.world;
    let writer = world.actor(0, 100_000 * USDC).expect("a wallet");
    let expiry_ts = calendar::next_expiry(world.now(), 7).expect("a calendar");
    let series = world.create_series(Kind::Put, 190 * DOLLAR, expiry_ts);
    world
        .open_margin(&writer, Kind::Put, 50_000 * USDC)
        .expect("an account");
    let series = series.expect("a series");
    world.write(&writer, &series, 10 * SOL).expect("written");
    (shop, writer)
}

#[test]
fn wrong_amounts_series_and_accounts() {
    let (mut shop, writer) = scene();
    let deposit = |amount: &str| format!("margin deposit --kind put --amount {amount}");
    let write = |series: &str| format!("margin write --series {series} --contracts 1");
    let stranger = shop.world.actor(0, 0).expect("a wallet").key();
    let market = shop.world.keys.market;
    for (line, why) in [
        (deposit("12.5.5"), "`12.5.5` is no amount like 12.5"),
        (deposit("1e3"), "`1e3` is no amount like 12.5"),
        (deposit("0.0000001"), "`0.0000001` has more than 6 decimals"),
        (deposit("0"), "`0` is nothing; pass more"),
        (deposit("18446744073709.551616"), "is too large"),
        (
            deposit("60000"),
            "custom program error 1: Error: insufficient funds",
        ),
        ("margin open --kind put".to_owned(), "error: "),
        (
            "margin withdraw --kind put --amount 50001".to_owned(),
            "InsufficientCollateral: More than the account holds",
        ),
        (
            "margin withdraw --kind call --amount 1".to_owned(),
            "has no call account in this market",
        ),
        ("margin shut --kind put".to_owned(), "AccountNotEmpty"),
        (
            write("put@185@2026-11-30"),
            "the market has no series put@185@2026-11-30",
        ),
        (
            write("put@190.000000001@2026-11-30"),
            "strike 190.000000001: `190.000000001` has more than 8 decimals",
        ),
        (
            write(&stranger.to_string()),
            "is no account of the kind expected",
        ),
        (
            write(&market.to_string()),
            "is no account of the kind expected",
        ),
        (
            write("11111111111111111111111111111112"),
            "no series 11111111111111111111111111111112",
        ),
        (
            "margin close --series put@190@2026-11-30 --contracts 11".to_owned(),
            "NoPosition",
        ),
        (
            "margin close --series put@190@2026-11-30 --contracts 9.95".to_owned(),
            "ShortTooSmall",
        ),
        (
            "margin net --series put@190@2026-11-30".to_owned(),
            "nothing to net: 10 short and 0 long of put@190@2026-11-30",
        ),
        (
            "redeem --series put@190@2026-11-30".to_owned(),
            "SeriesNotSettled",
        ),
        (
            "redeem --series put@190@2026-11-30 --contracts 11".to_owned(),
            "holds 10 put@190@2026-11-30",
        ),
        (
            "insurance sweep --kind put".to_owned(),
            "has no put account in this market",
        ),
        (
            format!("liquidate --owner {} --kind put", writer.key()),
            "AccountHealthy",
        ),
        (
            format!("liquidate --owner {} --kind put --flag-only", writer.key()),
            "AccountHealthy",
        ),
        (
            format!("liquidate --owner {} --kind put --backstop", writer.key()),
            "AccountSolvent",
        ),
        (
            format!("liquidate --owner {stranger} --kind put"),
            "has no put account in this market",
        ),
    ] {
        shop.refused(&writer, &line, why);
    }
}

#[test]
fn what_no_command_line_means() {
    let (mut shop, writer) = scene();
    for (line, why) in [
        (
            "margin show --kind straddle",
            "invalid value 'straddle' for '--kind <KIND>'",
        ),
        (
            "margin write --series put@190 --contracts 1",
            "invalid value 'put@190' for '--series <SERIES>'",
        ),
        (
            "margin show --kind put --if-spot lots",
            "invalid value 'lots'",
        ),
        (
            "margin show --kind put --if-write put@190@2026-11-30",
            "invalid value",
        ),
        ("settle", "required arguments were not provided"),
        (
            "settle --expired --series put@190@2026-11-30",
            "cannot be used with",
        ),
        (
            "liquidate --owner 11111111111111111111111111111112 --kind put --min-payment 1",
            "required arguments",
        ),
        ("margin deposit --kind put", "required arguments"),
    ] {
        told(shop.run(&writer, line), 2, why);
    }
}

#[test]
fn keypair_files() {
    let (mut shop, writer) = scene();
    let good = shop.keypair_file(&writer);
    let path = shop.folder.path().join("key.json");
    let deposit = |shop: &Shop| {
        let mut command = shop.command("margin deposit --kind put --amount 1");
        command.arg("--keypair").arg(&path);
        command
    };
    let mut try_with = |content: &str, mode: u32, why: &str| {
        fs::write(&path, content).expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
        let command = deposit(&shop);
        told(shop.wait(command), 1, why);
    };
    let text = fs::read_to_string(&good).expect("a file");
    for mode in [0o640, 0o604, 0o644] {
        let why = format!("others can read it (mode {mode:03o}); run `chmod 600 ");
        try_with(&text, mode, &why);
    }
    try_with(
        "not a key",
        0o600,
        "not a JSON array of 64 numbers from 0 to 255",
    );
    try_with(
        "[1,2,300]",
        0o600,
        "not a JSON array of 64 numbers from 0 to 255",
    );
    try_with("[1,2,3]", 0o600, "3 numbers, not 64");
    let forged = format!("[{}]", ["7"; 64].join(","));
    try_with(
        &forged,
        0o600,
        "its second half is not the public key of its first",
    );
    fs::remove_file(&path).expect("a file");
    let command = deposit(&shop);
    told(shop.wait(command), 1, "No such file");

    // Without a name the usual place is looked at; showing somebody else's account needs no key at all.
    let home = shop.folder.path().join("home");
    let mut command = shop.command("margin deposit --kind put --amount 1");
    command.env("HOME", &home);
    told(
        shop.wait(command),
        1,
        ".config/solana/id.json: No such file",
    );
    let folder = home.join(".config/solana");
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy(&good, folder.join("id.json")).expect("a file");
    let mut command = shop.command("margin deposit --kind put --amount 1");
    command.env("HOME", &home);
    shop.wait(command).success();
    let mut command = shop.command(&format!("margin show --kind put --owner {}", writer.key()));
    command.env("HOME", "/nowhere");
    shop.wait(command).success();
}

#[test]
fn no_node_and_no_market() {
    let (mut shop, writer) = scene();
    let keypair = shop.keypair_file(&writer);
    let market = shop.world.keys.market.to_string();
    let run = |shop: &mut Shop, url: &str, market: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ballast"));
        command.args([
            "margin", "show", "--kind", "put", "--url", url, "--market", market,
        ]);
        command.arg("--keypair").arg(&keypair);
        shop.wait(command)
    };
    let down = "http://127.0.0.1:1";
    told(
        run(&mut shop, down, &market),
        1,
        "no answer from http://127.0.0.1:1",
    );
    told(
        run(&mut shop, "nowhere", &market),
        1,
        "no answer from nowhere",
    );
}
