//! Accounts on disk, as a node had them one day.

use std::{fs, path::PathBuf};

use anchor_lang::prelude::Pubkey;
use ballast::oracle::LEGACY_OWNERS;
use ballast_client::PROGRAM_ID;
use ballast_harness::{setup::keypair, Account, Actor, World};
use base64::{engine::general_purpose::STANDARD, Engine};
use serde::{Deserialize, Serialize};
use solana_signer::Signer;

use super::scene::{setup, WALLETS};
use crate::drill::Drill;

/// Set, the file is written anew from what the present code makes of the scene.
const REWRITE: &str = "WRITE_FIXTURE";

#[derive(Serialize, Deserialize)]
struct Fixture {
    /// Unix seconds of the clock.
    now: i64,
    accounts: Vec<Kept>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    address: String,
    owner: String,
    lamports: u64,
    data: String,
}

fn path() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.join("tests/drills/fixtures/market.json")
}

/// Whether the fixture is to be written.
pub fn is_rewritten() -> bool {
    std::env::var_os(REWRITE).is_some()
}

/// Writes every account of the program, the token program and the oracle.
pub fn write(drill: &Drill) {
    let owners = [PROGRAM_ID, anchor_spl::token::ID, LEGACY_OWNERS[0]];
    let owned = owners.map(|owner| drill.node.owned_by(&owner).expect("accounts"));
    let mut accounts: Vec<Kept> = owned
        .into_iter()
        .flatten()
        .map(|(address, account)| Kept {
            address: address.to_string(),
            owner: account.owner.to_string(),
            lamports: account.lamports,
            data: STANDARD.encode(account.data),
        })
        .collect();
    accounts.sort_by(|one, other| (&one.owner, &one.address).cmp(&(&other.owner, &other.address)));
    let fixture = Fixture {
        now: drill.world.now(),
        accounts,
    };
    let text = serde_json::to_string_pretty(&fixture).expect("JSON") + "\n";
    fs::write(path(), text).expect("a file");
}

/// A node with these accounts at that time, and nothing else but SOL.
pub fn load() -> Drill {
    let text = fs::read(path()).expect("WRITE_FIXTURE=1 writes it");
    let fixture: Fixture = serde_json::from_slice(&text).expect("JSON");
    let node = Drill::node(fixture.now);
    let mut world = World::attached(Box::new(node.clone()), &setup());
    for kept in &fixture.accounts {
        let account = Account {
            lamports: kept.lamports,
            data: STANDARD.decode(&kept.data).expect("base64"),
            owner: kept.owner.parse().expect("an address"),
        };
        let address: Pubkey = kept.address.parse().expect("an address");
        world.chain.set_account(&address, account);
    }
    let rich = Account {
        lamports: 1_000_000_000_000,
        ..Account::default()
    };
    for wallet in [world.admin.pubkey(), world.guardian.pubkey()] {
        world.chain.set_account(&wallet, rich.clone());
    }
    world.vaults.push(world.vault);
    let mut drill = Drill::of(node, world, &setup());
    for wallet in WALLETS.map(actor) {
        drill.world.chain.set_account(&wallet.key(), rich.clone());
        drill.knows(&[&wallet]);
    }
    drill
}

/// The wallet of a number.
pub fn actor(number: u64) -> Actor {
    Actor {
        wallet: keypair(number),
    }
}
