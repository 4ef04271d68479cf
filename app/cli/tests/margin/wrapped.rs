//! A market in SOL: what goes in is wrapped, what comes out is unwrapped.

use ballast_harness::{rpc::Line, setup::SOL, Account, Actor, Chain};
use option_risk::units::Kind;

use crate::{shop::Shop, sol};

/// A market whose base is SOL.
fn shop() -> Shop {
    let line = Line::start();
    Shop::around(sol::world(Box::new(line.clone())), line)
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
