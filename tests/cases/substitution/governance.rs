//! Authority, tightening and proposals.

use anchor_lang::{error::ErrorCode::*, prelude::Pubkey, solana_program::system_program};
use anchor_spl::token;
use ballast::{errors::BallastError::*, state::Change};
use ballast_client::{
    address,
    instructions::{self as ix, Target},
};
use solana_signer::Signer;

use super::{trial::Trial, walk::Walk};
use crate::scenes::START_PRICE;

pub fn walk(walk: &mut Walk) {
    pass_authority_on(walk);
    tighten_market(walk);
    tighten_vault(walk);
    strangers_proposal(walk);
    propose_change(walk);
    execute_vault_change(walk);
    execute_oracle_change(walk);
    cancel_proposal(walk);
    pause(walk);
}

/// Last: the market is open again only after its grace and ramp.
fn pause(walk: &mut Walk) {
    let (cast, keys) = (walk.cast, walk.world.keys);
    let (guardian, stranger) = (walk.world.guardian.pubkey(), cast.stranger.key());
    let theirs = cast.strangers_protocol();
    for (name, instruction) in [
        ("pause_market", ix::pause_market(&keys, &guardian)),
        ("lift_pause", ix::lift_pause(&keys, &guardian)),
    ] {
        let trial = Trial::new(name, instruction)
            .wrong(guardian, stranger, WrongGuardian)
            .wrong(
                keys.market,
                cast.second_vault.vault,
                AccountDiscriminatorMismatch,
            );
        let trial = match name {
            "pause_market" => trial.wrong(keys.protocol, theirs, WrongGuardian),
            _ => trial.wrong(keys.protocol, theirs, WrongProtocol),
        };
        walk.step(trial);
    }
    walk.world.tick(3_600, START_PRICE).expect("a print");
}

fn pass_authority_on(walk: &mut Walk) {
    let (cast, protocol) = (walk.cast, walk.world.keys.protocol);
    let (admin, owner, stranger) = (cast.admin.pubkey(), cast.owner.key(), cast.stranger.key());
    let theirs = cast.strangers_protocol();
    let offer = ix::propose_authority(&protocol, &admin, &owner);
    let trial = Trial::new("propose_authority", offer)
        .wrong(admin, stranger, WrongAuthority)
        .wrong(protocol, theirs, WrongAuthority);
    walk.step(trial);
    let accept = ix::accept_authority(&protocol, &owner);
    let trial = Trial::new("accept_authority", accept)
        .wrong(owner, stranger, AuthorityNotOffered)
        .wrong(protocol, theirs, AuthorityNotOffered);
    walk.step(trial);
    walk.world
        .offer_authority(&cast.owner.wallet, &cast.admin)
        .expect("an offer");
    walk.world.accept_authority(&cast.admin).expect("an offer");
}

fn tighten_market(walk: &mut Walk) {
    let (cast, keys) = (walk.cast, walk.world.keys);
    let [admin, stranger, theirs] = people(walk);
    let params = walk.world.market().params;
    let trial = Trial::new("tighten_market", ix::tighten_market(&keys, &admin, params))
        .wrong(admin, stranger, WrongAuthority)
        .wrong(keys.protocol, theirs, WrongAuthority)
        .wrong_pair(&[(admin, stranger), (keys.protocol, theirs)], WrongProtocol)
        .wrong(
            keys.market,
            cast.second_vault.vault,
            AccountDiscriminatorMismatch,
        );
    walk.step(trial);
}

fn tighten_vault(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let [admin, stranger, theirs] = people(walk);
    let params = walk.world.vault_state().params;
    let trial = Trial::new(
        "tighten_vault",
        ix::tighten_vault(&keys, &vault, &admin, params),
    )
    .wrong(admin, stranger, WrongAuthority)
    .wrong(keys.protocol, theirs, WrongAuthority)
    .wrong_pair(&[(admin, stranger), (keys.protocol, theirs)], WrongProtocol)
    .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
    .wrong(vault.vault, cast.elsewhere.vault.vault, WrongMarket);
    walk.step(trial);
}

/// The authority, who is none of it, and what they are the authority of.
fn people(walk: &Walk) -> [Pubkey; 3] {
    let cast = walk.cast;
    [
        cast.admin.pubkey(),
        cast.stranger.key(),
        cast.strangers_protocol(),
    ]
}

