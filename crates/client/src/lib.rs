//! Rust SDK for the Ballast program: addresses, instruction builders, account
//! decoding and views. Views call the very functions the program runs.
//!
//! ```
//! use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
//! use ballast_client::{accounts, instructions, views, MarketKeys, SeriesKeys};
//!
//! fn liquidation(
//!     keys: &MarketKeys,
//!     series: &SeriesKeys,
//!     (market_data, account_data): (&[u8], &[u8]),
//!     (me, owner): (&Pubkey, &Pubkey),
//!     now: i64,
//!     contracts: u64,
//! ) -> Option<Instruction> {
//!     let market = accounts::decode_market(market_data)?;
//!     let account = accounts::decode(account_data)?;
//!     if views::health(&market, &account, now).ok()?.is_liquidatable() {
//!         return Some(instructions::liquidate(keys, series, me, owner, contracts));
//!     }
//!     None
//! }
//! ```

#![deny(missing_docs)]

pub mod accounts;
pub mod address;
pub mod errors;
pub mod events;
pub mod instructions;
pub mod params;
pub mod views;

pub use address::{MarketKeys, SeriesKeys, VaultKeys};
pub use ballast;
pub use ballast::ID as PROGRAM_ID;
pub use option_math;
pub use option_risk;
