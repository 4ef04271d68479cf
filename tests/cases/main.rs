//! The cases, each on both back ends: natively under solana-program-test, and
//! the built `.so` under LiteSVM where it exists.

mod lifecycle;
mod markets;
mod mints;
mod oracle;
mod scenes;
mod series;
mod support;
mod vault_queue;
mod vault_rounds;
mod vault_sale;
