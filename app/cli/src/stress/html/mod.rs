//! Results as documents: one file each, with nothing to fetch and nothing to run.

mod document;
mod figures;
mod replay;
mod study;
mod style;
mod summary;
mod sweep;
mod tables;

pub use replay::replay;
pub use study::study;
pub use sweep::sweep;

/// A picture, and what it says.
pub struct Figure {
    /// Below it, and read out in its place.
    pub caption: String,
    /// A whole `svg` element.
    pub svg: String,
}
