//! `ballast backtest-breaker`, `backtest-margin`, `backtest-vault` and `backtest-hedge` on recorded prices and on files made up here.

mod events;
mod files;
mod hedge;
mod margin;
#[path = "../common/recorded.rs"]
mod recorded;
mod run;
mod synthetic;
mod vault;
mod vault_page;
