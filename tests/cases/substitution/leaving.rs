//! Out of a vault: withdrawals, the roll that pays them, and deposits that come back.

use anchor_lang::{error::ErrorCode::*, solana_program::system_program};
use anchor_spl::{token, token_2022};
use ballast::errors::BallastError::*;
use ballast_client::instructions as ix;
use ballast_harness::{
    support::{MINT_MISMATCH, OWNER_MISMATCH},
    World,
};
use option_risk::units::Kind;
use solana_signer::Signer;

use super::{cast::ONE, trial::Trial, vault::in_second_vault, walk::Walk};

pub fn roll_and_leave(walk: &mut Walk) {
    let cast = walk.cast;
    in_second_vault(walk, |world| world.claim_shares(&cast.owner, 0));
    in_second_vault(walk, |world| world.claim_shares(&cast.stranger, 0));
    for round in [0, 1] {
        walk.world
            .claim_shares(&cast.stranger, round)
            .expect("shares");
    }
    queue_withdrawal(walk);
    queue_withdrawal(walk);
    in_second_vault(walk, World::roll_round);
    for actor in [&cast.owner, &cast.stranger] {
        in_second_vault(walk, |world| world.queue_withdrawal(actor, ONE));
    }
    walk.world
        .queue_withdrawal(&cast.stranger, ONE)
        .expect("shares");
    cancel_withdrawal(walk);
    walk.world
        .queue_withdrawal(&cast.owner, 1_000 * ONE)
        .expect("shares");
    in_second_vault(walk, World::roll_round);
    walk.world
        .queue_deposit(&cast.stranger, ONE)
        .expect("a deposit");
    roll_round(walk);
    claim_withdrawal(walk);
}

/// A second one tops the receipt of the first up.
fn queue_withdrawal(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (owner, stranger, other) = (cast.owner.key(), cast.stranger.key(), cast.second_vault);
    let source = vault.share_account(&owner);
    let trial = Trial::new(
        "queue_withdrawal",
        ix::queue_withdrawal(&keys, &vault, &owner, 2, ONE),
    )
    .wrong(owner, stranger, ConstraintSeeds)
    .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
    .wrong(vault.vault, other.vault, ConstraintSeeds)
    .wrong(
        vault.withdrawal_receipt(&owner, 2),
        vault.withdrawal_receipt(&owner, 1),
        ConstraintSeeds,
    )
    .wrong(vault.share_mint, other.share_mint, WrongMint)
    .wrong(source, vault.share_account(&stranger), OWNER_MISMATCH)
    .wrong(source, other.share_account(&owner), MINT_MISMATCH)
    .wrong(vault.share_escrow, other.share_escrow, WrongCustody)
    .wrong(token::ID, token_2022::ID, ConstraintAddress)
    .wrong(system_program::ID, token::ID, InvalidProgramId);
    walk.step(trial);
}

fn cancel_withdrawal(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (owner, stranger, other) = (cast.owner.key(), cast.stranger.key(), cast.second_vault);
    let receipt = vault.withdrawal_receipt(&owner, 2);
    let trial = Trial::new(
        "cancel_withdrawal",
        ix::cancel_withdrawal(&keys, &vault, &owner, 2, u64::MAX),
    )
    .wrong(owner, stranger, WrongOwner)
    .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
    .wrong(vault.vault, other.vault, WrongMint)
    .wrong(receipt, vault.withdrawal_receipt(&stranger, 2), WrongOwner)
    .wrong(receipt, other.withdrawal_receipt(&owner, 2), WrongVault)
    .wrong(vault.share_mint, other.share_mint, WrongMint)
    .wrong(vault.share_escrow, other.share_escrow, WrongCustody)
    .wrong(
        vault.share_account(&owner),
        other.share_account(&owner),
        MINT_MISMATCH,
    )
    .wrong(token::ID, token_2022::ID, ConstraintAddress);
    walk.step(trial);
}

