//! `ballast status` against a node that serves a real market.

mod stages;
mod table;
