//! What is refused, in one line, before anything is sent.

use anchor_lang::{prelude::Pubkey, solana_program::bpf_loader_upgradeable};
use anchor_spl::{token, token_2022, token_2022::spl_token_2022::extension::ExtensionType};
use ballast_client::{ballast::oracle::OracleKind, VaultKeys, PROGRAM_ID};
use ballast_harness::{
    mints,
    setup::{keypair, Setup, DOLLAR},
    Account,
};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::scene::{address, steps, told, Scene};

/// An account of the loader: its tag and what follows.
fn loader(tag: u32, rest: &[u8]) -> Account {
    let mut data = tag.to_le_bytes().to_vec();
    data.extend_from_slice(rest);
    Account::new(bpf_loader_upgradeable::ID, data)
}

#[test]
fn a_program_that_is_none() {
    let mut scene = Scene::bare();
    let gone = Account::default();
    scene.world.chain.set_account(&PROGRAM_ID, gone);
    scene.refused(&format!(
        "step 1 (program): the node has no program {PROGRAM_ID}"
    ));
    scene
        .world
        .chain
        .set_account(&PROGRAM_ID, Account::new(token::ID, vec![1]));
    scene.refused(&format!(
        "step 1 (program): {PROGRAM_ID} is an account of {}, no program",
        token::ID
    ));
    scene
        .world
        .chain
        .set_account(&PROGRAM_ID, loader(1, &[0; 33]));
    scene.refused("is an account of the loader, no program: a buffer?");
    let data = keypair(50).pubkey();
    scene
        .world
        .chain
        .set_account(&PROGRAM_ID, loader(2, data.as_ref()));
    scene.refused(&format!("the program {PROGRAM_ID} has been closed"));
    scene
        .world
        .chain
        .set_account(&data, loader(2, data.as_ref()));
    scene.refused("the program's data cannot be read");
}

#[test]
fn who_may_upgrade_the_program_is_told() {
    let mut scene = Scene::bare();
    let (data, authority) = (keypair(50).pubkey(), keypair(51).pubkey());
    scene
        .world
        .chain
        .set_account(&PROGRAM_ID, loader(2, data.as_ref()));
    for (held, words) in [
        (
            [&[7, 0, 0, 0, 0, 0, 0, 0, 1], authority.as_ref()].concat(),
            format!("upgrade authority {authority}, deployed in slot 7"),
        ),
        (
            vec![7, 0, 0, 0, 0, 0, 0, 0, 0],
            "can never be changed, deployed in slot 7".to_owned(),
        ),
    ] {
        scene.world.chain.set_account(&data, loader(3, &held));
        let (text, json) = scene.migrate_by(&keypair(1), "--dry-run");
        assert!(
            text.contains(&format!(
                "1 program   already: {PROGRAM_ID}\n            {words}\n"
            )),
            "{text}"
        );
        assert_eq!(address(&json, "program_data"), data);
        assert_eq!(
            json["addresses"]["upgrade_authority"].is_string(),
            held.len() > 9
        );
    }
}

#[test]
fn mints_that_are_not_what_the_file_says() {
    let mut scene = Scene::bare();
    let admin = keypair(1).pubkey();
    let base = scene.world.keys.base_mint;
    for (mint, why) in [
        (
            Account::default(),
            format!("step 2 (mints): base mint: the node has no account {base}"),
        ),
        (
            Account::new(Pubkey::default(), vec![0; 82]),
            format!("{base} belongs to {}, no token program", Pubkey::default()),
        ),
        (
            Account::new(token::ID, vec![0; 165]),
            format!("{base} is no mint"),
        ),
        (
            mints::plain(token::ID, &admin, 6),
            format!("{base} has 6 decimals, not 9: every amount in the file would be another"),
        ),
        (
            mints::extended(&admin, 9, ExtensionType::TransferFeeConfig, 0),
            "base mint: MintHasTransferFee: ".to_owned(),
        ),
        (
            mints::extended(&admin, 9, ExtensionType::PermanentDelegate, 1),
            "base mint: MintHasPermanentDelegate: ".to_owned(),
        ),
    ] {
        scene.world.chain.set_account(&base, mint);
        scene.refused(&why);
    }
    scene.edit(
        "14fK7Kjsq8MaESnAH77C9WXqxZz7s874KDvLy4HTbxjR",
        &base.to_string(),
    );
    scene.refused("SameMint: ");
}

#[test]
fn a_mint_of_the_newer_token_program_will_do() {
    let mut setup = Setup::localnet();
    setup.base_program = token_2022::ID;
    let mut scene = Scene::of(&setup);
    let (text, _) = scene.migrate();
    assert!(text.contains("(9 decimals, Token-2022)"), "{text}");
    assert!(scene.busy().is_empty());
}

#[test]
fn an_oracle_that_is_not_what_the_file_says() {
    let mut scene = Scene::bare();
    let feed = scene.world.feed;
    let address = feed.address;
    let good = scene.world.chain.account(&address).expect("an oracle");
    let mut receiver = feed;
    receiver.kind = OracleKind::Receiver;
    let other = receiver.account(&receiver.print(200 * DOLLAR, scene.world.now()));
    let mut cut = good.clone();
    cut.data.truncate(100);
    for (account, why) in [
        (
            Account::default(),
            format!("step 3 (oracle): the node has no account {address}"),
        ),
        (
            Account::new(token::ID, vec![0; 82]),
            format!("{address}, of {}: OracleWrongOwner: ", token::ID),
        ),
        (cut, "OracleUnreadable: ".to_owned()),
        (
            other.clone(),
            format!("{address} is a receiver account, and the file says legacy"),
        ),
    ] {
        scene.world.chain.set_account(&address, account);
        scene.refused(&why);
    }
    scene.world.chain.set_account(&address, other);
    let id = "ef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d";
    scene.edit(
        "kind = \"legacy\"",
        &format!("account = \"{address}\"\nkind = \"receiver\""),
    );
    scene.edit(
        &format!("feed = \"{address}\""),
        &format!("feed = \"{id}\""),
    );
    scene.refused(&format!(
        "{address} is of feed {}, and the file says {id}",
        "e0".repeat(32)
    ));
    scene.edit(id, &"e0".repeat(32));
    assert_eq!(scene.busy().len(), 4);
}

