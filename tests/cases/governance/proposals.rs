//! A proposal's life: it waits, is executed by anyone, or is cancelled.

use anchor_lang::{error::ErrorCode::AccountNotInitialized, prelude::Pubkey};
use ballast::{
    errors::BallastError::*,
    state::{Change, Cluster, MarketParams},
};
use ballast_client::instructions::{execute_proposal, Target};
use ballast_harness::{Receipt, Setup, TxError, World};
use option_risk::governance::WINDOW_SECS;
use solana_signer::Signer;

use super::loosening;
use crate::support::{on_both, on_both_with, refuses, refuses_with};

fn params_of(change: &Change) -> MarketParams {
    match change {
        Change::MarketParams(params) => *params,
        other => panic!("{other:?}"),
    }
}

/// Waits out `delay` seconds to the second.
fn waits_for(world: &mut World, delay: i64) {
    let change = loosening(world);
    let index = world.proposed(change).unwrap();
    let proposal = world.proposal(index).unwrap();
    assert_eq!(proposal.change, change);
    assert_eq!(proposal.target, world.keys.market);
    assert_eq!(proposal.proposed_ts, world.now());
    assert_eq!(proposal.due_ts, world.now() + delay);
    world.advance(delay - 1);
    refuses(world, ProposalNotDue, |world| world.execute(index));
    world.advance(1);
    let purse = world.chain.account(&world.admin.pubkey()).unwrap().lamports;
    world.execute(index).unwrap();
    assert_eq!(world.market().params, params_of(&change));
    // The rent came back: far more than the fee of the transaction.
    assert!(world.proposal(index).is_none());
    assert!(world.chain.account(&world.admin.pubkey()).unwrap().lamports > purse);
    let again = execute_anyway(world, index);
    refuses_with(world, AccountNotInitialized.into(), again);
}

/// Executes a proposal that the harness can no longer look up.
fn execute_anyway(
    world: &World,
    index: u64,
) -> impl FnOnce(&mut World) -> Result<Receipt, TxError> {
    let target = Target::market(&world.keys);
    let proposer = world.admin.pubkey();
    let execute = execute_proposal(&target, index, &proposer, None);
    move |world| world.send(&[execute], &[])
}

#[test]
fn nothing_loosens_without_the_delay() {
    for (cluster, delay) in [(Cluster::Public, 48 * 3_600), (Cluster::Localnet, 60)] {
        let setup = Setup {
            cluster,
            ..Setup::default()
        };
        on_both_with(&setup, |world| waits_for(world, delay));
    }
}

#[test]
fn a_proposal_is_executed_in_its_window_only() {
    on_both(|world| {
        let change = loosening(world);
        for (late, error) in [(0, None), (1, Some(ProposalLapsed))] {
            let index = world.proposed(change).unwrap();
            world.wait_for(index).unwrap();
            world.advance(i64::from(WINDOW_SECS) + late);
            match error {
                None => drop(world.execute(index).unwrap()),
                Some(error) => refuses(world, error, |world| world.execute(index)),
            }
        }
    });
}

#[test]
fn a_cancelled_proposal_is_gone() {
    on_both(|world| {
        let before = world.market().params;
        let change = loosening(world);
        for by in [
            world.admin.insecure_clone(),
            world.guardian.insecure_clone(),
        ] {
            let index = world.proposed(change).unwrap();
            world.wait_for(index).unwrap();
            world.cancel(&by, index).unwrap();
            let execute = execute_anyway(world, index);
            refuses_with(world, AccountNotInitialized.into(), execute);
            assert_eq!(world.market().params, before);
        }
    });
}

/// Nor can the guardian stop a removal that is due; until then the guardian still stops everything else.
#[test]
fn nobody_vetoes_their_own_removal() {
    on_both(|world| {
        let next = world.actor(0, 0).unwrap().wallet;
        let guardian = world.guardian.insecure_clone();
        let removal = world.proposed(Change::Guardian(next.pubkey())).unwrap();
        assert_eq!(world.proposal(removal).unwrap().target, world.keys.protocol);
        let change = loosening(world);
        let vetoed = world.proposed(change).unwrap();
        refuses(world, MayNotCancel, |w| w.cancel(&guardian, removal));
        world.wait_for(removal).unwrap();
        refuses(world, MayNotCancel, |w| w.cancel(&guardian, removal));
        world.cancel(&guardian, vetoed).unwrap();

        let left = world.proposed(change).unwrap();
        world.execute(removal).unwrap();
        assert_eq!(world.protocol().guardian, next.pubkey());
        refuses(world, MayNotCancel, |w| w.cancel(&guardian, left));
        world.cancel(&next, left).unwrap();
    });
}

/// Without a guardian only the authority cancels.
#[test]
fn a_protocol_may_have_no_guardian() {
    on_both(|world| {
        let guardian = world.guardian.insecure_clone();
        let removal = world.proposed(Change::Guardian(Pubkey::default())).unwrap();
        world.wait_for(removal).unwrap();
        world.execute(removal).unwrap();
        let change = loosening(world);
        let index = world.proposed(change).unwrap();
        refuses(world, MayNotCancel, |w| w.cancel(&guardian, index));
        let admin = world.admin.insecure_clone();
        world.cancel(&admin, index).unwrap();
    });
}
