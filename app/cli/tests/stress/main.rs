//! `ballast stress`: the lab from the command line.

mod gamma;
mod lab;
#[path = "../common/recorded.rs"]
mod recorded;
mod run;
