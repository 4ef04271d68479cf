//! Conservation: where every token of a mint is.

use anchor_lang::prelude::Pubkey;
use anyhow::{ensure, Result};
use option_risk::units::Kind;
use serde::Serialize;

use super::Tape;

/// Tokens of one mint, atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Tokens {
    /// Ever minted.
    pub minted: u64,
    /// Found: in wallets, in the insurance fund and in the program's accounts.
    pub found: u64,
    /// Of these, in the program's accounts.
    pub held: u64,
    /// Owed by the program.
    pub owed: u64,
}

/// Base and quote, after every invariant that can be seen from outside; fails if an atom is missing anywhere. `owners` are
/// all who have a wallet.
pub fn balanced(tape: &mut Tape, owners: &[Pubkey]) -> Result<[Tokens; 2]> {
    tape.audit()?;
    let books = Kind::ALL.map(|kind| count(tape, owners, kind));
    let at = crate::format::utc(tape.now());
    for tokens in &books {
        ensure!(
            tokens.found == tokens.minted && tokens.held >= tokens.owed,
            "the books do not balance at {at}: {tokens:?}"
        );
    }
    Ok(books)
}

fn count(tape: &mut Tape, owners: &[Pubkey], kind: Kind) -> Tokens {
    let world = &mut tape.world;
    let books = world.conservation(kind);
    let mut found = books.held + world.insurance(kind);
    for owner in owners {
        found += world.wallet(owner, kind);
    }
    Tokens {
        minted: world.supply(&world.keys.collateral_mint(kind)),
        found,
        held: books.held,
        owed: books.owed,
    }
}
