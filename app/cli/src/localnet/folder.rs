//! What is kept on disk: wallets, addresses, a keeper's configuration, the state to go on from.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use anyhow::{bail, ensure, Context, Result};
use solana_keypair::Keypair;

/// Locked for as long as a run uses the folder.
const LOCK: &str = ".lock";

/// A run's folder, and nobody else's meanwhile.
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Makes the folder if there is none. Fails if another run uses it.
    pub fn lock(path: &Path) -> Result<Self> {
        let name = path.display();
        fs::create_dir_all(path).with_context(|| format!("cannot make {name}"))?;
        let mut options = OpenOptions::new();
        let lock = options.create(true).append(true).open(path.join(LOCK));
        let lock = lock.with_context(|| format!("cannot lock {name}"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("another `ballast localnet` runs in {name}; --folder takes another one")
            }
            Err(TryLockError::Error(why)) => {
                return Err(why).with_context(|| format!("cannot lock {name}"))
            }
        }
        Ok(Self {
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// The state that [`ballast_localnet::Node::resume`] goes on from.
    pub fn state(&self) -> PathBuf {
        self.path.join("state.bin")
    }

    /// The keeper's configuration.
    pub fn keeper_config(&self) -> PathBuf {
        self.path.join("keeper.toml")
    }

    /// The addresses.
    pub fn addresses(&self) -> PathBuf {
        self.path.join("addresses.json")
    }

    /// Where a wallet is kept.
    pub fn wallet(&self, name: &str) -> PathBuf {
        self.path.join(format!("{name}.json"))
    }

    /// Fails if a wallet's place is taken by anything but that wallet: it may be somebody's only copy of a key.
    pub fn check_wallets(&self, wallets: &[(String, Keypair)]) -> Result<()> {
        for (name, wallet) in wallets {
            let path = self.wallet(name);
            let found = match fs::read(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                found => found.with_context(|| format!("cannot read {}", path.display()))?,
            };
            let found: Option<Vec<u8>> = serde_json::from_slice(&found).ok();
            ensure!(
                found.is_some_and(|found| found == wallet.to_bytes()),
                "{} is not the local node's `{name}`, and is left as it is: move it away, or take another --folder",
                path.display()
            );
        }
        Ok(())
    }

    /// Writes keypairs that nobody but their owner can read, as Solana's tools do; see [`Self::check_wallets`].
    pub fn write_wallets(&self, wallets: &[(String, Keypair)]) -> Result<()> {
        for (name, wallet) in wallets {
            let text = serde_json::to_string(&wallet.to_bytes().to_vec())?;
            let path = self.wallet(name);
            write_private(&path, &text)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn told<T>(outcome: Result<T>) -> String {
        outcome.err().expect("a refusal").to_string()
    }

    #[test]
    fn a_folder_is_one_runs_at_a_time() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("node");
        let folder = Folder::lock(&path).unwrap();
        let told = told(Folder::lock(&path));
        assert!(told.contains(&format!("runs in {}", path.display())));
        drop(folder);
        Folder::lock(&path).unwrap();
    }

    #[test]
    fn a_key_of_somebodys_is_never_written_over() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::lock(home.path()).unwrap();
        let wallet = |name: &str| (name.to_owned(), Keypair::new());
        let wallets = [wallet("visitor"), wallet("authority")];
        folder.check_wallets(&wallets).unwrap();
        folder.write_wallets(&wallets).unwrap();
        folder.check_wallets(&wallets).unwrap();
        for foreign in ["", "[1, 2]", &format!("{:?}", Keypair::new().to_bytes())] {
            fs::write(folder.wallet("authority"), foreign).unwrap();
            let told = told(folder.check_wallets(&wallets));
            assert!(told.contains("not the local node's `authority`"), "{told}");
        }
    }
}
