//! Who acts, and what else there is that could be passed by mistake.

use anchor_lang::prelude::Pubkey;
use ballast_client::{address, instructions as ix, MarketKeys, SeriesKeys, VaultKeys};
use ballast_harness::{
    setup::{keypair, DOLLAR, SOL},
    world::fee_recipient,
    Actor, Setup, World,
};
use option_risk::units::Kind;
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::scenes::{expiry, plenty, rich, START_PRICE};

/// The second market: same protocol and mints, another feed.
pub struct Elsewhere {
    pub keys: MarketKeys,
    pub vault: VaultKeys,
    pub calls: SeriesKeys,
    pub puts: SeriesKeys,
}

/// Everybody and everything.
pub struct Cast {
    pub admin: Keypair,
    pub guardian: Keypair,
    /// Pays all fees, and is no part of anything else.
    pub sponsor: Keypair,
    /// Writes, deposits, holds.
    pub owner: Actor,
    /// Takes over.
    pub liquidator: Actor,
    /// Has the same things, and a protocol too.
    pub stranger: Actor,
    pub puts: SeriesKeys,
    pub other_puts: SeriesKeys,
    pub other_calls: SeriesKeys,
    pub second_vault: VaultKeys,
    pub elsewhere: Elsewhere,
}

impl Cast {
    /// Sets everything up by real instructions.
    pub fn gather(world: &mut World) -> Self {
        let (owner, liquidator, stranger) = (rich(world), rich(world), rich(world));
        let expiry_ts = expiry(world, 7);
        let mut series = |kind, dollars: u64| {
            world
                .create_series(kind, dollars * DOLLAR, expiry_ts)
                .expect("a series")
        };
        let (puts, other_puts) = (series(Kind::Put, 190), series(Kind::Put, 180));
        let other_calls = series(Kind::Call, 300);
        for actor in [&owner, &liquidator, &stranger] {
            for kind in Kind::ALL {
                world
                    .open_margin(actor, kind, plenty(kind) / 4)
                    .expect("a margin account");
            }
            for series in [&puts, &other_puts, &other_calls] {
                world.open_options(actor, series).expect("an account");
            }
        }
        let second_vault =
            (world.create_vault(1, Kind::Call, Setup::default().vault)).expect("a vault");
        let people = [&owner, &stranger];
        let sponsor = world.actor(0, 0).expect("an actor").wallet;
        Self {
            elsewhere: elsewhere(world, &people, expiry_ts),
            admin: world.admin.insecure_clone(),
            guardian: world.guardian.insecure_clone(),
            sponsor,
            owner,
            liquidator,
            stranger,
            puts,
            other_puts,
            other_calls,
            second_vault,
        }
    }

    pub fn keypairs(&self) -> [&Keypair; 5] {
        [
            &self.admin,
            &self.guardian,
            &self.owner.wallet,
            &self.liquidator.wallet,
            &self.stranger.wallet,
        ]
    }

    /// The protocol that the stranger creates in the walk.
    pub fn strangers_protocol(&self) -> Pubkey {
        address::protocol(&self.stranger.key())
    }
}

/// A market of the same mints under another feed: its addresses, and its custody accounts.
pub fn market_of_feed(world: &mut World, number: u64) -> MarketKeys {
    let oracle = keypair(number).pubkey();
    let print = world.feed.print(START_PRICE, world.now());
    let account = world.feed.account(&print);
    world.chain.set_account(&oracle, account);
    let keys = world.keys;
    MarketKeys::derive(
        keys.protocol,
        (keys.base_mint, keys.base_token_program),
        (keys.quote_mint, keys.quote_token_program),
        oracle,
        &oracle.to_bytes(),
    )
}

fn elsewhere(world: &mut World, people: &[&Actor], expiry_ts: i64) -> Elsewhere {
    let admin = world.admin.insecure_clone();
    let setup = Setup::default();
    let keys = market_of_feed(world, 60);
    let vault = VaultKeys::derive(&keys, 0, Kind::Call);
    let market = ix::create_market(&keys, &admin.pubkey(), keys.oracle.to_bytes(), setup.market);
    world.send(&market, &[&admin]).expect("a market");
    let create = ix::create_vault(
        &keys,
        &vault,
        &admin.pubkey(),
        &fee_recipient(),
        setup.vault,
    );
    world.send(&create, &[&admin]).expect("a vault");
    let mut series = |kind, dollars: u64| {
        let series = SeriesKeys::derive(&keys, kind, dollars * DOLLAR, expiry_ts);
        let create = ix::create_series(&keys, &series, &admin.pubkey());
        world.send(&create, &[]).expect("a series");
        series
    };
    let (calls, puts) = (series(Kind::Call, 210), series(Kind::Put, 190));
    for person in people {
        for kind in Kind::ALL {
            let open = ix::open_margin_account(&keys, &person.key(), kind);
            world
                .send(&[open], &[&person.wallet])
                .expect("a margin account");
        }
    }
    Elsewhere {
        keys,
        vault,
        calls,
        puts,
    }
}

/// One base: enough for any queue.
pub const ONE: u64 = SOL;
