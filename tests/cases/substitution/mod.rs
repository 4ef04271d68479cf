//! Every instruction, with everything that can be wrong with its accounts: its own error, and no account changed.
//!
//! One life of a market is walked through. Each instruction is first tried
//! with each wrong account and then sent as it is, so that a refusal can have
//! no other reason than the account. What is wrong is
//! - written down by the step: an account of the same type that belongs elsewhere in its place;
//! - or follows from the IDL and the chain: a signature or a write lock that is missing ([`privileges`]), an account of
//!   the program in a state that it must not be in ([`corruption`]), one account in two places ([`duplicates`]).
//!
//! The life is walked a second time with the base under one token program and the quote under the other: there each can
//! be in the other's place ([`token_programs`]).
//!
//! An instruction or an account of the IDL that a walk does not pass by fails the test.

mod attempt;
pub mod cast;
mod clearing;
mod corruption;
mod duplicates;
mod exceptions;
mod governance;
mod idl;
mod insurance;
mod leaving;
mod margin;
mod market;
mod orders;
mod privileges;
mod quiet;
mod sale;
mod settlement;
mod token_programs;
mod trial;
mod vault;
mod walk;

use std::collections::BTreeSet;

use anchor_spl::token_2022;
use ballast_harness::{Setup, World};
use option_risk::fees::FeeParams;

use attempt::{Attempt, Way};
use cast::Cast;
use idl::{Call, Idl};
use trial::Trial;
use walk::{Tries, Walk};

use crate::support::on_both_with;

#[test]
fn every_account_of_every_instruction_is_checked() {
    quiet::about_refused_calls();
    on_both_with(&setup(), |world| {
        let untried = exceptions::untried(&live(world, everything));
        assert!(untried.is_empty(), "nothing tried these: {untried:?}");
    });
}

#[test]
fn neither_token_program_stands_in_for_the_other() {
    let setup = Setup {
        quote_program: token_2022::ID,
        ..setup()
    };
    on_both_with(&setup, |world| {
        let tried = live(world, |_, _, call, _| token_programs::attempts(call));
        let is_of = |account: &str| tried.iter().any(|(_, it)| it.ends_with(account));
        for role in ["base_", "quote_", "collateral_", "."] {
            let account = format!("{role}token_program");
            assert!(is_of(&account), "{account} has never been another");
        }
    });
}

/// A vault with fees to claim.
fn setup() -> Setup {
    let mut setup = Setup::default();
    setup.vault.fees = FeeParams::default();
    setup
}

/// Everything that can be wrong with each account.
fn everything(world: &mut World, idl: &Idl, call: &Call, trial: &Trial) -> Vec<Attempt> {
    trial.require_complete(call);
    let mut attempts: Vec<Attempt> = trial.attempts().collect();
    attempts.extend(privileges::attempts(world, call));
    attempts.extend(corruption::attempts(world, idl, call));
    attempts.extend(duplicates::attempts(world, idl, call));
    attempts
}

/// The life of a market, with every instruction tried first; what was tried.
fn live(world: &mut World, tries: Tries) -> BTreeSet<(Way, String)> {
    let cast = Cast::gather(world);
    let mut walk = Walk::new(world, &cast, tries);
    market::walk(&mut walk);
    governance::walk(&mut walk);
    vault::queue(&mut walk);
    sale::sell(&mut walk);
    margin::write_and_close(&mut walk);
    clearing::deposit_options(&mut walk);
    clearing::net(&mut walk);
    let puts = orders::sell_puts(&mut walk);
    orders::cross(&mut walk, &puts);
    orders::buy_back(&mut walk, &puts);
    sale::hedge(&mut walk);
    margin::sink(&mut walk);
    clearing::flag(&mut walk);
    clearing::burn(&mut walk);
    margin::liquidate(&mut walk);
    insurance::fund(&mut walk);
    insurance::backstop(&mut walk);
    settlement::walk(&mut walk);
    leaving::roll_and_leave(&mut walk);
    leaving::reclaim_deposit(&mut walk);
    orders::claim_fees(&mut walk);
    margin::leave(&mut walk);
    insurance::sweep(&mut walk);
    settlement::pin(&mut walk);
    walk.finish()
}
