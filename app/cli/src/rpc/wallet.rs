//! The keypair a command signs with.

use std::path::PathBuf;

use anyhow::{Context, Result};
use ballast_client::rpc::keypair;
use solana_keypair::Keypair;

// Who signs. A doc comment here would become the command's own.
#[derive(clap::Args)]
pub struct Signing {
    /// The signer's keypair, a JSON array of 64 numbers [default: ~/.config/solana/id.json]
    #[arg(long, value_name = "FILE")]
    keypair: Option<PathBuf>,
}

impl Signing {
    /// Reads the keypair that the command line names, if it does: for what needs none.
    pub fn named_keypair(&self) -> Result<Option<Keypair>> {
        self.keypair.is_some().then(|| self.keypair()).transpose()
    }

    /// Reads the keypair.
    pub fn keypair(&self) -> Result<Keypair> {
        let path = match &self.keypair {
            Some(path) => path.clone(),
            None => default_path()?,
        };
        keypair::read(&path).with_context(|| format!("keypair {}", path.display()))
    }
}

fn default_path() -> Result<PathBuf> {
    let home = std::env::home_dir().context("no home directory; name a file with --keypair")?;
    Ok(home.join(".config/solana/id.json"))
}
