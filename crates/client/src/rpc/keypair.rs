//! Keypair files as the Solana tools write them.
//!
//! ```
//! # #[cfg(unix)] {
//! use std::{fs, os::unix::fs::PermissionsExt};
//!
//! use ballast_client::rpc::keypair;
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("id.json");
//! let new = solana_keypair::Keypair::new();
//! fs::write(&path, serde_json::to_string(&new.to_bytes().to_vec())?)?;
//! fs::set_permissions(&path, fs::Permissions::from_mode(0o644))?;
//! let refused = keypair::read(&path).unwrap_err();
//! assert!(refused.to_string().starts_with("others can read it (mode 644); run `chmod 600 "));
//!
//! fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
//! assert_eq!(keypair::read(&path)?, new);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::{fs, io, path::Path};

use solana_keypair::Keypair;

/// Why a keypair file is refused. Nothing of what it holds is quoted.
#[derive(Debug, thiserror::Error)]
pub enum KeypairError {
    /// The file cannot be read.
    #[error("{0}")]
    Unreadable(#[from] io::Error),
    /// Others than its owner can read it.
    #[error("others can read it (mode {mode:03o}); run `chmod 600 {path}`")]
    Public {
        /// The file's permissions.
        mode: u32,
        /// The file.
        path: String,
    },
    /// Not JSON of bytes.
    #[error("not a JSON array of 64 numbers from 0 to 255")]
    NotBytes,
    /// Too few or too many of them.
    #[error("{0} numbers, not 64")]
    WrongLength(usize),
    /// Secret and public key do not belong together.
    #[error("its second half is not the public key of its first")]
    Mismatch,
}

/// Reads a keypair, a JSON array of 64 numbers, from a file that nobody but its owner can read.
pub fn read(path: &Path) -> Result<Keypair, KeypairError> {
    require_private(path)?;
    let text = fs::read_to_string(path)?;
    // What serde says of a file quotes from it.
    let bytes: Vec<u8> = serde_json::from_str(&text).map_err(|_| KeypairError::NotBytes)?;
    if bytes.len() != 64 {
        return Err(KeypairError::WrongLength(bytes.len()));
    }
    Keypair::try_from(bytes.as_slice()).map_err(|_| KeypairError::Mismatch)
}

#[cfg(unix)]
fn require_private(path: &Path) -> Result<(), KeypairError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode() & 0o777;
    match mode & 0o077 {
        0 => Ok(()),
        _ => Err(KeypairError::Public {
            mode,
            path: path.display().to_string(),
        }),
    }
}

#[cfg(not(unix))]
fn require_private(_: &Path) -> Result<(), KeypairError> {
    Ok(())
}
