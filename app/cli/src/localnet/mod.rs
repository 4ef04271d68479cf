//! `ballast localnet`: a node on this machine with a market that lives.

mod args;
mod cast;
mod folder;
mod keeper_config;
mod opening;
mod page;
mod place;
mod prices;
mod residents;
mod run;
mod schedule;
mod source;
mod walk;
mod wall;

pub use args::Args;
pub use run::run;
