//! The page on deployment quotes what the command prints.

use ballast_harness::setup::keypair;
use solana_signer::Signer;

use crate::scene::Scene;

const PAGE: &str = include_str!("../../../../docs/deploy.md");

/// What was printed, without signatures, which are others in every run.
fn unsigned(text: &str) -> String {
    let is_signature = |line: &&str| {
        let trimmed = line.trim_start();
        trimmed.len() < line.len() && trimmed.len() > 80 && !trimmed.contains(' ')
    };
    let lines = text.lines().filter(|line| !is_signature(line));
    lines.map(|line| format!("{line}\n")).collect()
}

/// What was said of the market's parameters.
fn of_market(text: &str) -> String {
    let mut said = String::new();
    let mut is_market = false;
    for line in unsigned(text).lines() {
        if !line.starts_with(' ') {
            is_market = line.starts_with("8 market");
        }
        if is_market {
            said += &format!("{line}\n");
        }
    }
    said
}

#[test]
fn every_run_it_shows_is_a_real_one() {
    let mut scene = Scene::bare();
    let admin = keypair(1);
    let purse = |scene: &mut Scene| {
        let account = scene.world.chain.account(&admin.pubkey());
        account.expect("a wallet").lamports
    };
    let (dry, _) = scene.migrate_by(&admin, "--dry-run");
    let before = purse(&mut scene);
    let (first, _) = scene.migrate();
    let spent = (before - purse(&mut scene)) as f64 / 1e9;
    let (steps, _) = first.split_once("\n\n").expect("addresses");
    let mut quotes = vec![
        unsigned(&dry),
        unsigned(steps),
        format!("cost {spent:.2} SOL"),
    ];
    scene.edit("z15_milli = 9_000", "z15_milli = 8_500");
    scene.edit("move15_bps = 700", "move15_bps = 800");
    quotes.push(of_market(&scene.migrate().0));
    quotes.push(of_market(&scene.migrate().0));
    scene.pass(60);
    quotes.push(of_market(&scene.migrate().0));
    scene.edit("move15_bps = 800", "move15_bps = 900");
    scene.migrate();
    scene.edit("move15_bps = 900", "move15_bps = 800");
    quotes.push(of_market(&scene.migrate().0));
    quotes.retain(|quote| !PAGE.contains(quote));
    assert!(
        quotes.is_empty(),
        "docs/deploy.md should quote:\n{}",
        quotes.join("\n----\n")
    );
}
