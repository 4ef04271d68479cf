//! `ballast status` against a node that serves a real market.

#[path = "../node/mod.rs"]
mod node;
mod stages;
mod table;
