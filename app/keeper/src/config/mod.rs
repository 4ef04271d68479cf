//! What a keeper is told: a TOML file, and flags that override it.

mod address;
mod check;
mod print;
mod sections;

use std::path::{Path, PathBuf};

use anchor_lang::prelude::Pubkey;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

pub use print::{annotated, EXAMPLE};
pub use sections::{
    Fees, Flag, Hedge, Liquidate, Log, LogFormat, Means, Metrics, Observe, RefreshBook, Rpc, Send,
    Sync,
};

use crate::jobs::Job;

/// Everything a keeper is told. What a file leaves out takes its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The market that is kept.
    #[serde(with = "address")]
    pub market: Option<Pubkey>,
    /// File of the keypair that signs and pays: a JSON array of 64 numbers that nobody else may read.
    pub keypair: Option<PathBuf>,
    /// What is done.
    pub jobs: Vec<Job>,
    /// Which node is asked.
    pub rpc: Rpc,
    /// How transactions are sent.
    pub send: Send,
    /// When prints are recorded.
    pub observe: Observe,
    /// When the gamma book is refreshed.
    pub refresh_book: RefreshBook,
    /// When auctions are ended.
    pub flag: Flag,
    /// What a liquidation must bring.
    pub liquidate: Liquidate,
    /// Which of the vaults' orders are filled.
    pub hedge: Hedge,
    /// What a transaction costs in quote.
    pub fees: Fees,
    /// How the chain is followed.
    pub sync: Sync,
    /// What is written.
    pub log: Log,
    /// Where the metrics are served.
    pub metrics: Metrics,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            market: None,
            keypair: None,
            jobs: Job::ALL.to_vec(),
            rpc: Rpc::default(),
            send: Send::default(),
            observe: Observe::default(),
            refresh_book: RefreshBook::default(),
            flag: Flag::default(),
            liquidate: Liquidate::default(),
            hedge: Hedge::default(),
            fees: Fees::default(),
            sync: Sync::default(),
            log: Log::default(),
            metrics: Metrics::default(),
        }
    }
}

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path}: {error}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Not TOML of this shape; the message names line and key.
    #[error("{0}")]
    Syntax(#[from] toml::de::Error),
    /// An override that is not `key=value`.
    #[error("`{0}` is no override; write key=value, such as observe.every_secs=10")]
    Override(String),
    /// A value that cannot be meant.
    #[error("{key}: {why}")]
    Value {
        /// Its key, such as `send.concurrency`.
        key: &'static str,
        /// What is wrong with it.
        why: String,
    },
}

impl Config {
    /// Reads a file and applies overrides such as `observe.every_secs=10`; the values are checked.
    pub fn load(path: Option<&Path>, overrides: &[String]) -> Result<Self, ConfigError> {
        let text = match path {
            None => String::new(),
            Some(path) => {
                std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
                    path: path.to_owned(),
                    error,
                })?
            }
        };
        Self::parse(&text, overrides)
    }

    /// As [`Self::load`], from a text.
    pub fn parse(text: &str, overrides: &[String]) -> Result<Self, ConfigError> {
        // Alone first: of a mistake in the text its line is told too.
        let mut config: Self = toml::from_str(text)?;
        if !overrides.is_empty() {
            let mut table: Table = toml::from_str(text)?;
            for given in overrides {
                put(&mut table, given)?;
            }
            config = Value::Table(table).try_into()?;
        }
        config.check()?;
        Ok(config)
    }

    /// Whether a job is to be done.
    pub fn does(&self, job: Job) -> bool {
        self.jobs.contains(&job)
    }

    /// The websocket to follow; none where everything is polled.
    pub fn websocket(&self) -> Option<String> {
        match self.rpc.ws_url.as_str() {
            "off" => None,
            "" => websocket_of(&self.rpc.url),
            url => Some(url.to_owned()),
        }
    }
}

