//! One instruction, one file: its accounts, its checks, its handler.

pub mod buyback;
pub mod governance;
pub mod hedge;
pub mod liquidation;
pub mod margin;
pub mod market;
pub mod protocol;
pub mod settlement;
pub mod vault;

pub use buyback::*;
pub use governance::*;
pub use hedge::*;
pub use liquidation::*;
pub use margin::*;
pub use market::*;
pub use protocol::*;
pub use settlement::*;
pub use vault::*;