#[test]
fn a_stale_price_opens_no_market_but_stops_no_other_step() {
    let mut scene = Scene::bare();
    scene.world.advance(61);
    scene.refused("step 3 (oracle): CnDsDh5eSmvwU2eukRs9M2DMHHrt131v1k7DLs2xDqGi: OracleStale: ");
    scene.world.set_price(200 * DOLLAR);
    scene.migrate();
    scene.world.advance(61);
    let (text, _) = scene.migrate();
    assert!(
        text.contains("says 200, 1 min 01 s ago\n            not fit to act on: OracleStale: "),
        "{text}"
    );
}

#[test]
fn signers_who_are_not_the_authority() {
    let mut scene = Scene::deployed();
    let (admin, stranger) = (keypair(1).pubkey(), scene.actor());
    let me = stranger.key();
    // A stranger has a protocol of their own, unless the file says whose is meant.
    scene.govern(&format!("creator = \"{admin}\""));
    scene.migrate_by(&stranger.wallet, "");
    scene.edit("z15_milli = 9_000", "z15_milli = 8_500");
    let why = format!("step 8 (market): tighten 1 parameter at once: WrongAuthority: Signer is not the protocol's authority; sign with the authority (the authority is {admin}, this keypair is {me})");
    scene.refused_to(&stranger.wallet, &why);
    scene.edit("z15_milli = 8_500", "z15_milli = 9_000");
    scene.edit("[[vaults]]\nid = 0 ", "[[vaults]]\nid = 3 ");
    let vault = VaultKeys::derive(&scene.world.keys, 3, Kind::Call).vault;
    let why = format!("step 7 (vault 3): {vault}: WrongAuthority: ");
    scene.refused_to(&stranger.wallet, &why);
    let other = keypair(60).pubkey();
    scene.edit(&admin.to_string(), &other.to_string());
    let why = format!("step 4 (protocol): the protocol of {other} does not exist, and nobody else can create it (this keypair is {me})");
    scene.refused_to(&stranger.wallet, &why);
}

#[test]
fn anyone_may_carry_out_what_is_due() {
    let mut scene = Scene::deployed();
    scene.govern(&format!("creator = \"{}\"", keypair(1).pubkey()));
    scene.edit("move15_bps = 700", "move15_bps = 800");
    scene.migrate();
    scene.pass(60);
    let stranger = scene.actor();
    let (_, json) = scene.migrate_by(&stranger.wallet, "");
    assert!(steps(&json).contains(&(8, "market".to_owned(), "done".to_owned())));
    assert_eq!(scene.market().params.breaker.move15_bps, 800);
}

#[test]
fn what_was_fixed_at_creation() {
    let mut scene = Scene::deployed();
    scene.edit("kind = \"call\"", "kind = \"put\"");
    scene.refused(
        "step 7 (vault 0): vault 0 sells the other kind, which is fixed: the file says puts",
    );
    let other = keypair(60).pubkey();
    scene.edit(
        "kind = \"put\"",
        &format!("fee_recipient = \"{other}\"\nkind = \"call\""),
    );
    let admin = keypair(1).pubkey();
    scene.refused(&format!("step 7 (vault 0): the fees of vault 0 are {admin}'s, which is fixed, and the file says {other}"));
    scene.edit("cluster = \"localnet\"", "cluster = \"public\"");
    scene.refused("wait 1 min 00 s, which is fixed, and the file says 2 days");
}

#[test]
fn no_lamports_for_the_rent() {
    let mut scene = Scene::bare();
    let poor = keypair(61);
    let sent = scene.line.submitted();
    told(scene.run(&poor, ""), 1, "step 4 (protocol): ");
    assert_eq!(scene.line.submitted(), sent);
}

#[test]
fn files_and_places_that_do_not_fit() {
    let mut scene = Scene::bare();
    let whole = scene.file.clone();
    scene.edit("halt_secs = 300", "halt_secs = 30_000");
    let outcome = scene.run(&keypair(1), "");
    told(
        outcome,
        1,
        "[market]: a value is outside its hard bounds: halt_secs",
    );
    for section in ["tokens", "oracle"] {
        let from = whole.find(&format!("[{section}]")).expect("a section");
        let to = from + whole[from..].find("\n[").expect("another");
        scene.file = format!("{}{}", &whole[..from], &whole[to + 1..]);
        told(
            scene.run(&keypair(1), ""),
            1,
            &format!("has no [{section}] section"),
        );
    }
    scene.file = whole;
    let params = scene.folder.path().join("params.toml");
    scene.run(&keypair(1), "--dry-run").success();
    let signer = scene.folder.path().join("signer.json");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ballast"));
    command.args(["admin", "migrate", "--cluster", "devnet", "--params"]);
    command.arg(&params).arg("--keypair").arg(&signer);
    let outcome = assert_cmd::assert::OutputAssertExt::assert(command.output().expect("an output"));
    told(outcome, 1, "is for localnet, where changes wait a minute, and https://api.devnet.solana.com is not on this machine");
    assert_eq!(scene.line.asked("sendTransaction"), 0);
    std::fs::remove_file(&params).expect("a file");
    let missing = format!("migrate --params {}", params.display());
    told(scene.admin(&keypair(1), &missing), 1, "cannot read ");
}
