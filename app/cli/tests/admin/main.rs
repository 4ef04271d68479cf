//! A deployment at the command line: brought about, changed and handed over, against a node that runs what it is sent.

mod changes;
mod commands;
mod feeds;
mod first;
mod handover;
mod page;
mod refusals;
mod roles;
mod scene;
mod standing;
