//! `ballast status` against a node that serves a real market.

mod node;
mod stages;
