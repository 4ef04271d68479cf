//! The program's IDL: writing it, and telling what is stale about what is in the repository.

#![deny(missing_docs)]

pub mod describe;
pub mod fresh;
