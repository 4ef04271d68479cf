//! A local node: a Solana RPC server with the program in it, whose clock is the caller's.
//!
//! It is Surfpool's simulator (LiteSVM behind Solana's JSON-RPC and WebSocket interfaces) in this process. Wallets,
//! explorers and keepers talk to it as to a validator. Blocks come when [`Node::tick`] is called, so time may run at
//! any speed and an oracle's print appears in the same instant as the time it is of.
//!
//! [`Node`] is a [`ballast_harness::Chain`]: a [`ballast_harness::World`] builds markets on it as on the embedded
//! chains of the tests, before or while it serves.

#![deny(missing_docs)]

mod chain;
mod error;
mod node;
mod program;
mod saved;
mod server;

pub use error::NodeError;
pub use node::{Node, Options};
pub use program::Program;
pub use server::Ports;
