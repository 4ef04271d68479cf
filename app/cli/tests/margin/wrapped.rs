//! A market in SOL: what goes in is wrapped, what comes out is unwrapped.

use ballast_client::{instructions as ix, MarketKeys, VaultKeys};
use ballast_harness::{mints, setup::SOL, Account, Actor, Chain, Setup, World};
use option_risk::units::Kind;
use solana_signer::Signer;
use spl_token_interface::native_mint;

use crate::{line::Line, shop::Shop};

/// A market whose base is SOL.
fn shop() -> Shop {
    let (line, setup) = (Line::start(), Setup::default());
    let mut world = World::unopened(Box::new(line.clone()), &setup);
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
    world.vault = VaultKeys::derive(&world.keys, 0);
    world.found(setup.cluster).expect("a protocol");
    let market = ix::create_market(&world.keys, &key, world.feed.id(), setup.market);
    world.send(&market, &[&admin]).expect("a market");
    Shop::around(world, line)
}

#[test]
fn sol_is_wrapped_on_the_way_in_and_unwrapped_on_the_way_out() {
    let mut shop = shop();
    let owner = Actor {
        wallet: shop.world.fresh_keypair(),
    };
    let key = owner.key();
    let wallet = Account {
        lamports: 100 * SOL,
        ..Account::default()
    };
    shop.world.chain.set_account(&key, wallet);
    let token_account = shop.world.keys.collateral_account(&key, Kind::Call);
    // Fees and the margin account's rent aside.
    let lamports = |shop: &mut Shop| {
        let account = shop.world.chain.account(&key).expect("a wallet");
        (account.lamports + SOL / 10) / SOL
    };
    let margin = |shop: &mut Shop| {
        let account = shop.world.margin(&key, Kind::Call).expect("an account");
        account.collateral
    };
    shop.report(&owner, "margin open --kind call --deposit 12.5");
    assert_eq!(
        (margin(&mut shop), lamports(&mut shop)),
        (12_500_000_000, 87)
    );
    shop.report(&owner, "margin deposit --kind call --amount 7.5");
    shop.report(&owner, "insurance fund --kind call --amount 1");
    assert_eq!((margin(&mut shop), lamports(&mut shop)), (20 * SOL, 79));
    shop.report(&owner, "margin withdraw --kind call --amount 20");
    assert_eq!((margin(&mut shop), lamports(&mut shop)), (0, 99));
    assert!(shop.line.account(&token_account).is_none());
    shop.report(&owner, "margin shut --kind call");
    shop.refused(
        &owner,
        "insurance fund --kind call --amount 100",
        "insufficient lamports",
    );
}
