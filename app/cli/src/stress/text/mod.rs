//! Results as pages for a terminal; their numbers and tables are the documents' too.

pub mod cells;
pub mod days;
#[cfg(test)]
pub mod fixture;
pub mod grid;
pub mod grids;
pub mod names;
mod replay;
mod study;
mod sweep;

pub use replay::replay;
pub use study::study;
pub use sweep::sweep;