/// A proposal under another protocol, to pass by mistake.
fn strangers_proposal(walk: &mut Walk) {
    let [_, stranger, theirs] = people(walk);
    let change = Change::Guardian(stranger);
    let propose = ix::propose_change(&Target::protocol(theirs), &stranger, 0, change);
    walk.world
        .send(&[propose], &[&walk.cast.stranger.wallet])
        .expect("a proposal");
}

fn propose_change(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let [admin, stranger, theirs] = people(walk);
    let change = Change::VaultParams(walk.world.vault_state().params);
    let target = Target::vault(&keys, &vault);
    let proposal = address::proposal(&keys.protocol, 0);
    let strangers = [
        (admin, stranger),
        (keys.protocol, theirs),
        (proposal, address::proposal(&theirs, 1)),
    ];
    let trial = Trial::new(
        "propose_change",
        ix::propose_change(&target, &admin, 0, change),
    )
    .wrong(admin, stranger, WrongAuthority)
    .wrong(keys.protocol, theirs, ConstraintSeeds)
    .wrong_pair(&strangers, WrongProtocol)
    .wrong(
        proposal,
        address::proposal(&keys.protocol, 1),
        ConstraintSeeds,
    )
    .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
    .wrong(keys.market, ballast::ID, ConstraintAccountIsNone)
    .wrong(vault.vault, cast.elsewhere.vault.vault, WrongMarket)
    .wrong(vault.vault, ballast::ID, WrongTarget)
    .wrong(system_program::ID, token::ID, InvalidProgramId);
    walk.step(trial);
}

fn execute_vault_change(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let [admin, stranger, theirs] = people(walk);
    walk.world.wait_for(0).expect("a print");
    let target = Target::vault(&keys, &vault);
    let proposal = address::proposal(&keys.protocol, 0);
    let trial = Trial::new(
        "execute_proposal",
        ix::execute_proposal(&target, 0, &admin, None),
    )
    .wrong(keys.protocol, theirs, WrongProtocol)
    .wrong(proposal, address::proposal(&theirs, 0), WrongProtocol)
    .wrong(admin, stranger, WrongProposer)
    .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
    .wrong(keys.market, ballast::ID, ConstraintAccountIsNone)
    .wrong(vault.vault, cast.second_vault.vault, WrongTarget)
    .wrong(vault.vault, cast.elsewhere.vault.vault, WrongMarket)
    .wrong(vault.vault, ballast::ID, WrongTarget);
    walk.step(trial);
}

fn execute_oracle_change(walk: &mut Walk) {
    let (cast, keys) = (walk.cast, walk.world.keys);
    let [admin, stranger, theirs] = people(walk);
    let feed = walk.world.feed.id();
    let index = walk
        .world
        .proposed(Change::Oracle { feed })
        .expect("a proposal");
    walk.world.wait_for(index).expect("a print");
    let target = Target::market(&keys);
    let proposal = address::proposal(&keys.protocol, index);
    let trial = Trial::new(
        "execute_proposal",
        ix::execute_proposal(&target, index, &admin, Some(keys.oracle)),
    )
    .wrong(keys.protocol, theirs, WrongProtocol)
    .wrong(proposal, address::proposal(&theirs, 0), WrongProtocol)
    .wrong(admin, stranger, WrongProposer)
    .wrong(keys.market, cast.elsewhere.keys.market, WrongTarget)
    .wrong(keys.market, ballast::ID, WrongTarget)
    .wrong(keys.oracle, cast.elsewhere.keys.oracle, OracleWrongFeed)
    .wrong(keys.oracle, ballast::ID, WrongTarget);
    walk.step(trial);
}

fn cancel_proposal(walk: &mut Walk) {
    let (cast, keys) = (walk.cast, walk.world.keys);
    let [admin, stranger, theirs] = people(walk);
    let feed = walk.world.feed.id();
    let index = walk
        .world
        .proposed(Change::Oracle { feed })
        .expect("a proposal");
    let guardian = cast.guardian.pubkey();
    let proposal = address::proposal(&keys.protocol, index);
    let trial = Trial::new(
        "cancel_proposal",
        ix::cancel_proposal(&keys.protocol, &guardian, index, &admin),
    )
    .wrong(guardian, stranger, MayNotCancel)
    .wrong(keys.protocol, theirs, WrongProtocol)
    .wrong(proposal, address::proposal(&theirs, 0), WrongProtocol)
    .wrong(admin, stranger, WrongProposer);
    walk.step(trial);
}
