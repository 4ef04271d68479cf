//! What somebody might try for profit or to harm, each with the figures of why it does not pay, or of how far it does.
//! Every case runs natively under solana-program-test and on the built `.so` under LiteSVM, and the books must balance
//! after it.

mod donation;
mod dust_griefing;
mod expiry_print_selection;
mod flag_griefing;
mod halting_on_purpose;
mod inflation;
mod keeping_in_throttle;
mod ledger;
mod liquidator_is_borrower;
mod racing_the_reopening;
mod sandwich_around_roll;
mod sandwich_around_sale;
mod self_liquidation;

use ballast_harness::{scenes, support};
