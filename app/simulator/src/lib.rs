//! The stress lab: a market in which everything that acts can feed on itself, and Ballast's own decisions in it.
//!
//! A fundamental value takes news and noise. The price takes them too, and on top of that the impact of everybody who must
//! trade: vaults that hedge short gamma, keepers who sell what they take over from leveraged accounts, sellers who see a halt
//! coming; arbitrage leans against it. Depth thins out with volatility. What the protocol decides in it (margin, sizes,
//! bonus, budgets, the breaker) are the program's own functions on the program's own accounts, in memory.
//!
//! Everything is integer or fixed point, and every draw is of a counter-based stream: a seed gives the same bits on any
//! machine and on any number of threads.
#![deny(missing_docs)]

pub mod anchors;
mod crowd;
mod draws;
pub mod ema;
pub mod error;
pub mod exposure;
mod fan;
mod impact;
pub mod mechanism;
pub mod model;
pub mod outcome;
pub mod replay;
pub mod results;
pub mod run;
pub mod scenario;
pub mod settings;
pub mod study;
pub mod sweep;
mod tally;
pub mod targets;
mod venue;

pub use error::{Error, Result};
pub use mechanism::Mechanism;
pub use scenario::Scenario;
pub use settings::Settings;
