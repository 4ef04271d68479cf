//! The Ballast keeper: it records prints, keeps auctions, liquidates, settles, rolls and hedges, as anybody may.
//!
//! [`mirror`] is what it knows of the chain, [`jobs`] what it finds due on that, [`exec`] how that is sent, [`run`] the
//! loop around them. Every decision is the program's own code, run on accounts that were read together; nothing is
//! decided by the machine's clock.

#![deny(missing_docs)]

pub mod backoff;
pub mod config;
pub mod exec;
pub mod jobs;
pub mod metrics;
pub mod mirror;
pub mod report;
pub mod revalue;
pub mod run;
pub mod terms;
pub mod view;
pub mod words;
