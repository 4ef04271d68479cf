//! The cases, each on both back ends: natively under solana-program-test, and
//! the built `.so` under LiteSVM where it exists.

mod book;
mod breaker;
mod buyback;
mod caps;
mod docs;
mod errors;
mod governance;
mod hedge;
mod layout;
mod lifecycle;
mod liquidation;
mod margin;
mod margin_volatility;
mod markets;
mod mints;
mod oracle;
mod series;
mod settlement;
mod spreads;
mod substitution;
mod vault;
mod what_if;

use ballast_harness::{scenes, support};
