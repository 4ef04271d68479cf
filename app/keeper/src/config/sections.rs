//! The sections of a configuration and their defaults.

use std::net::{Ipv4Addr, SocketAddr};

use ballast_client::amounts::Amount;
use option_risk::liquidation;
use serde::{Deserialize, Serialize};

/// Which node is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rpc {
    /// Its RPC.
    pub url: String,
    /// Its websocket; empty: as `url`, the port one up. `off`: none, everything is polled.
    pub ws_url: String,
    /// How long an answer may take, seconds.
    pub timeout_secs: u64,
}

/// How transactions are sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Send {
    /// Most paid for priority, millionths of a lamport per compute unit.
    pub max_priority_fee_micro_lamports: u64,
    /// Most compute units of one transaction.
    pub max_compute_units: u32,
    /// What the limit is set above what simulation used, bps of that.
    pub compute_margin_bps: u32,
    /// Times a transaction is made anew with a fresh blockhash before it is given up.
    pub attempts: u32,
    /// How long one attempt may take to be confirmed, seconds.
    pub confirm_secs: u64,
    /// Transactions on their way at once.
    pub concurrency: usize,
}

/// When prints are recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Observe {
    /// A print this much younger than the one on record is recorded, seconds of chain time.
    pub every_secs: u32,
    /// So is one that moves the price by this, bps.
    pub move_bps: u32,
}

/// When the gamma book is refreshed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RefreshBook {
    /// At least this often, seconds of chain time.
    pub every_secs: u32,
    /// Before that for series that are off by this share of the book's gross gamma, bps.
    pub drift_bps: u32,
}

/// When auctions are ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Flag {
    /// Health from which on an account's auction is ended, bps; one at the very line would be flagged again at once.
    pub unflag_above_bps: u32,
}

/// By which means accounts are liquidated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Means {
    /// The keeper's margin account takes shorts over.
    Takeover,
    /// Options that the keeper holds are burned.
    Burn,
    /// Whichever pays more.
    #[default]
    Both,
}

impl Means {
    /// Whether this means is among them.
    pub fn allow(self, means: liquidation::Means) -> bool {
        match means {
            liquidation::Means::Takeover => self != Self::Burn,
            liquidation::Means::Burn => self != Self::Takeover,
        }
    }
}

/// What a liquidation must bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Liquidate {
    /// How.
    pub means: Means,
    /// Least profit after fees and position risk, whole quote tokens ...
    pub min_profit_quote: Amount,
    /// ... and bps of the notional taken.
    pub min_profit_bps: u32,
    /// What holding a short that was taken over is reckoned to cost, bps of its notional.
    pub position_risk_bps: u32,
    /// Most contracts of one liquidation; none for no limit.
    pub max_contracts: Option<Amount>,
}

/// Which of the vaults' orders are filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hedge {
    /// Whether the keeper trades with its own tokens.
    pub fill: bool,
    /// Least advantage over the oracle's price after fees, bps.
    pub min_edge_bps: u32,
    /// Most base of one fill, whole tokens; none for no limit.
    pub max_base: Option<Amount>,
    /// Base that is never spent, whole tokens.
    pub keep_base: Amount,
    /// Quote that is never spent, whole tokens.
    pub keep_quote: Amount,
}

/// What a transaction costs in quote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fees {
    /// Quote per SOL; none where the market's base is wrapped SOL, whose price is the market's.
    pub sol_price: Option<Amount>,
}

/// How the chain is followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sync {
    /// Between two looks at market, oracle and clock, milliseconds.
    pub poll_ms: u64,
    /// Between two readings of everything, seconds; more often without a websocket.
    pub resync_secs: u64,
}

/// How lines are written to standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// `text` or `json`.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug` or `trace`, or directives such as `info,ballast_keeper=debug`.
    pub level: String,
}

/// Where the metrics are served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// Address of the Prometheus listener; none for no metrics.
    pub listen: Option<SocketAddr>,
    /// Whether it may be one that other machines reach.
    pub allow_remote: bool,
}

impl Default for Rpc {
    fn default() -> Self {
        Self {
            url: "http://127.0.0.1:8899".to_owned(),
            ws_url: String::new(),
            timeout_secs: 10,
        }
    }
}

impl Default for Send {
    fn default() -> Self {
        Self {
            max_priority_fee_micro_lamports: 50_000,
            max_compute_units: 1_400_000,
            compute_margin_bps: 1_000,
            attempts: 3,
            confirm_secs: 90,
            concurrency: 8,
        }
    }
}

impl Default for Observe {
    fn default() -> Self {
        Self {
            every_secs: 20,
            move_bps: 25,
        }
    }
}

impl Default for RefreshBook {
    fn default() -> Self {
        Self {
            every_secs: 600,
            drift_bps: 1_000,
        }
    }
}

impl Default for Flag {
    fn default() -> Self {
        Self {
            unflag_above_bps: 10_200,
        }
    }
}

impl Default for Liquidate {
    fn default() -> Self {
        Self {
            means: Means::Both,
            min_profit_quote: whole("0.1"),
            min_profit_bps: 0,
            position_risk_bps: 10,
            max_contracts: None,
        }
    }
}

impl Default for Hedge {
    fn default() -> Self {
        Self {
            fill: true,
            min_edge_bps: 5,
            max_base: None,
            keep_base: whole("0"),
            keep_quote: whole("0"),
        }
    }
}

impl Default for Sync {
    fn default() -> Self {
        Self {
            poll_ms: 400,
            resync_secs: 300,
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self {
            format: LogFormat::Text,
            level: "info".to_owned(),
        }
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            listen: Some((Ipv4Addr::LOCALHOST, 9_464).into()),
            allow_remote: false,
        }
    }
}

fn whole(text: &str) -> Amount {
    text.parse().expect("a constant of ours")
}
