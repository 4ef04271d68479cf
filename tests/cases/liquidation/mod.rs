//! Liquidation: only the unhealthy, only as much as needed, for no more than the bonus.

mod measure;
mod refusals;
mod takeover;