fn roll_round(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (elsewhere, other) = (&cast.elsewhere, cast.second_vault);
    let payer = cast.admin.pubkey();
    let trial = Trial::new("roll_round", ix::roll_round(&keys, &vault, &payer, 2))
        .free(payer)
        .wrong(keys.market, elsewhere.keys.market, WrongMarket)
        .wrong(keys.oracle, elsewhere.keys.oracle, OracleWrongFeed)
        .wrong(vault.vault, other.vault, ConstraintSeeds)
        .wrong(vault.round(2), vault.round(1), ConstraintSeeds)
        .wrong(vault.share_mint, other.share_mint, WrongMint)
        .wrong(vault.share_escrow, other.share_escrow, WrongCustody)
        .wrong(token::ID, system_program::ID, InvalidProgramId)
        .wrong(system_program::ID, token::ID, InvalidProgramId);
    walk.step(trial);
}

fn claim_withdrawal(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (owner, stranger, other) = (cast.owner.key(), cast.stranger.key(), cast.second_vault);
    let receipt = vault.withdrawal_receipt(&owner, 2);
    let base = keys.collateral_account(&owner, Kind::Call);
    let quote = keys.collateral_account(&owner, Kind::Put);
    let trial = Trial::new(
        "claim_withdrawal",
        ix::claim_withdrawal(&keys, &vault, &owner, 2),
    )
    .wrong(owner, stranger, WrongOwner)
    .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
    .wrong(vault.vault, other.vault, WrongCustody)
    .wrong(receipt, vault.withdrawal_receipt(&stranger, 2), WrongOwner)
    .wrong(receipt, other.withdrawal_receipt(&owner, 2), WrongVault)
    .wrong(vault.round(2), vault.round(1), WrongRound)
    .wrong(vault.round(2), other.round(2), ConstraintSeeds)
    .wrong(keys.base_mint, keys.quote_mint, WrongMint)
    .wrong(keys.quote_mint, keys.base_mint, WrongMint)
    .wrong(vault.base_account, other.base_account, WrongCustody)
    .wrong(vault.quote_account, other.quote_account, WrongCustody)
    .wrong(
        base,
        keys.collateral_account(&stranger, Kind::Put),
        MINT_MISMATCH,
    )
    .wrong(
        quote,
        keys.collateral_account(&stranger, Kind::Call),
        MINT_MISMATCH,
    )
    .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}

/// The second vault is wound down: what was queued for it comes back out of the round's record.
pub fn reclaim_deposit(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.cast.second_vault);
    let (owner, stranger, other) = (cast.owner.key(), cast.stranger.key(), walk.world.vault);
    let round = walk.world.vault_of(&vault).book.round;
    for actor in [&cast.owner, &cast.stranger] {
        in_second_vault(walk, |world| world.queue_deposit(actor, ONE));
    }
    let here = walk.world.vault_state().book.round;
    walk.world
        .queue_deposit(&cast.owner, ONE)
        .expect("a deposit");
    in_second_vault(walk, |world| {
        let mut params = world.vault_state().params;
        params.withdraw_only = 1;
        world.tighten_vault(&cast.admin, params)
    });
    in_second_vault(walk, World::roll_round);
    let receipt = vault.deposit_receipt(&owner, round);
    let record = vault.round(round);
    let trial = Trial::new(
        "cancel_deposit",
        ix::reclaim_deposit(&keys, &vault, &owner, round),
    )
    .wrong(owner, stranger, WrongOwner)
    .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
    .wrong(vault.vault, other.vault, WrongCustody)
    .wrong(receipt, vault.deposit_receipt(&stranger, round), WrongOwner)
    .wrong(receipt, other.deposit_receipt(&owner, here), WrongVault)
    .wrong(record, vault.round(round - 1), WrongRound)
    .wrong(record, other.round(here - 1), ConstraintSeeds)
    .wrong(record, ballast::ID, AlreadyRolled)
    .wrong(keys.base_mint, keys.quote_mint, WrongMint)
    .wrong(vault.base_account, other.base_account, WrongCustody)
    .wrong(
        keys.collateral_account(&owner, Kind::Call),
        keys.collateral_account(&owner, Kind::Put),
        MINT_MISMATCH,
    )
    .wrong(token::ID, system_program::ID, InvalidProgramId);
    walk.step(trial);
}
