//! Guardian and authority, handed over.

use ballast_harness::{setup::keypair, Account};
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::scene::{told, written, Scene};

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
    fund(&mut scene, &heir);
    scene.admin(&heir, &accept).success();
    assert_eq!(scene.protocol().expect("a protocol").authority, to);
    told(scene.admin(&heir, &accept), 1, "is offered to nobody");
    // The one who had it can change nothing any more, and the heir goes on with the same file.
    assert!(scene.busy().is_empty());
    scene.edit("z15_milli = 9_000", "z15_milli = 8_500");
    scene.refused("step 8 (market): WrongAuthority: ");
    scene.migrate_by(&heir, "");
    assert_eq!(scene.market().params.breaker.z15_milli, 8_500);
}

/// Something for fees.
fn fund(scene: &mut Scene, who: &Keypair) {
    let account = Account {
        lamports: 1_000_000_000,
        ..Account::default()
    };
    scene.world.chain.set_account(&who.pubkey(), account);
}
