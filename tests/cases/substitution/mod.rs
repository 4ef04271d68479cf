//! Every instruction, with every account of it replaced by one of the same
//! type that belongs elsewhere: its own error, and no account changed.
//!
//! One life of a market is walked through. Each instruction is first tried
//! with each wrong account and then sent as it is, so that a refusal can have
//! no other reason than the account.

pub mod cast;
mod clearing;
mod governance;
mod margin;
mod market;
mod orders;
mod sale;
mod settlement;
mod trial;
mod vault;

use std::collections::BTreeSet;

use cast::Cast;
use trial::Walk;

use ballast_harness::Setup;
use option_risk::fees::FeeParams;

use crate::support::on_both_with;

/// The names of the program's instructions, from its own source.
fn instruction_names() -> BTreeSet<&'static str> {
    let source = include_str!("../../../programs/ballast/src/lib.rs");
    let program = source.split("pub mod ballast {").nth(1).expect("a program");
    let names = program.split("pub fn ").skip(1);
    names
        .map(|rest| rest.split(['(', '<']).next().expect("a name"))
        .collect()
}

#[test]
fn every_account_of_every_instruction_is_checked() {
    let mut setup = Setup::default();
    setup.vault.fees = FeeParams::default();
    on_both_with(&setup, |world| {
        let cast = Cast::gather(world);
        let mut walk = Walk::new(world, &cast);
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
        clearing::fund(&mut walk);
        clearing::backstop(&mut walk);
        settlement::walk(&mut walk);
        vault::roll_and_leave(&mut walk);
        orders::claim_fees(&mut walk);
        margin::leave(&mut walk);
        clearing::sweep(&mut walk);
        clearing::pin(&mut walk);
        assert_eq!(walk.finish(), instruction_names());
    });
}
