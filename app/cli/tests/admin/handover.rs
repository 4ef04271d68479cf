//! The authority has gone to somebody else, a multisig for one: what a run shows of what it may not do.

use ballast_harness::setup::keypair;
use serde_json::{json, Value};
use solana_signer::Signer;

use crate::scene::{step, steps, written, Scene};

/// Handed over, with a file that differs.
fn differing() -> Scene {
    let mut scene = Scene::deployed();
    scene.hand_over(&keypair(73));
    scene.edit("z15_milli = 9_000", "z15_milli = 8_500");
    scene.edit("move15_bps = 700", "move15_bps = 800");
    scene.edit("min_premium_bps = 10 ", "min_premium_bps = 20 ");
    scene.govern(&format!("guardian = \"{}\"", keypair(71).pubkey()));
    scene
}

/// Fields that a step says differ.
fn fields(step: &Value) -> Vec<&str> {
    let changes = step["changes"].as_array().expect("changes").iter();
    changes
        .map(|one| one["field"].as_str().expect("a name"))
        .collect()
}

#[test]
fn anybodys_dry_run_shows_everything_and_whose_it_is() {
    let mut scene = differing();
    let (heir, other) = (keypair(73).pubkey(), keypair(74).pubkey());
    scene.edit(
        "[[vaults]]",
        "[[vaults]]\nid = 4\nkind = \"put\"\n\n[[vaults]]",
    );
    let offer = |to| format!("authority_to = \"{to}\"");
    scene.edit(&offer(heir), &offer(other));
    let (text, json) = scene.migrate_by(&keypair(1), "--dry-run");
    let mut busy = steps(&json);
    busy.retain(|(.., state)| state != "already");
    let expected = [
        "7 vault 4 would_do",
        "8 market would_do",
        "8 market would_do",
        "8 vault 0 would_do",
        "9 guardian would_do",
        "9 authority would_do",
    ];
    assert_eq!(written(&busy), expected);
    for step in json["steps"].as_array().expect("steps") {
        let by = (step["state"] == "would_do").then(|| json!(heir.to_string()));
        assert_eq!(step.get("by"), by.as_ref(), "{step}");
    }
    for (name, lines) in [
        (
            "7 vault 4  ",
            [
                "            sells puts".to_owned(),
                format!("            fees to {heir}"),
            ],
        ),
        (
            "8 market   ",
            [
                format!("8 market    would do, by {heir}: tighten 1 parameter at once"),
                "            market.breaker.z15_milli  9000 -> 8500".to_owned(),
            ],
        ),
        (
            "8 market   ",
            [
                format!("8 market    would do, by {heir}: propose 1 parameter"),
                "            market.breaker.move15_bps  700 -> 800".to_owned(),
            ],
        ),
        (
            "8 vault 0  ",
            [
                format!("8 vault 0   would do, by {heir}: tighten 1 parameter at once"),
                "            vault.sale.min_premium_bps  10 -> 20".to_owned(),
            ],
        ),
    ] {
        assert!(text.contains(&lines.join("\n")), "{name}: {text}");
    }
    // The authority's own dry run needs nobody else.
    let (_, own) = scene.migrate_by(&keypair(73), "--dry-run");
    assert_eq!(step(&own, 8, "would_do").get("by"), None);
}

#[test]
fn a_refusal_shows_what_differs() {
    let mut scene = differing();
    let admin = keypair(1);
    let why = "step 8 (market): tighten 1 parameter at once: WrongAuthority: ";
    let (text, json) = scene.refused_to(&admin, why);
    let below = [
        "            market.breaker.move15_bps  700 -> 800",
        "            market.breaker.z15_milli   9000 -> 8500",
    ];
    assert!(text.contains(&below.join("\n")), "{text}");
    let both = ["market.breaker.move15_bps", "market.breaker.z15_milli"];
    assert_eq!(fields(step(&json, 8, "refused")), both);
    // What is only to be proposed is shown likewise.
    scene.edit("z15_milli = 8_500", "z15_milli = 9_000");
    let why = "step 8 (market): propose 1 parameter: WrongAuthority: ";
    let (_, json) = scene.refused_to(&admin, why);
    assert_eq!(fields(step(&json, 8, "refused")), [both[0]]);
    // Of a step without parameters it is in the words.
    scene.edit("move15_bps = 800", "move15_bps = 700");
    scene.edit("min_premium_bps = 20 ", "min_premium_bps = 10 ");
    let guardian = keypair(71).pubkey();
    let why = format!("step 9 (guardian): propose guardian {guardian}: WrongAuthority: ");
    let (_, json) = scene.refused_to(&admin, &why);
    assert_eq!(step(&json, 9, "refused").get("changes"), None);
}
