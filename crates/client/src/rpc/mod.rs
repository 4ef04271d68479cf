//! A node: reading the program's accounts and sending transactions that act once.
//!
//! Cargo feature `rpc`. [`Node`] is asynchronous and cheap to clone; every request of it is bounded by one timeout,
//! and whatever a node answers is an error at worst, never a panic.
//!
//! ```no_run
//! use ballast_client::{
//!     ballast::state::MarginAccount,
//!     instructions as ix,
//!     rpc::{keypair, offsets, Naming, Node, Policy, SendError},
//!     views,
//! };
//!
//! # async fn run(address: anchor_lang::prelude::Pubkey) -> Result<(), Box<dyn std::error::Error>> {
//! let node = Node::at("http://127.0.0.1:8899");
//! let me = keypair::read("id.json".as_ref())?;
//! let (market, now) = node.market(&address).await?;
//! let keys = node.market_keys(&address, &market).await?;
//! let of_market = Naming { offset: offsets::MARGIN_MARKET_AT, key: &address };
//! for (_, account) in node.all::<MarginAccount>(Some(of_market)).await? {
//!     let unhealthy = views::health(&market, &account, now)?.is_liquidatable();
//!     if !unhealthy || account.flagged_ts != 0 {
//!         continue;
//!     }
//!     let flag = ix::flag_account(&keys, &account.owner, account.kind()?);
//!     match node.send(&[&me], &[flag], &Policy::default()).await {
//!         Ok(sent) => println!("flagged {} in {}", account.owner, sent.signature),
//!         Err(SendError::Refused(refused)) => println!("left {}: {refused}", account.owner),
//!         Err(error) => return Err(error.into()),
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod error;
mod fate;
mod fees;
mod find;
pub mod keypair;
mod market;
mod node;
pub mod offsets;
mod outcome;
mod policy;
mod refused;
mod send;
mod shown;
mod simulate;
mod wire;

pub use error::RpcError;
pub use fate::{Sighting, SLACK};
pub use find::Naming;
pub use market::CLOCK;
pub use node::{Held, Node, Reading, AT_ONCE};
pub use outcome::{outcome, Outcome};
pub use policy::Policy;
pub use refused::Refused;
pub use send::{SendError, Sent, Unsendable};
pub use shown::shown;
pub use simulate::Simulated;
