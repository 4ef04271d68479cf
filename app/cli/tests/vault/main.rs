//! Vaults, hedges and buy-backs on the command line, against a node that runs what it is sent.

mod buybacks;
mod hedges;
mod life;
mod puts;
mod queue;
mod refusals;
mod rolls;
mod scene;
#[path = "../node/shop.rs"]
mod shop;
mod show;
#[path = "../node/sol.rs"]
mod sol;
mod wrapped;
