//! A vault in SOL: what goes in is wrapped, what comes out is unwrapped.

use ballast_harness::{
    rpc::Line,
    setup::{SOL, USDC},
    Account, Actor, Chain, Setup,
};
use option_risk::units::Kind;

use crate::{
    shop::{Shop, START_PRICE},
    sol,
};

#[test]
fn sol_goes_through_a_vault_and_leaves_no_token_account() {
    let line = Line::start();
    let mut setup = Setup::default();
    setup.vault.hedge.target_delta_bps = 5_000;
    let mut world = sol::world(Box::new(line.clone()));
    world
        .create_vault(0, Kind::Call, setup.vault)
        .expect("a vault");
    let mut shop = Shop::around(world, line);
    let owner = Actor {
        wallet: shop.world.fresh_keypair(),
    };
    let key = owner.key();
    let wallet = Account {
        lamports: 1_000 * SOL,
        ..Account::default()
    };
    shop.world.chain.set_account(&key, wallet);
    let token_account = shop.world.keys.collateral_account(&key, Kind::Call);
    // Whole ones, fees and rents aside.
    let lamports = |shop: &mut Shop| {
        let account = shop.world.chain.account(&key).expect("a wallet");
        account.lamports
    };
    let whole = |lamports: u64| (lamports + SOL / 10) / SOL;
    shop.report(&owner, "vault deposit 600");
    assert_eq!(whole(lamports(&mut shop)), 400);
    shop.report(&owner, "vault cancel 100");
    assert_eq!(whole(lamports(&mut shop)), 500);
    assert!(shop.line.account(&token_account).is_none());
    shop.report(&owner, "vault roll");
    shop.report(&owner, "vault claim");
    // The limit is wrapped, and what the premium leaves of it unwrapped.
    let before = lamports(&mut shop);
    let (_, json) = shop.report(&owner, "vault buy 400 --max-premium 100");
    let premium = json["done"]["premium"].as_u64().expect("atoms");
    let paid = before - lamports(&mut shop);
    assert!(
        paid > premium && paid - premium < SOL / 100,
        "{paid} {premium}"
    );
    shop.world.hold(660, 60, START_PRICE).expect("prints");
    shop.report(&owner, "vault roll");
    // The filler pays quote and receives SOL.
    let fund = shop.world.fund(&key, Kind::Put, 100_000 * USDC);
    let admin = shop.world.admin.insecure_clone();
    shop.world.send(&fund, &[&admin]).expect("quote");
    let before = whole(lamports(&mut shop));
    shop.report(&owner, "hedge open");
    shop.report(&owner, "hedge fill 10 --limit 201");
    assert_eq!(whole(lamports(&mut shop)), before + 10);
    assert!(shop.line.account(&token_account).is_none());
}