/// Puts `key=value` into a table, `a.b` into its section `a`. What is no TOML value is a text.
fn put(table: &mut Table, given: &str) -> Result<(), ConfigError> {
    let bad = || ConfigError::Override(given.to_owned());
    let (key, text) = given.split_once('=').ok_or_else(bad)?;
    let value = toml::from_str::<Table>(&format!("it = {text}"))
        .ok()
        .and_then(|mut parsed| parsed.remove("it"))
        .unwrap_or_else(|| Value::String(text.to_owned()));
    let (section, key) = match key.trim().split_once('.') {
        Some((section, key)) => (Some(section), key),
        None => (None, key.trim()),
    };
    let table = match section {
        None => table,
        Some(section) => table
            .entry(section)
            .or_insert_with(|| Value::Table(Table::new()))
            .as_table_mut()
            .ok_or_else(bad)?,
    };
    table.insert(key.to_owned(), value);
    Ok(())
}

/// Where a node at `url` has its websocket, by the convention of Solana's nodes: the port one up where one is named.
fn websocket_of(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = match scheme {
        "https" => "wss",
        _ => "ws",
    };
    let (host, path) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let port = host.rsplit_once(':').and_then(|(name, port)| {
        let port: u16 = port.parse().ok()?;
        Some((name, port.checked_add(1)?))
    });
    Some(match port {
        Some((name, port)) => format!("{scheme}://{name}:{port}{path}"),
        None => format!("{scheme}://{rest}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_the_defaults() {
        assert_eq!(Config::parse("", &[]).unwrap(), Config::default());
    }

    #[test]
    fn what_the_file_says_counts_and_flags_before_it() {
        let text = "jobs = [\"observe\", \"settle\"]\n[observe]\nevery_secs = 5\n";
        let config = Config::parse(text, &[]).unwrap();
        assert_eq!(config.jobs, [Job::Observe, Job::Settle]);
        assert!(config.does(Job::Settle) && !config.does(Job::Liquidate));
        assert_eq!(
            (config.observe.every_secs, config.observe.move_bps),
            (5, 25)
        );
        let overrides = [
            "observe.every_secs=7",
            "jobs=[\"roll\"]",
            "rpc.url=http://[::1]:1",
            "liquidate.min_profit_quote=2.5",
        ];
        let config = Config::parse(text, &overrides.map(str::to_owned)).unwrap();
        assert_eq!(config.observe.every_secs, 7);
        assert_eq!(config.jobs, [Job::Roll]);
        assert_eq!(config.rpc.url, "http://[::1]:1");
        assert_eq!(config.liquidate.min_profit_quote.to_string(), "2.5");
    }

    #[test]
    fn mistakes_are_told_with_their_key() {
        for (text, key, why) in [
            ("[observe]\nevery = 5", "every", "unknown field"),
            ("jobs = [\"dig\"]", "jobs", "dig"),
            ("market = \"somewhere\"", "market", "no address"),
            ("[rpc]\nurl = 3", "url", "string"),
            (
                "[liquidate]\nmin_profit_quote = -1",
                "min_profit_quote",
                "no amount like 12.5",
            ),
            ("[liquidate]\nmeans = \"both ways\"", "means", "both ways"),
            ("[metrics]\nlisten = \"here\"", "listen", "socket address"),
        ] {
            let error = Config::parse(text, &[]).unwrap_err().to_string();
            assert!(
                error.contains(key) && error.contains(why),
                "{text}: {error}"
            );
        }
        for (given, key, why) in [
            ("observe.every=5", "observe", "unknown field"),
            ("observe", "observe", "no override"),
            ("jobs.all=1", "jobs", "invalid type"),
            ("send.concurrency=many", "concurrency", "invalid type"),
        ] {
            let error = Config::parse("", &[given.to_owned()]).unwrap_err();
            let error = error.to_string();
            assert!(
                error.contains(key) && error.contains(why),
                "{given}: {error}"
            );
        }
    }

    #[test]
    fn the_websocket_is_a_port_up() {
        for (url, websocket) in [
            ("http://127.0.0.1:8899", "ws://127.0.0.1:8900"),
            (
                "https://api.devnet.solana.com",
                "wss://api.devnet.solana.com",
            ),
            ("http://[::1]:8899/path?key=1", "ws://[::1]:8900/path?key=1"),
        ] {
            assert_eq!(websocket_of(url).as_deref(), Some(websocket));
        }
        let mut config = Config::default();
        config.rpc.ws_url = "off".to_owned();
        assert_eq!(config.websocket(), None);
        config.rpc.ws_url = "ws://elsewhere".to_owned();
        assert_eq!(config.websocket().as_deref(), Some("ws://elsewhere"));
    }
}
