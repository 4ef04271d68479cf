//! Every instruction, with everything that can be wrong with its accounts: its own error, and no account changed.
//!
//! One life of a market is walked through. Each instruction is first tried
//! with each wrong account and then sent as it is, so that a refusal can have
//! no other reason than the account. What is wrong is
//! - written down by the step: an account of the same type that belongs elsewhere in its place;
//! - or follows from the IDL and the chain: a signature or a write lock that is missing ([`privileges`]), an account of
//!   the program in a state that it must not be in ([`corruption`]), one account in two places ([`duplicates`]).
//!
//! An instruction or an account of the IDL that the walk does not pass by fails the test.

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
mod trial;
mod vault;
mod walk;

use cast::Cast;
use walk::Walk;

use ballast_harness::Setup;
use option_risk::fees::FeeParams;

use crate::support::on_both_with;

#[test]
fn every_account_of_every_instruction_is_checked() {
    quiet::about_refused_calls();
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
        insurance::fund(&mut walk);
        insurance::backstop(&mut walk);
        settlement::walk(&mut walk);
        leaving::roll_and_leave(&mut walk);
        leaving::reclaim_deposit(&mut walk);
        orders::claim_fees(&mut walk);
        margin::leave(&mut walk);
        insurance::sweep(&mut walk);
        settlement::pin(&mut walk);
        walk.finish();
    });
}
