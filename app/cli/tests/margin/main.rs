//! Margin accounts on the command line, against a node that runs what it is sent.

mod halt;
mod life;
mod line;
#[path = "../node/mod.rs"]
mod node;
mod refusals;
mod scene;
mod shop;
mod show;
mod spread;
mod wrapped;
