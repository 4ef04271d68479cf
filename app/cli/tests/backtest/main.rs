//! `ballast backtest-breaker` and `backtest-margin` on recorded crashes and on files made up here.

mod events;
mod files;
mod margin;
mod run;
mod synthetic;
