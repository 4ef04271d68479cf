//! Where results go: standard output, or a file that appears whole or not at all.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

use anyhow::{Context, Result};

/// Has `produce` write to `path`; to standard output without one or for `-`.
///
/// A regular file takes its name only when it is complete, so that a failure leaves what was there before; the input
/// itself may be named. Anything else (a pipe, a device) is written in place.
pub fn write(
    path: Option<&Path>,
    produce: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<()> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        return produce(&mut io::stdout().lock());
    };
    // A link stays one.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let cannot = || format!("cannot write {}", path.display());
    match fs::metadata(path) {
        Ok(known) if !known.is_file() => produce(
            &mut File::options()
                .write(true)
                .open(path)
                .with_context(cannot)?,
        ),
        known => {
            let mut draft = Draft::new(path).with_context(cannot)?;
            if let Ok(known) = known {
                let permissions = known.permissions();
                draft
                    .file
                    .set_permissions(permissions)
                    .with_context(cannot)?;
            }
            produce(&mut draft.file)?;
            draft.publish(path).with_context(cannot)
        }
    }
}

/// A file beside the one to be, removed unless published.
struct Draft {
    path: PathBuf,
    file: File,
}

impl Draft {
    fn new(target: &Path) -> io::Result<Self> {
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let mut draft = name.to_owned();
        draft.push(format!(".{}.part", process::id()));
        let path = target.with_file_name(draft);
        let file = File::create(&path)?;
        Ok(Self { path, file })
    }

    /// On disk before it has its name, or a power cut could leave the name alone.
    fn publish(self, target: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, target)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Gone already once published; and a draft that stays is better than an error hidden behind this one.
        let _ = fs::remove_file(&self.path);
    }
}
