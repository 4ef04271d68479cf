//! A program that runs one function of `option-math`, or of the peer, on one case.
//!
//! Instruction data: an operation, then a case of six numbers. What it computes goes to the return data, so that a
//! caller can compare it with its own machine's. The operation [`Op::Nothing`] costs what the others cost beside the
//! function. The byte 255 before an operation asks where its wrapper lies in the built program, for an inspection of what it
//! calls.
#![cfg_attr(target_os = "solana", no_std)]
#![deny(missing_docs)]

#[cfg(target_os = "solana")]
mod entry;
mod op;
mod ours;
mod peer;
mod probe;

pub use op::{Case, Op, Output, CASE_WORDS, OUTPUT_WORDS};
