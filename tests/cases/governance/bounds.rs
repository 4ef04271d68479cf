//! Hard bounds hold when a change is proposed, when it is executed and when it acts at once.

use anchor_lang::AccountSerialize;
use ballast::{
    errors::BallastError::*,
    state::{Change, MarketParams, VaultParams},
};
use ballast_client::address;
use ballast_harness::{setup::DOLLAR, World};

use crate::support::{on_both, refuses};

/// Changes that no market or vault may have.
fn wild(world: &mut World) -> Vec<Change> {
    let (market, vault) = (world.market().params, world.vault_state().params);
    let markets: [fn(&mut MarketParams); 4] = [
        |p| p.oracle.max_age_secs = 9,
        |p| p.breaker.z15_milli = 20_001,
        |p| p.implied_vol_bps = 999,
        // Off the ticks in use.
        |p| p.strike_tick = 3 * DOLLAR,
    ];
    let vaults: [fn(&mut VaultParams); 3] = [
        |p| p.sale.utilisation_bps = 10_001,
        |p| p.min_deposit = 0,
        // Off the market's tick.
        |p| p.sale.tick = DOLLAR / 2,
    ];
    let markets = markets.map(|spoil| {
        let mut params = market;
        spoil(&mut params);
        Change::MarketParams(params)
    });
    let vaults = vaults.map(|spoil| {
        let mut params = vault;
        spoil(&mut params);
        Change::VaultParams(params)
    });
    markets.into_iter().chain(vaults).collect()
}

#[test]
fn no_change_leaves_the_bounds() {
    on_both(|world| {
        let admin = world.admin.insecure_clone();
        for change in wild(world) {
            eprintln!("{change:?}");
            refuses(world, InvalidParameter, |w| w.propose(&admin, change));
            let valid = match change {
                Change::VaultParams(_) => Change::VaultParams(world.vault_state().params),
                _ => Change::MarketParams(world.market().params),
            };
            let index = world.proposed(valid).unwrap();
            world.wait_for(index).unwrap();
            replace(world, index, change);
            refuses(world, InvalidParameter, |world| world.execute(index));
        }
    });
}

#[test]
fn nothing_acts_at_once_outside_the_bounds() {
    on_both(|world| {
        let admin = world.admin.insecure_clone();
        // Tighter than the bounds allow.
        let mut market = world.market().params;
        market.breaker.z15_milli = 3_999;
        refuses(world, InvalidParameter, |w| {
            w.tighten_market(&admin, market)
        });
        let mut vault = world.vault_state().params;
        vault.sale.utilisation_bps = 99;
        refuses(world, InvalidParameter, |w| w.tighten_vault(&admin, vault));
    });
}

/// A finer tick keeps every strike and every vault's tick on it.
#[test]
fn the_strike_tick_may_become_finer() {
    on_both(|world| {
        let mut params = world.market().params;
        params.strike_tick /= 4;
        let index = world.proposed(Change::MarketParams(params)).unwrap();
        world.wait_for(index).unwrap();
        world.execute(index).unwrap();
        assert_eq!(world.market().params.strike_tick, DOLLAR / 4);
    });
}

/// Writes another change into a proposal on record, as a program with narrower bounds would find it.
fn replace(world: &mut World, index: u64, change: Change) {
    let address = address::proposal(&world.keys.protocol, index);
    let mut account = world.chain.account(&address).expect("a proposal");
    let mut proposal = world.proposal(index).expect("a proposal");
    proposal.change = change;
    proposal
        .try_serialize(&mut &mut account.data[..])
        .expect("room for any change");
    world.chain.set_account(&address, account);
}
