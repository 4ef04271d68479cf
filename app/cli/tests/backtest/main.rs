//! `ballast backtest-breaker` on recorded crashes and on files made up here.

mod events;
mod files;
mod run;
mod synthetic;
