//! A file that says otherwise than the chain: tightened at once, proposed, carried out once due.

use ballast_client::{
    address,
    ballast::state::{Change, Proposal},
};
use ballast_harness::setup::{keypair, SOL, USDC};
use serde_json::json;

use crate::scene::{step, steps, written, Scene, START_PRICE};

#[test]
fn what_tightens_acts_at_once() {
    let mut scene = Scene::deployed();
    scene.edit("z15_milli = 9_000", "z15_milli = 8_500");
    scene.edit("min_premium_bps = 10 ", "min_premium_bps = 20 ");
    let (_, dry) = scene.migrate_by(&keypair(1), "--dry-run");
    assert_eq!(scene.market().params.breaker.z15_milli, 9_000);
    let (text, json) = scene.migrate();
    let busy: Vec<_> = steps(&json)
        .into_iter()
        .filter(|step| step.2 != "already")
        .collect();
    assert_eq!(written(&busy), ["8 market done", "8 vault 0 done"]);
    assert!(
        text.contains("market.breaker.z15_milli  9000 -> 8500"),
        "{text}"
    );
    let change = json!({ "field": "market.breaker.z15_milli", "from": 9_000, "to": 8_500, "loosens": false });
    assert_eq!(step(&json, 8, "done")["changes"], json!([change]));
    assert_eq!(step(&dry, 8, "would_do")["changes"], json!([change]));
    assert_eq!(scene.market().params.breaker.z15_milli, 8_500);
    assert_eq!(scene.vault().sale.min_premium_bps, 20);
    assert!(scene.busy().is_empty());
}

#[test]
fn what_loosens_is_proposed_once_and_carried_out_once_due() {
    let mut scene = Scene::deployed();
    scene.edit("move15_bps = 700", "move15_bps = 800");
    scene.edit("target_delta_bps = 1_000", "target_delta_bps = 2_000");
    assert_eq!(written(&scene.busy()), ["8 market done", "8 vault 0 done"]);
    let (text, json) = scene.migrate();
    let busy: Vec<_> = steps(&json)
        .into_iter()
        .filter(|step| step.2 != "already")
        .collect();
    assert_eq!(written(&busy), ["8 market waits", "8 vault 0 waits"]);
    let due_ts = scene.world.now() + 60;
    assert_eq!(step(&json, 8, "waits")["until_ts"], due_ts);
    assert!(
        text.contains("8 market    waits until 2026-11-22 10:01:00: 1 parameter: proposal 0\n"),
        "{text}"
    );
    assert!(text.ends_with("\n2 waiting\n"), "{text}");
    assert_eq!(scene.protocol().expect("a protocol").proposals, 2);

    scene.pass(60);
    let (text, _) = scene.migrate();
    assert!(
        text.contains("8 market    done: carry out proposal 0: 1 parameter\n"),
        "{text}"
    );
    assert_eq!(scene.market().params.breaker.move15_bps, 800);
    assert_eq!(scene.vault().sale.target_delta_bps, 2_000);
    assert!(scene.busy().is_empty());
}

#[test]
fn of_a_mixed_change_only_the_loosening_waits() {
    let mut scene = Scene::deployed();
    scene.edit("z15_milli = 9_000", "z15_milli = 8_500");
    scene.edit("move15_bps = 700", "move15_bps = 800");
    assert_eq!(written(&scene.busy()), ["8 market done", "8 market done"]);
    let params = scene.market().params;
    assert_eq!(
        (params.breaker.z15_milli, params.breaker.move15_bps),
        (8_500, 700)
    );
    assert_eq!(written(&scene.busy()), ["8 market waits"]);
    scene.pass(60);
    assert_eq!(written(&scene.busy()), ["8 market done"]);
    let params = scene.market().params;
    assert_eq!(
        (params.breaker.z15_milli, params.breaker.move15_bps),
        (8_500, 800)
    );
}

#[test]
fn values_that_bound_each_other_wait_together() {
    let mut scene = Scene::bare();
    scene.edit("max_otm_bps = 5_000", "max_otm_bps = 4_000");
    scene.migrate();
    // The least distance may rise at once, but not above the greatest, which may not change at once.
    scene.edit("min_otm_bps = 100 ", "min_otm_bps = 4_500 ");
    scene.edit("max_otm_bps = 4_000", "max_otm_bps = 5_000");
    let (_, json) = scene.migrate();
    let told = step(&json, 8, "done");
    assert_eq!(told["changes"].as_array().expect("changes").len(), 2);
    assert_eq!(scene.vault().sale.min_otm_bps, 100);
    assert_eq!(written(&scene.busy()), ["8 vault 0 waits"]);
    scene.pass(60);
    assert_eq!(written(&scene.busy()), ["8 vault 0 done"]);
    let sale = scene.vault().sale;
    assert_eq!((sale.min_otm_bps, sale.max_otm_bps), (4_500, 5_000));
}

#[test]
fn a_proposal_that_lapsed_is_made_again() {
    let mut scene = Scene::deployed();
    scene.edit("move15_bps = 700", "move15_bps = 800");
    scene.migrate();
    scene.pass(60 + 14 * 86_400 + 1);
    assert_eq!(written(&scene.busy()), ["8 market done"]);
    let protocol = scene.world.keys.protocol;
    let (old, new) = (
        address::proposal(&protocol, 0),
        address::proposal(&protocol, 1),
    );
    assert!(
        scene.world.fetch::<Proposal>(&old).is_none(),
        "its rent is back"
    );
    let new: Proposal = scene.world.fetch(&new).expect("a proposal");
    assert!(matches!(new.change, Change::MarketParams(params) if params.breaker.move15_bps == 800));
    scene.pass(60);
    assert_eq!(written(&scene.busy()), ["8 market done"]);
    assert_eq!(scene.market().params.breaker.move15_bps, 800);
}

#[test]
fn a_due_change_of_a_vault_waits_for_its_sale() {
    let mut scene = Scene::deployed();
    let depositor = scene
        .world
        .actor(1_000 * SOL, 1_000 * USDC)
        .expect("a wallet");
    scene
        .world
        .queue_deposit(&depositor, 100 * SOL)
        .expect("room");
    scene.edit("target_delta_bps = 1_000", "target_delta_bps = 2_000");
    scene.migrate();
    // Prints until the breaker knows enough for a sale.
    scene.world.hold(1_200, 60, START_PRICE).expect("prints");
    scene.world.roll_round().expect("a queue");
    let calls = scene.world.start_sale().expect("assets");
    let (text, json) = scene.migrate();
    let told = step(&json, 8, "waits");
    assert_eq!(told["name"], "vault 0");
    assert!(
        text.contains("8 vault 0   waits: carry out proposal 0: 1 parameter; SaleRunning: "),
        "{text}"
    );
    scene.world.hold(660, 60, START_PRICE).expect("prints");
    scene.world.end_sale(&calls).expect("an end");
    assert_eq!(written(&scene.busy()), ["8 vault 0 done"]);
    assert_eq!(scene.vault().sale.target_delta_bps, 2_000);
}
