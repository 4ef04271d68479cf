//! Which build of the program the node runs.

use std::{ops::Range, path::PathBuf};

use ballast_harness::{builtin, NativeChain};
use surfpool_core::surfnet::svm::SurfnetSvm;

use crate::NodeError;

/// How the program runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Program {
    /// As this process's own code: no compute units are counted and no events are logged.
    #[default]
    Native,
    /// As a built `.so`, metered and with its log, like on a cluster.
    File(PathBuf),
}

impl Program {
    /// Puts the program where its address says.
    pub(crate) fn install(&self, svm: &mut SurfnetSvm) -> Result<(), NodeError> {
        match self {
            Self::Native => {
                // The first bank of the process installs the system calls that native programs make.
                drop(NativeChain::start());
                svm.inner.svm.add_builtin(ballast::ID, builtin());
                Ok(())
            }
            Self::File(path) => {
                let bytes = std::fs::read(path).map_err(|source| NodeError::ProgramFile {
                    path: path.clone(),
                    source,
                })?;
                let added = svm.inner.svm.add_program(ballast::ID, &bytes);
                added.map_err(|why| NodeError::ProgramUnfit {
                    path: path.clone(),
                    why: unfit(&bytes, &why),
                })
            }
        }
    }
}

/// Where an ELF file of 64 bits keeps its flags: for Solana's programs the version of their bytecode.
const ELF_FLAGS: Range<usize> = 48..52;
/// How such a file begins.
const ELF_MAGIC: &[u8] = b"\x7fELF";

/// Why the loader does not take a file, in words that help.
fn unfit(bytes: &[u8], why: &impl std::fmt::Display) -> String {
    if !bytes.starts_with(ELF_MAGIC) {
        return "it is no ELF file".into();
    }
    let flags = bytes.get(ELF_FLAGS).and_then(|flags| flags.try_into().ok());
    match flags.map(u32::from_le_bytes) {
        Some(version) => format!(
            "{why}; its bytecode is SBPF v{version}, and this node runs what clusters run today, v0 \
             (`anchor build` writes that)"
        ),
        None => "it is cut short".into(),
    }
}
