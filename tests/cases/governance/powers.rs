//! Who may do what: every instruction of governance by everybody.

use ballast::{
    errors::BallastError::{self, *},
    state::Change,
};
use ballast_harness::{Receipt, TxError, World};
use option_risk::governance::WINDOW_SECS;
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::{loosening, tighter};
use crate::support::{on_both, refuses};

/// An instruction, and what it answers the authority, the guardian and a stranger.
struct Power {
    name: &'static str,
    act: fn(&mut World, &Keypair) -> Result<Receipt, TxError>,
    answers: [Option<BallastError>; 3],
}

const POWERS: &[Power] = &[
    Power {
        name: "tighten the market",
        act: |world, by| {
            let params = tighter(world);
            world.tighten_market(by, params)
        },
        answers: [None, Some(WrongAuthority), Some(WrongAuthority)],
    },
    Power {
        name: "tighten the vault",
        act: |world, by| {
            let params = world.vault_state().params;
            world.tighten_vault(by, params)
        },
        answers: [None, Some(WrongAuthority), Some(WrongAuthority)],
    },
    Power {
        name: "propose",
        act: |world, by| {
            let change = loosening(world);
            world.propose(by, change)
        },
        answers: [None, Some(WrongAuthority), Some(WrongAuthority)],
    },
    Power {
        name: "cancel a loosening",
        act: |world, by| {
            let index = latest(world, |change| change.guardian_may_cancel());
            world.cancel(by, index)
        },
        answers: [None, None, Some(MayNotCancel)],
    },
    Power {
        name: "cancel the guardian's replacement",
        act: |world, by| {
            let index = latest(world, |change| !change.guardian_may_cancel());
            world.cancel(by, index)
        },
        answers: [None, Some(MayNotCancel), Some(MayNotCancel)],
    },
    Power {
        name: "offer the authority",
        act: |world, by| world.offer_authority(by, by),
        answers: [None, Some(WrongAuthority), Some(WrongAuthority)],
    },
    Power {
        name: "accept an authority offered to nobody of these",
        act: |world, by| world.accept_authority(by),
        answers: [Some(AuthorityNotOffered); 3],
    },
];

/// Index of the latest open proposal of a sort.
fn latest(world: &mut World, sort: fn(&Change) -> bool) -> u64 {
    let count = world.protocol().proposals;
    let open = |index: &u64| world.proposal(*index).is_some_and(|p| sort(&p.change));
    (0..count).rev().find(open).expect("an open proposal")
}

#[test]
fn everybody_has_exactly_their_powers() {
    on_both(|world| {
        let stranger = world.actor(0, 0).unwrap().wallet;
        let admin = world.admin.insecure_clone();
        let guardian = world.guardian.insecure_clone();
        for power in POWERS {
            for (by, answer) in [&admin, &guardian, &stranger]
                .into_iter()
                .zip(power.answers)
            {
                eprintln!("{} by {}", power.name, by.pubkey());
                let change = loosening(world);
                world.proposed(change).unwrap();
                world.proposed(Change::Guardian(stranger.pubkey())).unwrap();
                match answer {
                    None => drop((power.act)(world, by).unwrap()),
                    Some(error) => refuses(world, error, |world| (power.act)(world, by)),
                }
                world.offer_authority(&admin, &keypair_of_nobody()).unwrap();
            }
        }
    });
}

/// Somebody who takes no part.
fn keypair_of_nobody() -> Keypair {
    ballast_harness::setup::keypair(70)
}

/// Until a proposal lapses its cancelling is a power; then it is housekeeping.
#[test]
fn anyone_clears_a_lapsed_proposal_away() {
    on_both(|world| {
        let stranger = world.actor(0, 0).unwrap().wallet;
        let change = Change::Guardian(stranger.pubkey());
        let index = world.proposed(change).unwrap();
        world.wait_for(index).unwrap();
        world.advance(i64::from(WINDOW_SECS));
        for by in [world.guardian.insecure_clone(), stranger.insecure_clone()] {
            refuses(world, MayNotCancel, |world| world.cancel(&by, index));
        }
        world.advance(1);
        refuses(world, ProposalLapsed, |world| world.execute(index));
        world.cancel(&stranger, index).unwrap();
        assert!(world.proposal(index).is_none());
        assert_eq!(world.protocol().guardian, world.guardian.pubkey());
    });
}
