//! What is refused before anything is sent: in one line, with the reason.

use std::fs;

use ballast_client::params::LOCALNET;

use crate::{
    scene::Scene,
    shop::{told, START_PRICE},
};

#[test]
fn amounts_and_vaults() {
    let mut scene = Scene::disarmed();
    let me = scene.depositor.key();
    let nothing = format!("{me} has nothing queued with vault 0");
    for (line, why) in [
        ("vault deposit 1e3", "`1e3` is no amount like 12.5"),
        ("vault deposit 0", "`0` is nothing; pass more"),
        ("vault deposit 0.0000000001", "has more than 9 decimals"),
        ("vault deposit 0.001", "error: BelowMinimum: "),
        ("vault deposit 2000000", "error: CapExceeded: "),
        (
            "vault deposit 10001",
            "custom program error 1: Error: insufficient funds",
        ),
        (
            "vault deposit 1 --vault 7",
            "error: the market has no vault 7",
        ),
        ("vault cancel", &nothing),
        ("vault cancel --withdrawal", &nothing),
        ("vault withdraw 1", " holds 0 shares of vault 0"),
        ("vault withdraw --all", " holds 0 shares of vault 0"),
        ("vault claim --fees", "error: NoFees: "),
        ("vault buy 1 --max-premium 1", "error: WrongStage: "),
        ("vault buy 1 --dry-run", "error: WrongStage: "),
        ("vault show --vault 9", "error: the market has no vault 9"),
    ] {
        scene.refused(line, why);
    }
    let book = scene.shop.world.vault_state().book;
    assert_eq!((book.pending_deposits, book.assets.base), (0, 0));
}

#[test]
fn a_queue_that_was_rolled() {
    let mut scene = Scene::disarmed();
    scene.depositor("vault deposit 100");
    scene.refused("vault cancel 99.995", "error: RemainderTooSmall: ");
    scene.roll(" --once");
    scene.refused("vault cancel", "error: AlreadyRolled: ");
    scene.refused("vault cancel 1", "error: AlreadyRolled: ");
    scene.depositor("vault claim");
    scene.refused("vault withdraw 100.1", " holds 100 shares of vault 0");
    scene.depositor("vault withdraw --all");
    scene.roll(" --once");
    scene.refused("vault cancel --withdrawal", "error: AlreadyRolled: ");
    scene.depositor("vault claim");
    let shares = scene
        .shop
        .world
        .supply(&scene.shop.world.vault.share_mint.clone());
    assert_eq!(shares, 0);
}

#[test]
fn purchases() {
    let mut scene = Scene::disarmed();
    let calls = scene.selling();
    for (line, why) in [
        (
            "vault buy 10 --max-premium 0.0001",
            "error: SlippageExceeded: Price is worse than the caller's limit",
        ),
        (
            "vault buy 900.1 --max-premium 1000",
            "error: SoldOut: Fewer options are left than asked for; ask for what is left (900 left)",
        ),
        ("vault buy 0 --max-premium 1", "`0` is nothing; pass more"),
    ] {
        let sent = scene.shop.line.sent();
        told(scene.shop.run(&scene.buyer, line), 1, why);
        assert_eq!(scene.shop.line.sent(), sent, "{line}");
    }
    let world = &mut scene.shop.world;
    world.hold(601, 60, START_PRICE).expect("prints");
    scene.refused(
        "vault buy 1 --max-premium 1",
        "error: SaleOver: The sale is over; wait for the next round",
    );
    let world = &mut scene.shop.world;
    assert_eq!(world.options(&scene.buyer.key(), &calls), 0);
    assert_eq!(world.vault_state().sale.sold, 0);
}

#[test]
fn parameter_files() {
    let mut scene = Scene::disarmed();
    let path = scene.shop.folder.path().join("vault.toml");
    let (me, params) = (scene.admin.key(), path.display().to_string());
    let create = format!("vault create --id 1 --kind call --fee-recipient {me} --params {params}");
    let tenor = LOCALNET.replace("tenor_days = 7", "tenor_days = 70");
    let unknown = LOCALNET.replace("tenor_days", "tenor_weeks");
    for (text, why) in [
        (
            tenor.as_str(),
            "[vault]: a value is outside its hard bounds",
        ),
        (unknown.as_str(), "unknown field `tenor_weeks`"),
    ] {
        fs::write(&path, text).expect("a file");
        let outcome = scene.shop.run(&scene.admin, &create);
        let outcome = outcome.code(1);
        let said = String::from_utf8(outcome.get_output().stderr.clone()).expect("text");
        assert!(said.contains(why), "{said}");
    }
    fs::remove_file(&path).expect("a file");
    let why = format!("error: cannot read {params}: No such file");
    scene.shop.refused(&scene.admin, &create, &why);
    assert_eq!(scene.shop.line.sent(), 0);
}

#[test]
fn what_no_command_line_means() {
    let mut scene = Scene::disarmed();
    for (line, why) in [
        ("vault deposit", "required arguments were not provided"),
        ("vault withdraw", "required arguments were not provided"),
        ("vault withdraw 1 --all", "cannot be used with"),
        ("vault buy 1", "required arguments were not provided"),
        ("vault deposit 1 --vault 70000", "invalid value '70000'"),
        ("hedge fill 1", "required arguments were not provided"),
        ("hedge cross", "required arguments were not provided"),
        ("buyback fill 1", "required arguments were not provided"),
    ] {
        told(scene.shop.run(&scene.depositor, line), 2, why);
    }
}
