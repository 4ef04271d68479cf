//! Guardian and authority, handed over.

use ballast_harness::setup::keypair;
use solana_signer::Signer;

use crate::scene::{step, told, written, Scene};

#[test]
fn a_guardian_is_named_at_creation_and_replaced_after_the_delay() {
    let mut scene = Scene::bare();
    let (first, second) = (keypair(70).pubkey(), keypair(71).pubkey());
    scene.govern(&format!("guardian = \"{first}\""));
    scene.migrate();
    assert_eq!(scene.protocol().expect("a protocol").guardian, first);
    assert!(scene.busy().is_empty());
    scene.edit(&first.to_string(), &second.to_string());
    assert_eq!(written(&scene.busy()), ["9 guardian done"]);
    assert_eq!(written(&scene.busy()), ["9 guardian waits"]);
    assert_eq!(scene.protocol().expect("a protocol").guardian, first);
    scene.pass(60);
    assert_eq!(written(&scene.busy()), ["9 guardian done"]);
    assert_eq!(scene.protocol().expect("a protocol").guardian, second);
    assert!(scene.busy().is_empty());
}

#[test]
fn the_authority_is_offered_and_has_to_be_accepted() {
    let mut scene = Scene::bare();
    let (admin, heir, stranger) = (keypair(1), keypair(73), keypair(72));
    let to = heir.pubkey();
    scene.govern(&format!(
        "creator = \"{}\"\nauthority_to = \"{to}\"",
        admin.pubkey()
    ));
    assert_eq!(
        written(&scene.busy()).last().expect("a step"),
        "9 authority done"
    );
    let (text, _) = scene.migrate();
    let protocol = scene.world.keys.protocol;
    let line = format!("9 authority waits: offer to {to}, who must accept: ballast admin accept --protocol {protocol}\n");
    assert!(text.contains(&line), "{text}");
    let accept = format!("accept --protocol {protocol}");
    let why = format!("is offered to {to}, not to {}", stranger.pubkey());
    told(scene.admin(&stranger, &accept), 1, &why);
    scene.fund(&heir);
    scene.admin(&heir, &accept).success();
    assert_eq!(scene.protocol().expect("a protocol").authority, to);
    told(scene.admin(&heir, &accept), 1, "is offered to nobody");
    // The one who had it can change nothing any more, and the heir goes on with the same file.
    assert!(scene.busy().is_empty());
    scene.edit("z15_milli = 9_000", "z15_milli = 8_500");
    scene.refused("step 8 (market): tighten 1 parameter at once: WrongAuthority: ");
    scene.migrate_by(&heir, "");
    assert_eq!(scene.market().params.breaker.z15_milli, 8_500);
}

#[test]
fn an_offer_that_the_file_does_not_make_is_told_and_withdrawn_once_it_says_so() {
    let mut scene = Scene::deployed();
    let (admin, heir, other) = (keypair(1).pubkey(), keypair(73), keypair(74).pubkey());
    let offer = format!("authority_to = \"{}\"\n", heir.pubkey());
    scene.govern(offer.trim_end());
    scene.migrate();
    scene.edit(&offer, "");
    let (text, json) = scene.migrate();
    let lines = [
        format!("9 authority waits: offered to {}", heir.pubkey()),
        "            whom the file does not name, and who may accept at any time".to_owned(),
        format!("            to withdraw it: authority_to = \"{admin}\""),
    ];
    assert!(text.contains(&lines.join("\n")), "{text}");
    assert_eq!(step(&json, 9, "waits")["name"], "authority");
    // Somebody else's replaces it, and then nobody's that.
    scene.govern(&format!("authority_to = \"{other}\""));
    let (text, _) = scene.migrate();
    let instead = format!(
        "9 authority done: offer to {other} instead of {}, ",
        heir.pubkey()
    );
    assert!(text.contains(&instead), "{text}");
    scene.edit(&other.to_string(), &admin.to_string());
    let (text, _) = scene.migrate();
    let withdrawn = format!("9 authority done: withdraw the offer to {other}\n");
    assert!(text.contains(&withdrawn), "{text}");
    assert!(scene.busy().is_empty());
    scene.fund(&heir);
    let accept = format!("accept --protocol {}", scene.world.keys.protocol);
    told(scene.admin(&heir, &accept), 1, "is offered to nobody");
}

#[test]
fn a_guardian_proposed_and_not_in_the_file_any_more() {
    let mut scene = Scene::deployed();
    let second = keypair(71).pubkey();
    let line = format!("guardian = \"{second}\"\n");
    scene.govern(line.trim_end());
    scene.migrate();
    scene.edit(&line, "");
    let (text, _) = scene.migrate();
    let says = format!("proposal 0 (guardian {second}) is not what the file says\n");
    assert!(text.contains(&says), "{text}");
    assert_eq!(written(&scene.busy()), ["9 guardian waits"]);
}
