//! What is kept on disk: wallets, addresses, a keeper's configuration, the state to go on from.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use solana_keypair::Keypair;

/// A run's folder.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if there is none.
    pub fn at(path: &Path) -> Result<Self> {
        fs::create_dir_all(path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self(path.to_owned()))
    }

    /// The state that [`ballast_localnet::Node::resume`] goes on from.
    pub fn state(&self) -> PathBuf {
        self.0.join("state.bin")
    }

    /// The keeper's configuration.
    pub fn keeper_config(&self) -> PathBuf {
        self.0.join("keeper.toml")
    }

    /// The addresses.
    pub fn addresses(&self) -> PathBuf {
        self.0.join("addresses.json")
    }

    /// Where a wallet is kept.
    pub fn wallet(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.json"))
    }

    /// Forgets the last run's state.
    pub fn forget(&self) -> Result<()> {
        let path = self.state();
        if path.exists() {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
        Ok(())
    }

    /// Writes a keypair that nobody but its owner can read, as Solana's tools do.
    pub fn write_wallet(&self, name: &str, wallet: &Keypair) -> Result<()> {
        let text = serde_json::to_string(&wallet.to_bytes().to_vec())?;
        let path = self.wallet(name);
        write_private(&path, &text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Writes a text.
    pub fn write(&self, path: &Path, text: &str) -> Result<()> {
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
    }
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    // An older file would keep its mode.
    if path.exists() {
        fs::remove_file(path)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}
