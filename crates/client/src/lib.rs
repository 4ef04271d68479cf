//! Rust SDK for the Ballast program: addresses, instruction builders, account
//! decoding and views. Views call the very functions the program runs.

#![deny(missing_docs)]

pub mod accounts;
pub mod address;
pub mod errors;
pub mod instructions;
pub mod params;
pub mod views;

pub use address::{MarketKeys, SeriesKeys, VaultKeys};
pub use ballast;
pub use ballast::ID as PROGRAM_ID;
pub use option_math;
pub use option_risk;
