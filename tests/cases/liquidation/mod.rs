//! Liquidation: only the unhealthy, only as much as needed, for no more than the bonus.

mod auction;
mod backstop;
mod burn;
mod measure;
mod refusals;
mod takeover;
