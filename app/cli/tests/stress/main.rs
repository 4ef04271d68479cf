//! `ballast stress`: the lab from the command line.

mod gamma;
mod lab;
mod run;
