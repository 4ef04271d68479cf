//! What can go wrong with a node.

use std::path::PathBuf;

/// Why a node does not start, go on or stop.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    /// No runtime to work in.
    #[error("no runtime for the node: {0}")]
    Runtime(std::io::Error),
    /// The simulator refused something.
    #[error("the simulator failed: {0}")]
    Simulator(String),
    /// The program file cannot be read.
    #[error("cannot read the program {path}: {source}")]
    ProgramFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The program file is no program that this node can run.
    #[error("{path} is no program that this node can run: {why}")]
    ProgramUnfit {
        /// The file.
        path: PathBuf,
        /// The loader's words.
        why: String,
    },
    /// The server could not be started, or ended.
    #[error("the RPC server does not run: {0}")]
    Server(String),
    /// The saved state cannot be read or written.
    #[error("cannot {what} {path}: {source}")]
    StateFile {
        /// `read` or `write`.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The saved state is not one of this version's.
    #[error("{path} holds no state that this version can go on from: {why}")]
    StateUnfit {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
}
