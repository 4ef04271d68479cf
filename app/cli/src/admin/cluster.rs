//! Clusters by the names Solana's tools have for them.

use std::{convert::Infallible, path::PathBuf};

use anyhow::Result;
use serde::Serialize;

use crate::page;

/// What names stand for.
const CLUSTERS: [(&str, &str); 5] = [
    ("localnet", "http://127.0.0.1:8899"),
    ("localhost", "http://127.0.0.1:8899"),
    ("devnet", "https://api.devnet.solana.com"),
    ("testnet", "https://api.testnet.solana.com"),
    ("mainnet-beta", "https://api.mainnet-beta.solana.com"),
];

// Which cluster, and where the report goes. A doc comment here would become the command's own.
#[derive(clap::Args)]
pub struct Cluster {
    /// RPC of a node, or localnet, devnet, testnet or mainnet-beta
    #[arg(long, visible_alias = "cluster", value_name = "URL", value_parser = url, default_value = "localnet")]
    pub url: String,
    /// Writes the same as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Cluster {
    /// Writes a report where the command line wants one.
    pub fn write_json(&self, report: &impl Serialize) -> Result<()> {
        match &self.json {
            Some(path) => page::write_json(report, path),
            None => Ok(()),
        }
    }

    /// Fails early if the report could not be written.
    pub fn check_json(&self) -> Result<()> {
        self.json.as_deref().map_or(Ok(()), page::check_writable)
    }

    /// Whether the node is on this machine: nobody's money is there.
    pub fn is_local(&self) -> bool {
        let (_, rest) = self.url.split_once("://").unwrap_or(("", &self.url));
        let host = rest.split(['/', '?']).next().unwrap_or(rest);
        // What stands before an @ is no host.
        let host = host.rsplit('@').next().unwrap_or(host);
        let host = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or(rest),
            None => host.split(':').next().unwrap_or(host),
        };
        matches!(host, "127.0.0.1" | "localhost" | "::1")
    }
}

/// The URL of a name; anything else is one.
fn url(text: &str) -> Result<String, Infallible> {
    let known = CLUSTERS.iter().find(|(name, _)| *name == text);
    Ok(known.map_or(text, |(_, url)| url).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Cluster {
        let Ok(url) = url(text);
        Cluster { url, json: None }
    }

    #[test]
    fn names_stand_for_urls() {
        assert_eq!(at("devnet").url, "https://api.devnet.solana.com");
        assert_eq!(at("https://rpc.example").url, "https://rpc.example");
    }

    #[test]
    fn only_this_machine_is_local() {
        for here in [
            "localnet",
            "http://127.0.0.1:1",
            "http://localhost/x",
            "http://[::1]:8899",
        ] {
            assert!(at(here).is_local(), "{here}");
        }
        for there in [
            "devnet",
            "https://127.0.0.1.example.com",
            "https://localhost@example.com",
            "https://example.com/?127.0.0.1",
        ] {
            assert!(!at(there).is_local(), "{there}");
        }
    }
}
