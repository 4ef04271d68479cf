//! The cases, each on both back ends: natively under solana-program-test, and
//! the built `.so` under LiteSVM where it exists.

mod book;
mod breaker;
mod docs;
mod fuzz;
mod governance;
mod hedge;
mod lifecycle;
mod liquidation;
mod margin;
mod markets;
mod mints;
mod oracle;
mod scenes;
mod series;
mod settlement;
mod substitution;
mod support;
mod vault_queue;
mod vault_rounds;
mod vault_sale;
