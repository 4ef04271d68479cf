//! Embedded chains and a market to live on them.
//!
//! [`Chain`] has two back ends: solana-program-test runs the program natively,
//! LiteSVM runs the built `.so`. [`World`] is one market with its vault on
//! either; its methods return `Result`, so that a refusal can be examined.

pub mod audit;
pub mod chain;
pub mod localnet;
pub mod mints;
pub mod oracle;
pub mod rpc;
pub mod scenes;
pub mod setup;
pub mod support;
pub mod world;

pub use audit::Conservation;
pub use chain::{
    metered::{Meter, Metered},
    native::{builtin, Execution, NativeChain},
    sbf::SbfChain,
    with_payer, Account, Chain, Receipt, TxError,
};
pub use oracle::{OracleFeed, OraclePrint};
pub use setup::Setup;
pub use world::{Actor, World};
