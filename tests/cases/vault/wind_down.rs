//! The end of a vault: nothing comes in, everybody leaves, nothing stays behind.

use ballast::{
    errors::BallastError::*,
    state::{Amounts, VaultBook},
};
use ballast_client::views::{due, Due};
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, World,
};
use option_risk::units::Kind;

use crate::{
    scenes::{disarmed, live, rich, settle},
    support::{on_both, on_both_with, refuses},
};

/// The authority's one step: it is a tightening, and acts at once.
fn wind_down(world: &mut World) {
    let admin = world.admin.insecure_clone();
    let mut params = world.vault_state().params;
    params.withdraw_only = 1;
    world.tighten_vault(&admin, params).expect("a tightening");
}

/// Queues all shares of a wallet.
fn queue_all(world: &mut World, actor: &Actor) {
    let shares = world.shares(&actor.key());
    world.queue_withdrawal(actor, shares).expect("shares");
}

#[test]
fn a_vault_that_is_wound_down_takes_and_sells_nothing() {
    on_both(|world| {
        let actor = rich(world);
        world.queue_deposit(&actor, 100 * SOL).unwrap();
        world.roll_round().unwrap();
        world.claim_shares(&actor, 0).unwrap();
        let pick = world.vault_pick();
        (world.ensure_series(Kind::Call, pick.strike, pick.expiry_ts)).unwrap();
        wind_down(world);
        refuses(world, VaultWindingDown, |world| {
            world.queue_deposit(&actor, SOL)
        });
        refuses(world, VaultWindingDown, |world| {
            world.start_sale().map(|_| Default::default())
        });
        let (market, vault, now) = (world.market(), world.vault_state(), world.now());
        let step = due(&market, &vault, None, now).unwrap();
        assert_eq!(step, Due::Wait(None));
        let admin = world.admin.insecure_clone();
        let mut params = vault.params;
        params.withdraw_only = 0;
        refuses(world, NotTightening, |w| w.tighten_vault(&admin, params));
    });
}

/// With calls sold and a hedge in quote: the round runs to its end, a deposit that was queued comes back, and the last
/// to leave take every atom of both tokens.
#[test]
fn a_vault_is_wound_down_to_nothing() {
    on_both_with(&disarmed(), |world| {
        let scene = live(world, 500 * SOL);
        let others = [rich(world), rich(world)];
        for (other, atoms) in others.iter().zip([333_333_333_333, 7_777_777_777]) {
            world.queue_deposit(other, atoms).unwrap();
        }
        world.open_hedge().unwrap();
        (world.fill_hedge(&scene.depositor, 11_111_111_111, u64::MAX)).unwrap();
        settle(world, &scene, 205 * DOLLAR);
        world.roll_round().unwrap();
        for other in &others {
            world.claim_shares(other, 1).unwrap();
        }
        let late = world.actor(SOL, 0).unwrap();
        world.queue_deposit(&late, SOL).unwrap();
        wind_down(world);
        queue_all(world, &scene.depositor);
        world.roll_round().unwrap();
        refuses(world, DepositRefunded, |world| world.claim_shares(&late, 2));
        world.reclaim_deposit(&late, 2).unwrap();
        assert_eq!(world.wallet(&late.key(), Kind::Call), SOL);

        others.iter().for_each(|other| queue_all(world, other));
        world.roll_round().unwrap();
        world.claim_withdrawal(&scene.depositor, 2).unwrap();
        for other in &others {
            world.claim_withdrawal(other, 3).unwrap();
        }
        world.redeem(&scene.buyer, &scene.calls, 500 * SOL).unwrap();
        assert_empty(world);
    });
}

/// Not an atom owed, not an atom held, not a share left.
fn assert_empty(world: &mut World) {
    let vault = world.vault_state();
    let nothing = Amounts::default();
    let book = VaultBook {
        assets: nothing,
        claimable: nothing,
        pending_deposits: 0,
        pending_withdrawals: 0,
        fee_shares: 0,
        ..vault.book
    };
    assert_eq!(vault.book, book);
    for account in [vault.base_account, vault.quote_account, vault.share_escrow] {
        assert_eq!(world.tokens(&account), 0);
    }
    assert_eq!(world.supply(&vault.share_mint), 0);
    for round in 0..vault.book.round {
        assert_eq!(world.round(round).unwrap().unclaimed, Default::default());
    }
}

/// One who leaves in three parts and one who leaves at once get the same, but for the atoms that rounding takes.
#[test]
fn leaving_in_parts_gains_nothing() {
    on_both(|world| {
        let (parts, whole) = (rich(world), rich(world));
        for actor in [&parts, &whole] {
            world.queue_deposit(actor, 123_456_789).unwrap();
        }
        world.roll_round().unwrap();
        for actor in [&parts, &whole] {
            world.claim_shares(actor, 0).unwrap();
        }
        let before = [&parts, &whole].map(|actor| world.wallet(&actor.key(), Kind::Call));
        let shares = world.shares(&parts.key());
        for (round, part) in (1..).zip([shares / 3, shares / 3, shares - shares / 3 * 2]) {
            world.queue_withdrawal(&parts, part).unwrap();
            world.roll_round().unwrap();
            world.claim_withdrawal(&parts, round).unwrap();
        }
        queue_all(world, &whole);
        world.roll_round().unwrap();
        world.claim_withdrawal(&whole, 4).unwrap();
        let got = [&parts, &whole].map(|actor| world.wallet(&actor.key(), Kind::Call));
        assert!(got[0] - before[0] <= 123_456_789);
        assert_eq!(got[0] - before[0] + got[1] - before[1], 2 * 123_456_789);
        assert_empty(world);
    });
}
