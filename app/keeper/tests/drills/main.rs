//! Failures played through on the local node: a silent oracle, a dead keeper and an empty insurance fund, with the keeper as
//! the process that an operator runs; new code on old accounts, and a market that everybody leaves while it is shut.
//!
//! `docs/drills.md` says what each comes to. Its figures are the lines that begin with `drill`:
//!
//!     cargo test --release --locked --workspace --test drills -- --nocapture | grep -a ^drill

mod books;
mod drill;
mod halted;
mod insurance_empty;
mod keeper;
mod keeper_dead;
mod oracle_dead;
mod upgrade;
