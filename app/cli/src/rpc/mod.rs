//! A node: what commands read from it and send to it.

mod desk;
mod node;
mod send;
mod series;
mod vault;
mod wallet;
mod words;
mod wrap;

use std::path::PathBuf;

use anchor_lang::prelude::Pubkey;
use anyhow::Result;
use serde::Serialize;

pub use ballast_client::rpc::Refused;
pub use desk::Desk;
pub use node::Node;
pub use send::Sent;
pub use series::{kind_of, series_name, SeriesName};
pub use vault::{VaultArgs, VaultDesk};
pub use wallet::Signing;
pub use words::{told, words};

use crate::page;

// Which market a command is about, and where its report goes. A doc comment here would become the command's own.
#[derive(clap::Args)]
pub struct Target {
    /// RPC of a node
    #[arg(long, default_value = "http://127.0.0.1:8899")]
    pub url: String,
    /// The market's address
    #[arg(long, value_name = "ADDRESS")]
    pub market: Pubkey,
    /// Writes the same as JSON
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

impl Target {
    /// Writes a report where the command line wants one.
    pub fn write_json(&self, report: &impl Serialize) -> Result<()> {
        match &self.json {
            Some(path) => page::write_json(report, path),
            None => Ok(()),
        }
    }
}
