//! Vectors, printed values and properties of the mathematics, in one binary.

mod common;
// Beside `common`, for the compute units' tool takes in one without the other.
#[path = "common/errors.rs"]
mod errors;
#[path = "common/inputs.rs"]
mod inputs;

mod bounds;
mod carried;
mod carried_properties;
mod domain;
mod implied;
mod kernels;
mod monotone;
mod no_panic;
mod options;
mod properties;
mod published;

/// Options, their prices and Greeks.
const OPTIONS: &str = include_str!("vectors/options.csv");
