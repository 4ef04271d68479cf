//! Rust SDK for the Ballast program: addresses, instructions, decoded accounts, and views of them.
//!
//! Views call the very functions the program runs: what an account is worth here it is worth there, bit for bit.
//! Nothing in this crate but `rpc` needs a network; where accounts come from is the caller's affair.
//!
//! | module | what for |
//! |---|---|
//! | [`address`] | addresses of markets, series, vaults, accounts |
//! | [`accounts`] | bytes to accounts |
//! | [`instructions`] | one builder per instruction of the program |
//! | [`views`] | health, what-if, liquidations, Greeks, what is due |
//! | [`reports`] | the same as data, for JSON and the web page |
//! | [`events`] | transaction logs to events |
//! | [`errors`] | error numbers to text with advice |
//! | [`params`] | parameter files |
//! | `rpc` | a node: reading, finding, sending once (cargo feature `rpc`) |
//! | [`example`] | a market out of thin air, for examples and tests |
//!
//! # A tour
//!
//! Addresses follow from a market's, and accounts from their bytes:
//!
//! ```
//! use anchor_lang::{AccountSerialize, Discriminator};
//! use ballast_client::{
//!     accounts,
//!     ballast::state::{MarginAccount, Market},
//!     example::{self, DOLLAR, OWNER, SOL},
//!     option_risk::units::Kind,
//!     SeriesKeys,
//! };
//!
//! let keys = example::keys();
//! let address = keys.margin_account(&OWNER, Kind::Call);
//! let series = SeriesKeys::derive(&keys, Kind::Call, 210 * DOLLAR, example::EXPIRY);
//! assert_ne!(address, series.series);
//!
//! // As any RPC hands them out: a market is plain memory behind eight bytes that say what it is ...
//! let market = example::market(200 * DOLLAR)?;
//! let bytes = [Market::DISCRIMINATOR, bytemuck::bytes_of(&*market)].concat();
//! let market = accounts::decode_market(&bytes).ok_or("no market")?;
//! assert_eq!(market.risk.price, 200 * DOLLAR);
//! // ... and everything else is Borsh behind them.
//! let mut bytes = Vec::new();
//! example::writer(10, 210 * DOLLAR, 3)?.try_serialize(&mut bytes)?;
//! let account: MarginAccount = accounts::decode(&bytes).ok_or("no margin account")?;
//! assert_eq!(account.short_of(&series.series), 10 * SOL);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What an account must hold, and what it would have to if something were different:
//!
//! ```
//! use ballast_client::{example::{self, DOLLAR, NOW}, views::{self, WhatIf}};
//!
//! let market = example::market(200 * DOLLAR)?;
//! let account = example::writer(10, 210 * DOLLAR, 3)?;
//! let health = views::health(&market, &account, NOW)?;
//! println!("{health}"); // collateral 3000000000, maintenance ... (spot +3/3 range, vol up), initial ...
//! assert!(health.collateral >= health.initial.required);
//!
//! let rally = WhatIf { spot_bps: 3_500, ..WhatIf::default() };
//! let then = views::what_if(&market, &account, &rally, NOW)?;
//! assert!(then.is_liquidatable());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A liquidation, before it is sent: the program's own plan, and the instruction that carries it out.
//!
//! ```
//! use ballast_client::{
//!     errors::{code, describe},
//!     example::{self, DOLLAR, NOW, OWNER},
//!     instructions as ix,
//!     option_risk::liquidation::Means,
//!     views, SeriesKeys,
//! };
//!
//! let market = example::market(270 * DOLLAR)?;
//! let account = example::writer(10, 210 * DOLLAR, 3)?;
//! let short = views::heaviest_short(&market, &account, NOW)?.ok_or("no short")?;
//! let most = u64::MAX;
//! let found = views::liquidation(&market, &account, &short.series, Means::Takeover, most, NOW);
//! let found = found.map_err(|refused| describe(code(refused)))?;
//! println!("{} atoms for {}, bonus {} bps", found.plan.contracts, found.received, found.bonus_bps);
//! assert!(found.received > found.plan.mark);
//! assert!(found.plan.health_after_bps > found.plan.health_before_bps);
//!
//! let (keys, me) = (example::keys(), anchor_lang::prelude::Pubkey::new_from_array([9; 32]));
//! let series = SeriesKeys::derive(&keys, account.kind()?, short.strike, short.expiry_ts);
//! let instruction = ix::liquidate(&keys, &series, &me, &OWNER, found.plan.contracts);
//! assert_eq!(ix::name(&instruction.data), Some("liquidate"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What came of it is in the log, and why not is in the error's number: see [`events`] and [`errors`]. To read all of
//! this from a node, and to send it, there is `rpc`.

#![deny(missing_docs)]

pub mod accounts;
pub mod address;
pub mod amounts;
pub mod errors;
pub mod events;
pub mod example;
pub mod instructions;
pub mod params;
pub mod reports;
#[cfg(feature = "rpc")]
pub mod rpc;
pub mod views;

pub use address::{MarketKeys, SeriesKeys, VaultKeys};
pub use ballast;
pub use ballast::ID as PROGRAM_ID;
pub use option_math;
pub use option_risk;
