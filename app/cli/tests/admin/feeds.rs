//! Another feed than the one a market was created with: a switch of its feed, or a second market.

use ballast_harness::{
    setup::{keypair, Setup},
    OracleFeed,
};
use solana_signer::Signer;

use crate::scene::{written, Scene};

/// A feed beside the market's own.
fn second(scene: &mut Scene) -> OracleFeed {
    let mut feed = scene.world.feed;
    feed.address = keypair(88).pubkey();
    print(scene, &feed);
    feed
}

fn print(scene: &mut Scene, feed: &OracleFeed) {
    let now = scene.world.now();
    let account = feed.account(&feed.print(Setup::localnet().price, now));
    scene.world.chain.set_account(&feed.address, account);
}

/// Names another feed in the file, and that of the creation.
fn switch(scene: &mut Scene, from: &OracleFeed, to: &OracleFeed, origin: Option<&OracleFeed>) {
    let mut lines = format!("\nfeed = \"{}\"", to.address);
    if let Some(origin) = origin {
        lines += &format!("\norigin_feed = \"{}\"", origin.address);
    }
    scene.edit(&format!("\nfeed = \"{}\"", from.address), &lines);
}

#[test]
fn a_switch_waits_and_keeps_the_address() {
    let mut scene = Scene::deployed();
    let (market, old) = (scene.world.keys.market, scene.world.feed);
    let new = second(&mut scene);
    switch(&mut scene, &old, &new, Some(&old));
    assert_eq!(written(&scene.busy()), ["8 oracle done"]);
    assert_eq!(written(&scene.busy()), ["8 oracle waits"]);
    // Back to the old one: nothing differs, and the switch may still be carried out.
    switch(&mut scene, &new, &old, None);
    let (text, _) = scene.migrate();
    let says = format!(
        "proposal 0 (feed {}) is not what the file says\n",
        new.address
    );
    assert!(text.contains(&says), "{text}");
    assert_eq!(written(&scene.busy()), ["8 oracle waits"]);
    switch(&mut scene, &old, &new, None);
    scene.pass(60);
    print(&mut scene, &new);
    assert_eq!(written(&scene.busy()), ["8 oracle done"]);
    assert_eq!(scene.world.keys.market, market);
    assert_eq!(scene.market().feed, new.id());
    assert!(scene.busy().is_empty());
}

#[test]
fn a_second_market_is_created_only_if_the_file_says_so() {
    let mut scene = Scene::deployed();
    let (market, old) = (scene.world.keys.market, scene.world.feed);
    let new = second(&mut scene);
    switch(&mut scene, &old, &new, None);
    let why = format!(
        "step 5 (market): these mints have the market {market} already, created with another feed; to switch its feed, say \
         origin_feed = \"{}\"; for a second market, which nothing can close, origin_feed = \"{}\"",
        old.address, new.address
    );
    scene.refused(&why);
    switch(&mut scene, &new, &new, Some(&new));
    let created = ["5 market done", "6 backstop done", "7 vault 0 done"];
    assert_eq!(written(&scene.busy()), created);
    assert!(scene.busy().is_empty());
    // The first is still found by its own file.
    scene.file = ballast_client::params::LOCALNET.to_owned();
    assert!(scene.busy().is_empty());
}

#[test]
fn a_market_of_other_mints_is_no_obstacle() {
    let mut scene = Scene::deployed();
    let quote = scene.world.keys.quote_mint;
    let other = keypair(89).pubkey();
    let mint = scene.world.chain.account(&quote).expect("a mint");
    scene.world.chain.set_account(&other, mint);
    scene.edit(&quote.to_string(), &other.to_string());
    assert_eq!(written(&scene.busy())[0], "5 market done");
}

#[test]
fn an_origin_that_no_market_has_is_refused() {
    let mut scene = Scene::bare();
    let old = scene.world.feed;
    let mut other = old;
    other.address = keypair(88).pubkey();
    switch(&mut scene, &old, &old, Some(&other));
    let outcome = scene.run(&keypair(1), "--dry-run");
    let why = "of that origin_feed; to create one of the feed, name the feed there too";
    crate::scene::told(outcome, 1, why);
}
