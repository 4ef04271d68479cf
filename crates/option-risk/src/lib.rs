//! Ballast's risk decisions as pure functions over plain data.
//!
//! The on-chain program, its client, the keeper, the simulator and the page call exactly these functions, so that all of
//! them agree to the last atom. Nothing here reads a clock, an account or an environment.
//!
//! # Units
//! Prices are `u64` in the feed's own units, money is `u64` atoms, contracts are atoms with the base token's decimals,
//! time is `i64` unix seconds, ratios are `u32` basis points and volatilities are annualised [`option_math::Vol`].
//! Functions that round say which way in their name or their documentation, and never against the pool.
//!
//! # State
//! Structs kept in accounts are `#[repr(C)]` and `bytemuck::Pod`, without implicit padding or 128-bit fields. Parameter
//! structs carry their defaults and the hard bounds that no governance can leave.
//!
//! Feature `idl` describes both in the program's IDL: Anchor's `zero_copy` then derives what the state structs derive.

// The description is made of strings and maps.
#![cfg_attr(not(feature = "idl"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub mod book;
pub mod breaker;
pub mod buyback;
pub mod calendar;
pub mod error;
pub mod fees;
pub mod flow;
pub mod governance;
pub mod hedge;
pub mod liquidation;
pub mod margin;
pub mod nav;
mod numeric;
pub mod open_interest;
pub mod oracle;
pub mod ring;
pub mod sale;
pub mod schedule;
pub mod settlement;
pub mod shares;
pub mod state;
pub mod units;
pub mod valuation;
pub mod vol;
pub mod waterfall;
#[cfg(feature = "borsh")]
mod wire;

pub use error::{Result, RiskError};
pub use units::{Kind, Scale};
