//! Into a vault: deposits, and shares for them.

use anchor_lang::{error::ErrorCode::*, solana_program::system_program};
use anchor_spl::{token, token_2022};
use ballast::errors::BallastError::*;
use ballast_client::instructions as ix;
use ballast_harness::{
    support::{MINT_MISMATCH, OWNER_MISMATCH},
    Receipt, TxError, World,
};
use option_risk::units::Kind;
use solana_signer::Signer;

use super::{cast::ONE, trial::Trial, walk::Walk};

/// The same in the market's second vault.
pub fn in_second_vault(walk: &mut Walk, act: impl FnOnce(&mut World) -> Result<Receipt, TxError>) {
    let acted = walk.within(walk.cast.second_vault, |walk| act(walk.world));
    acted.expect("as in the first vault");
}

pub fn queue(walk: &mut Walk) {
    queue_deposit(walk);
    queue_deposit(walk);
    let cast = walk.cast;
    for actor in [&cast.owner, &cast.stranger] {
        in_second_vault(walk, |world| world.queue_deposit(actor, ONE));
    }
    for (actor, amount) in [(&cast.stranger, ONE), (&cast.owner, 998 * ONE)] {
        walk.world.queue_deposit(actor, amount).expect("a deposit");
    }
    in_second_vault(walk, World::roll_round);
    walk.world.roll_round().expect("a roll");
    in_second_vault(walk, |world| world.queue_deposit(&cast.owner, ONE));
    for actor in [&cast.stranger, &cast.owner] {
        walk.world.queue_deposit(actor, ONE).expect("a deposit");
    }
    cancel_deposit(walk);
    // A second record, so that there is a wrong one.
    walk.world.roll_round().expect("a roll");
    claim_shares(walk);
}

/// A second one tops the receipt of the first up.
fn queue_deposit(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (owner, stranger, other) = (cast.owner.key(), cast.stranger.key(), cast.second_vault);
    let source = keys.collateral_account(&owner, Kind::Call);
    let trial = Trial::new(
        "queue_deposit",
        ix::queue_deposit(&keys, &vault, &owner, 0, ONE),
    )
    .wrong(owner, stranger, ConstraintSeeds)
    .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
    .wrong(vault.vault, other.vault, ConstraintSeeds)
    .wrong(
        vault.deposit_receipt(&owner, 0),
        vault.deposit_receipt(&owner, 1),
        ConstraintSeeds,
    )
    .wrong(keys.base_mint, keys.quote_mint, WrongMint)
    .wrong(
        source,
        keys.collateral_account(&stranger, Kind::Call),
        OWNER_MISMATCH,
    )
    .wrong(
        source,
        keys.collateral_account(&owner, Kind::Put),
        MINT_MISMATCH,
    )
    .wrong(vault.base_account, other.base_account, WrongCustody)
    .wrong(token::ID, system_program::ID, InvalidProgramId)
    .wrong(system_program::ID, token::ID, InvalidProgramId);
    walk.step(trial);
}

fn cancel_deposit(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (owner, stranger, other) = (cast.owner.key(), cast.stranger.key(), cast.second_vault);
    let receipt = vault.deposit_receipt(&owner, 1);
    let trial = Trial::new(
        "cancel_deposit",
        ix::cancel_deposit(&keys, &vault, &owner, 1, u64::MAX),
    )
    .wrong(owner, stranger, WrongOwner)
    .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
    .wrong(vault.vault, other.vault, WrongCustody)
    .wrong(receipt, vault.deposit_receipt(&stranger, 1), WrongOwner)
    .wrong(receipt, other.deposit_receipt(&owner, 1), WrongVault)
    // The program's own address stands for no record, and is not written to.
    .wrong(ballast::ID, vault.round(0), ConstraintMut)
    .wrong(ballast::ID, other.round(0), ConstraintSeeds)
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

fn claim_shares(walk: &mut Walk) {
    let (cast, keys, vault) = (walk.cast, walk.world.keys, walk.world.vault);
    let (owner, stranger, other) = (cast.owner.key(), cast.stranger.key(), cast.second_vault);
    let payer = cast.admin.pubkey();
    let create = ix::create_token_account(&payer, &owner, &vault.share_mint, &token::ID);
    walk.world.send(&[create], &[]).expect("a share account");
    let receipt = vault.deposit_receipt(&owner, 0);
    let trial = Trial::new("claim_shares", ix::claim_shares(&keys, &vault, &owner, 0))
        .wrong(owner, stranger, WrongOwner)
        .wrong(keys.market, cast.elsewhere.keys.market, WrongMarket)
        .wrong(vault.vault, other.vault, WrongMint)
        .wrong(receipt, vault.deposit_receipt(&stranger, 0), WrongOwner)
        .wrong(receipt, other.deposit_receipt(&owner, 0), WrongVault)
        .wrong(vault.round(0), vault.round(1), WrongRound)
        .wrong(vault.round(0), other.round(0), ConstraintSeeds)
        .wrong(vault.share_mint, other.share_mint, WrongMint)
        .wrong(vault.share_escrow, other.share_escrow, WrongCustody)
        .wrong(
            vault.share_account(&owner),
            keys.collateral_account(&owner, Kind::Call),
            MINT_MISMATCH,
        )
        .wrong(token::ID, token_2022::ID, ConstraintAddress);
    walk.step(trial);
}
