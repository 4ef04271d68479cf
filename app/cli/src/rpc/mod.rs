//! A node: what commands read from it and send to it.

mod cluster;
mod desk;
mod node;
mod send;
mod series;
mod vault;
mod wallet;
mod words;
mod wrap;

pub use ballast_client::rpc::Refused;
pub use cluster::{Cluster, Target};
pub use desk::Desk;
pub use node::Node;
pub use send::Sent;
pub use series::{kind_of, series_name, SeriesName};
pub use vault::{VaultArgs, VaultDesk};
pub use wallet::Signing;
pub use words::{refused, told, words};
