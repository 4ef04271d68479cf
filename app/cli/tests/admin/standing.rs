//! Proposals that stand and are not what the file says: anyone may carry them out, so every run tells of them.

use ballast_harness::setup::keypair;
use serde_json::json;

use crate::scene::{step, written, Scene};

/// A looser market is proposed, and the file is then as it was.
fn restored() -> Scene {
    let mut scene = Scene::deployed();
    scene.edit("move15_bps = 700", "move15_bps = 800");
    scene.migrate();
    scene.edit("move15_bps = 800", "move15_bps = 700");
    scene
}

#[test]
fn one_that_the_file_has_taken_back_is_told_until_it_is_cancelled() {
    let mut scene = restored();
    let protocol = scene.world.keys.protocol;
    let (text, json) = scene.migrate();
    let below = [
        "proposal 0 is not what the file says",
        "            anyone may carry it out until 2026-12-06 10:01:00",
        &format!("            to stop it: ballast admin cancel 0 --protocol {protocol}"),
        "            market.breaker.move15_bps  700 -> 800",
        "8 market    already: as in the file",
    ]
    .join("\n");
    let waiting = format!("8 market    waits until 2026-11-22 10:01:00: {below}\n");
    assert!(text.contains(&waiting), "{text}");
    assert!(text.ends_with("\n1 waiting\n"), "{text}");
    let change =
        json!({ "field": "market.breaker.move15_bps", "from": 700, "to": 800, "loosens": true });
    assert_eq!(step(&json, 8, "waits")["changes"], json!([change]));
    let (dry, _) = scene.migrate_by(&keypair(1), "--dry-run");
    assert!(dry.contains(&waiting), "{dry}");
    scene.pass(60);
    let (text, _) = scene.migrate();
    let due = format!("8 market    waits: {below}\n");
    assert!(text.contains(&due), "{text}");
    let cancel = format!("cancel 0 --protocol {protocol}");
    scene.admin(&keypair(1), &cancel).success();
    assert!(scene.busy().is_empty());
}

#[test]
fn one_that_has_lapsed_is_not_told() {
    let mut scene = restored();
    assert_eq!(written(&scene.busy()), ["8 market waits"]);
    scene.pass(60 + 14 * 86_400 + 1);
    assert!(scene.busy().is_empty());
}

#[test]
fn a_tightening_is_told_what_would_overwrite_it() {
    let mut scene = restored();
    scene.edit("z15_milli = 9_000", "z15_milli = 8_500");
    let (text, _) = scene.migrate();
    let overwrites = [
        "            market.breaker.move15_bps  700 -> 800",
        "            market.breaker.z15_milli   8500 -> 9000",
        "8 market    done: tighten 1 parameter at once",
    ]
    .join("\n");
    assert!(text.contains(&overwrites), "{text}");
    assert_eq!(written(&scene.busy()), ["8 market waits"]);
}

#[test]
fn a_change_of_mind_is_told_of_the_old_proposal() {
    let mut scene = restored();
    scene.edit("move15_bps = 700", "move15_bps = 900");
    let busy = written(&scene.busy());
    assert_eq!(busy, ["8 market waits", "8 market done"]);
    let (text, _) = scene.migrate();
    assert!(text.contains(": proposal 0 is not what"), "{text}");
    assert!(text.contains(": 1 parameter: proposal 1\n"), "{text}");
    // Both are due, and it is the file's that is carried out.
    scene.pass(60);
    let (text, _) = scene.migrate();
    assert!(text.contains(": carry out proposal 1: "), "{text}");
    assert_eq!(scene.market().params.breaker.move15_bps, 900);
    assert_eq!(written(&scene.busy()), ["8 market waits"]);
}

#[test]
fn a_vaults_is_told_with_the_vault() {
    let mut scene = Scene::deployed();
    scene.edit("target_delta_bps = 1_000", "target_delta_bps = 2_000");
    scene.migrate();
    scene.edit("target_delta_bps = 2_000", "target_delta_bps = 1_000");
    let (text, _) = scene.migrate();
    let lines = "            vault.sale.target_delta_bps  1000 -> 2000\n8 vault 0   already";
    assert!(text.contains(lines), "{text}");
    assert_eq!(written(&scene.busy()), ["8 vault 0 waits"]);
}
