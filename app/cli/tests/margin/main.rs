//! Margin accounts on the command line, against a node that runs what it is sent.

mod cranks;
mod halt;
mod life;
mod refusals;
mod scene;
#[path = "../node/shop.rs"]
mod shop;
mod show;
#[path = "../node/sol.rs"]
mod sol;
mod spread;
mod wrapped;
