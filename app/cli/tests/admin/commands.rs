//! Living with governance: what is proposed, cancelled, carried out, paused.

use std::fs;

use ballast_harness::setup::{keypair, GUARDIAN};
use option_risk::breaker::Stage;
use serde_json::Value;
use solana_signer::Signer;

use crate::scene::{printed, told, Scene};

/// A market, and a change of it that waits.
fn proposed() -> (Scene, String) {
    let mut scene = Scene::deployed();
    scene.edit("move15_bps = 700", "move15_bps = 800");
    scene.migrate();
    let protocol = format!("--protocol {}", scene.world.keys.protocol);
    (scene, protocol)
}

#[test]
fn proposals_are_listed_until_they_are_gone() {
    let (mut scene, protocol) = proposed();
    let market = scene.world.keys.market;
    let json = scene.folder.path().join("list.json");
    let list = format!("proposals {protocol} --json {}", json.display());
    let said = |scene: &mut Scene| {
        let outcome = scene.glance(&list).success();
        let text = printed(&outcome);
        let json: Value =
            serde_json::from_str(&fs::read_to_string(&json).expect("a file")).expect("JSON");
        (
            text,
            json["proposals"].as_array().expect("proposals").clone(),
        )
    };
    let (text, all) = said(&mut scene);
    let line = format!("0 market parameters of {market}: waiting, due 2026-11-22 10:01:00, until 2026-12-06 10:01:00\n");
    assert_eq!(text, line);
    assert_eq!(
        (&all[0]["phase"], &all[0]["index"]),
        (&"waiting".into(), &0.into())
    );
    scene.pass(60);
    assert!(said(&mut scene).0.contains(": due, due "));
    scene.pass(14 * 86_400 + 1);
    assert!(said(&mut scene).0.contains(": lapsed, due "));
    // Anyone may clear it away now.
    let stranger = scene.actor();
    scene
        .admin(&stranger.wallet, &format!("cancel 0 {protocol}"))
        .success();
    assert_eq!(
        said(&mut scene),
        ("nothing is proposed\n".to_owned(), vec![])
    );
}

#[test]
fn a_proposal_is_cancelled_or_carried_out() {
    let (mut scene, protocol) = proposed();
    let (admin, stranger) = (keypair(1), scene.actor());
    let (cancel, execute) = (
        format!("cancel 0 {protocol}"),
        format!("execute 0 {protocol}"),
    );
    told(
        scene.admin(&stranger.wallet, &cancel),
        1,
        "error: MayNotCancel: ",
    );
    told(
        scene.admin(&stranger.wallet, &execute),
        1,
        "error: ProposalNotDue: ",
    );
    let gone = "the protocol has no proposal 4; `ballast admin proposals` lists them";
    told(
        scene.admin(&admin, &format!("cancel 4 {protocol}")),
        1,
        gone,
    );
    let outcome = scene.admin(&admin, &cancel).success();
    let text = printed(&outcome);
    let market = scene.world.keys.market;
    assert!(
        text.starts_with(&format!(
            "cancelled proposal 0, market parameters of {market}\n"
        )),
        "{text}"
    );
    scene.migrate();
    scene.pass(60);
    scene
        .admin(&stranger.wallet, &format!("execute 1 {protocol}"))
        .success();
    assert_eq!(scene.market().params.breaker.move15_bps, 800);
    let nobody = format!("cancel 0 --protocol {}", keypair(90).pubkey());
    told(scene.admin(&admin, &nobody), 1, "the node has no protocol ");
}

#[test]
fn a_vaults_proposal_finds_its_accounts() {
    let mut scene = Scene::deployed();
    scene.edit("target_delta_bps = 1_000", "target_delta_bps = 2_000");
    scene.migrate();
    scene.pass(60);
    let protocol = scene.world.keys.protocol;
    scene
        .admin(&keypair(1), &format!("execute 0 --protocol {protocol}"))
        .success();
    assert_eq!(scene.vault().sale.target_delta_bps, 2_000);
}

#[test]
fn the_guardian_pauses_and_lifts() {
    let mut scene = Scene::bare();
    let guardian = keypair(GUARDIAN);
    scene.govern(&format!("guardian = \"{}\"", guardian.pubkey()));
    scene.migrate();
    let market = scene.world.keys.market;
    let (pause, lift) = (
        format!("pause --market {market}"),
        format!("lift --market {market}"),
    );
    let stranger = scene.actor();
    told(
        scene.admin(&stranger.wallet, &pause),
        1,
        "error: WrongGuardian: ",
    );
    told(scene.admin(&guardian, &lift), 1, "error: NoPause: ");
    let outcome = scene.admin(&guardian, &pause).success();
    let text = printed(&outcome);
    let words = "paused the market for 30 min 00 s, to about 2026-11-22 10:30:00\n";
    assert!(text.starts_with(words), "{text}");
    assert_eq!(scene.market().risk.breaker.stage(), Stage::Halted);
    scene.admin(&guardian, &lift).success();
    assert_eq!(scene.market().risk.breaker.stage(), Stage::Reopening);
}

#[test]
fn a_node_is_named_by_either_flag() {
    let mut scene = Scene::deployed();
    let signer = scene.keypair_file(&keypair(1));
    let (signer, keys) = (signer.display(), scene.world.keys);
    let (market, protocol) = (keys.market, keys.protocol);
    for (flag, line) in [
        (
            "--cluster",
            format!("admin pause --market {market} --keypair {signer}"),
        ),
        (
            "--cluster",
            format!("admin lift --market {market} --keypair {signer}"),
        ),
        (
            "--cluster",
            format!("admin proposals --protocol {protocol}"),
        ),
        ("--cluster", format!("status --market {market}")),
        ("--url", format!("status --market {market}")),
    ] {
        scene.at(flag, &line).success();
    }
    assert_eq!(scene.market().risk.breaker.stage(), Stage::Reopening);
}
