//! The authority passes on in two steps.

use anchor_lang::prelude::Pubkey;
use ballast::errors::BallastError::*;
use ballast_client::instructions as ix;
use solana_signer::Signer;

use super::{loosening, tighter};
use crate::support::{on_both, refuses};

#[test]
fn the_authority_passes_on_when_it_is_accepted() {
    on_both(|world| {
        let (next, other) = (world.fresh_keypair(), world.fresh_keypair());
        let admin = world.admin.insecure_clone();
        let change = loosening(world);
        let index = world.proposed(change).unwrap();
        let params = tighter(world);

        world.offer_authority(&admin, &other).unwrap();
        world.offer_authority(&admin, &next).unwrap();
        refuses(world, AuthorityNotOffered, |w| w.accept_authority(&other));
        refuses(world, WrongAuthority, |w| w.tighten_market(&next, params));
        assert_eq!(world.protocol().authority, admin.pubkey());

        world.accept_authority(&next).unwrap();
        let protocol = world.protocol();
        assert_eq!(protocol.authority, next.pubkey());
        assert_eq!(protocol.pending_authority, Pubkey::default());
        refuses(world, AuthorityNotOffered, |w| w.accept_authority(&next));
        refuses(world, WrongAuthority, |w| w.tighten_market(&admin, params));
        world.tighten_market(&next, params).unwrap();
        // What the last authority proposed is the next one's to cancel.
        refuses(world, MayNotCancel, |w| w.cancel(&admin, index));
        world.cancel(&next, index).unwrap();
    });
}

#[test]
fn an_offer_is_withdrawn_by_offering_to_nobody() {
    on_both(|world| {
        let next = world.fresh_keypair();
        let admin = world.admin.insecure_clone();
        world.offer_authority(&admin, &next).unwrap();
        let (protocol, nobody) = (world.keys.protocol, Pubkey::default());
        let withdraw = ix::propose_authority(&protocol, &admin.pubkey(), &nobody);
        world.send(&[withdraw], &[&admin]).unwrap();
        refuses(world, AuthorityNotOffered, |w| w.accept_authority(&next));
        assert_eq!(world.protocol().authority, admin.pubkey());
    });
}
