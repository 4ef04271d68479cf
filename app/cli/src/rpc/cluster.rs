//! Which node, by its URL or by the name Solana's tools have for its cluster, and which market on it.

use std::{convert::Infallible, path::PathBuf};

use anchor_lang::prelude::Pubkey;
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

// Which node a command talks to, and where its report goes. A doc comment here would become the command's own.
#[derive(clap::Args)]
pub struct Cluster {
    /// RPC of a node, or localnet, devnet, testnet or mainnet-beta
    #[arg(long, visible_alias = "cluster", value_name = "URL", value_parser = url, default_value = "localnet")]
    pub url: String,
    /// Writes the same as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

// Which market a command is about. A doc comment here would become the command's own.
#[derive(clap::Args)]
pub struct Target {
    #[command(flatten)]
    pub cluster: Cluster,
    /// The market's address
    #[arg(long, value_name = "ADDRESS")]
    pub market: Pubkey,
}

impl Target {
    /// Writes a report where the command line wants one.
    pub fn write_json(&self, report: &impl Serialize) -> Result<()> {
        self.cluster.write_json(report)
    }
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
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        target: Target,
    }

    /// What a command that is about a market makes of these flags.
    fn parsed(flags: &[&str]) -> Cluster {
        let market = ["ballast", "--market", "11111111111111111111111111111111"];
        let line = Line::try_parse_from(market.iter().chain(flags));
        line.expect("usable flags").target.cluster
    }

    fn at(text: &str) -> Cluster {
        parsed(&["--url", text])
    }

    #[test]
    fn names_stand_for_urls_under_either_flag() {
        for flag in ["--url", "--cluster"] {
            let url = |text| parsed(&[flag, text]).url;
            assert_eq!(url("devnet"), "https://api.devnet.solana.com");
            assert_eq!(url("https://rpc.example"), "https://rpc.example");
        }
        assert_eq!(parsed(&[]).url, "http://127.0.0.1:8899");
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
