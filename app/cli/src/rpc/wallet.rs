//! The keypair a command signs with.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{ensure, Context, Result};
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
        read(&path).with_context(|| format!("keypair {}", path.display()))
    }
}

fn default_path() -> Result<PathBuf> {
    let home = std::env::home_dir().context("no home directory; name a file with --keypair")?;
    Ok(home.join(".config/solana/id.json"))
}

/// Reads a keypair file that nobody but its owner can.
fn read(path: &Path) -> Result<Keypair> {
    require_private(path)?;
    let text = fs::read_to_string(path)?;
    // What serde says of a file quotes from it.
    let bytes: Vec<u8> = serde_json::from_str(&text)
        .ok()
        .context("not a JSON array of 64 numbers from 0 to 255")?;
    ensure!(bytes.len() == 64, "{} numbers, not 64", bytes.len());
    let keypair = Keypair::try_from(bytes.as_slice()).ok();
    keypair.context("its second half is not the public key of its first")
}

#[cfg(unix)]
fn require_private(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode() & 0o777;
    ensure!(
        mode & 0o077 == 0,
        "others can read it (mode {mode:03o}); run `chmod 600 {}`",
        path.display()
    );
    Ok(())
}

#[cfg(not(unix))]
fn require_private(_: &Path) -> Result<()> {
    Ok(())
}
