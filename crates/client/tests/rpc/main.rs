//! The node against a loopback one that behaves, or is told not to.

mod broken;
mod fate;
mod fees;
mod reading;
mod scene;
mod sending;
