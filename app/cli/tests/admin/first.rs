//! From nothing to a market: once, twice, dry, and after a run that broke off.

use std::time::Duration;

use ballast_client::{
    ballast::state::{Cluster, Vault},
    params::DEVNET,
    VaultKeys,
};
use ballast_harness::{
    rpc::Mishap,
    setup::{keypair, Setup},
};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::scene::{address, printed, steps, told, written, Scene};

/// All steps on a chain with nothing on it.
const FIRST: [&str; 12] = [
    "1 program already",
    "2 mints already",
    "3 oracle already",
    "4 protocol done",
    "5 market done",
    "6 backstop done",
    "7 vault 0 done",
    "8 market already",
    "8 vault 0 already",
    "8 oracle already",
    "9 guardian already",
    "9 authority already",
];

#[test]
fn the_first_run_does_everything_and_the_second_nothing() {
    let mut scene = Scene::bare();
    let (text, json) = scene.migrate();
    assert_eq!(written(&steps(&json)), FIRST);
    assert!(text.ends_with("\n4 done\n"), "{text}");
    assert_eq!(scene.line.submitted(), 4);

    let (admin, setup) = (keypair(1).pubkey(), Setup::localnet());
    let protocol = scene.protocol().expect("a protocol");
    assert_eq!((protocol.authority, protocol.guardian), (admin, admin));
    assert_eq!(protocol.cluster, Cluster::Localnet);
    assert_eq!(scene.market().params, setup.market);
    assert_eq!(scene.vault(), setup.vault);
    assert_eq!(scene.world.vault_state().fee_recipient, admin);
    for kind in Kind::ALL {
        assert!(scene.world.backstop_state(kind).is_some());
    }
    let keys = scene.world.keys;
    let vault = VaultKeys::derive(&keys, 0, Kind::Call);
    for (name, expected) in [
        ("program", ballast_client::PROGRAM_ID),
        ("protocol", keys.protocol),
        ("market", keys.market),
        ("oracle", keys.oracle),
        ("quote_custody", keys.custody(Kind::Put)),
        ("base_insurance", keys.insurance(Kind::Call)),
        ("quote_backstop", keys.backstop_account(Kind::Put)),
        ("vault_0", vault.vault),
        ("vault_0_share_mint", vault.share_mint),
    ] {
        assert_eq!(address(&json, name), expected, "{name}");
        assert!(text.contains(&expected.to_string()), "{name}");
    }

    let (text, again) = scene.migrate();
    assert!(written(&steps(&again))
        .iter()
        .all(|step| step.ends_with(" already")));
    assert!(text.ends_with("\nnothing to do\n"), "{text}");
    assert_eq!(again["addresses"], json["addresses"]);
    assert_eq!(scene.line.submitted(), 4);
}

#[test]
fn a_dry_run_says_what_the_real_one_does_and_sends_nothing() {
    let mut scene = Scene::bare();
    let (text, dry) = scene.migrate_by(&keypair(1), "--dry-run");
    let expected = FIRST.map(|step| step.replace("done", "would_do"));
    assert_eq!(written(&steps(&dry)), expected);
    assert!(
        text.ends_with("4 to do; this was a dry run, nothing was sent\n"),
        "{text}"
    );
    assert!(dry["dry_run"].as_bool().expect("a flag"));
    assert_eq!(scene.line.asked("sendTransaction"), 0);
    assert!(scene.protocol().is_none());
    let (_, real) = scene.migrate();
    assert_eq!(dry["addresses"], real["addresses"]);
}

#[test]
fn a_run_that_breaks_off_is_finished_by_the_next() {
    // Whichever transaction is the one that fails, the ones before it stand.
    for (good, step) in [
        (0, "step 4 (protocol)"),
        (2, "step 6 (backstop)"),
        (3, "step 7 (vault 0)"),
    ] {
        let mut scene = Scene::bare();
        let line = scene.line.clone();
        line.plan("sendTransaction", Mishap::Delay(Duration::ZERO), good);
        let refusal = Mishap::Refuse {
            code: -32_002,
            message: "the node is tired".to_owned(),
        };
        line.plan("sendTransaction", refusal, 1);
        let outcome = scene.run(&keypair(1), "");
        let text = printed(&outcome);
        told(outcome, 1, step);
        assert!(text.contains("refused: "), "{text}");
        assert!(
            text.contains("what is done stands, and the next run goes on from it"),
            "{text}"
        );
        assert_eq!(line.sent(), good);
        assert_eq!(scene.busy().len(), 4 - good);
        assert_eq!(line.sent(), 4);
        assert!(scene.busy().is_empty());
    }
}

#[test]
fn a_lost_answer_is_no_lost_transaction() {
    let mut scene = Scene::bare();
    scene.line.plan("sendTransaction", Mishap::Mute, 4);
    assert_eq!(written(&scene.steps()), FIRST);
    assert!(scene.busy().is_empty());
}

#[test]
fn two_vaults_one_of_puts_with_parameters_of_its_own() {
    let mut scene = Scene::bare();
    let (_, vaults) = DEVNET.split_once("[[vaults]]").expect("vaults");
    let (before, _) = scene.file.split_once("[[vaults]]").expect("vaults");
    scene.file = format!("{before}[[vaults]]{vaults}");
    let treasury = keypair(77).pubkey();
    scene.edit(
        "id = 1 ",
        &format!("fee_recipient = \"{treasury}\"\nid = 1 "),
    );
    let done = written(&scene.busy());
    assert_eq!(done[3..], ["7 vault 0 done", "7 vault 1 done"]);
    let keys = scene.world.keys;
    let puts = VaultKeys::derive(&keys, 1, Kind::Put);
    let puts: Vault = scene.world.fetch(&puts.vault).expect("a vault");
    assert_eq!((puts.kind, puts.fee_recipient), (Kind::Put as u8, treasury));
    assert_eq!(puts.params.min_deposit, 1_000_000);
    assert_eq!(puts.params.sale, scene.vault().sale);
    assert!(scene.busy().is_empty());
}
