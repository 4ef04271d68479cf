//! A market whose base is SOL.

use ballast_client::{instructions as ix, MarketKeys, VaultKeys};
use ballast_harness::{mints, Chain, Setup, World};
use option_risk::units::Kind;
use solana_signer::Signer;
use spl_token_interface::native_mint;

/// Protocol and market; no vault yet.
pub fn world(chain: Box<dyn Chain>) -> World {
    let setup = Setup::default();
    let mut world = World::unopened(chain, &setup);
    let admin = world.admin.insecure_clone();
    let key = admin.pubkey();
    let token = anchor_spl::token::ID;
    let mint = mints::plain(token, &key, 9);
    world.chain.set_account(&native_mint::ID, mint);
    world.keys = MarketKeys::derive(
        world.keys.protocol,
        (native_mint::ID, token),
        (world.keys.quote_mint, token),
        world.feed.address,
        &world.feed.id(),
    );
    world.vault = VaultKeys::derive(&world.keys, 0, Kind::Call);
    world.found(setup.cluster).expect("a protocol");
    let market = ix::create_market(&world.keys, &key, world.feed.id(), setup.market);
    world.send(&market, &[&admin]).expect("a market");
    world
}
