//! The command line.

use std::path::PathBuf;

use anyhow::{ensure, Context, Result};

/// Runs a local node with the program, mints, a price feed, funded wallets, a market, a vault in mid-round and writers at
/// various health, until Ctrl-C.
///
/// No Solana tools are needed. Wallets (readable by nobody else), a keeper's configuration and the state that the next run
/// goes on from are kept in a folder. A run that goes on must have the same prices as the last one.
#[derive(clap::Args)]
pub struct Args {
    /// The oracle follows this CSV of `ts,open,high,low,close,volume` from its first bar [default: a random walk from now]
    #[arg(long, value_name = "FILE")]
    pub prices: Option<PathBuf>,
    /// The oracle follows the demo's built-in crash: 28% in a quarter of an hour
    #[arg(long, conflicts_with = "prices")]
    pub crash: bool,
    /// Chain time against the wall clock, 3600x at most
    #[arg(long, value_name = "TIMES", default_value = "1x", value_parser = speed)]
    pub speed: u32,
    /// Chain time against the wall clock once the last price of a file has come [default: as --speed]
    #[arg(long, value_name = "TIMES", value_parser = speed)]
    pub speed_after: Option<u32>,
    /// The residents leave the vault's sale, of an hour, to others until it is nearly over
    #[arg(long, conflicts_with = "bare")]
    pub visitors: bool,
    /// A block comes so often, by the wall clock; more often where the oracle's prints would be over 30 chain seconds apart
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 400,
          value_parser = clap::value_parser!(u64).range(20..=10_000))]
    pub slot_ms: u64,
    /// Price that the random walk starts at [default: 200]
    #[arg(long, value_name = "QUOTE", conflicts_with_all = ["prices", "crash"])]
    pub price: Option<f64>,
    /// Volatility of the random walk, percent a year [default: 80]
    #[arg(long, value_name = "PERCENT", conflicts_with_all = ["prices", "crash"])]
    pub vol: Option<f64>,
    /// Which random walk [default: 1]
    #[arg(long, conflicts_with_all = ["prices", "crash"])]
    pub seed: Option<u64>,
    /// JSON-RPC port on the loopback interface; the WebSocket is one above
    #[arg(long, default_value_t = 8899, value_parser = clap::value_parser!(u16).range(1..=65_534))]
    pub port: u16,
    /// Where wallets, configuration and state are kept
    #[arg(long, value_name = "FOLDER", default_value = "localnet")]
    pub folder: PathBuf,
    /// Starts anew instead of going on from where the folder's last run stopped, whose state is replaced when this one stops
    #[arg(long)]
    pub fresh: bool,
    /// Runs this built program instead of the one compiled into this command: metered, and with its log
    #[arg(long, value_name = "FILE.so")]
    pub program: Option<PathBuf>,
    /// Only mints, oracle and wallets, for `ballast admin migrate`; keeps no state, and leaves one that is kept as it is
    #[arg(long, conflicts_with = "fresh")]
    pub bare: bool,
    /// Stops once the chain is so many hours past the first price; for a walk that goes on, past where it does
    #[arg(long, value_name = "HOURS")]
    pub hours: Option<f64>,
    /// Writes the addresses as JSON once the node answers
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// No progress line
    #[arg(long)]
    pub quiet: bool,
}

impl Args {
    /// Refuses numbers that no price and no time can be made of.
    pub fn check(&self) -> Result<()> {
        let (price, vol) = (self.price(), self.vol());
        ensure!(
            (0.01..=1e6).contains(&price),
            "--price {price} is not between 0.01 and 1,000,000"
        );
        ensure!(
            (0.0..=1_000.0).contains(&vol),
            "--vol {vol} is not between 0 and 1,000 percent"
        );
        let hours = self.hours.unwrap_or(1.0);
        ensure!(
            hours > 0.0 && hours <= 100_000.0,
            "--hours {hours} is not between 0 and 100,000"
        );
        Ok(())
    }

    /// Price that a new walk starts at.
    pub fn price(&self) -> f64 {
        self.price.unwrap_or(200.0)
    }

    /// Volatility of a new walk, percent a year.
    pub fn vol(&self) -> f64 {
        self.vol.unwrap_or(80.0)
    }

    /// Seed of a new walk.
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }
}

/// `60x`, or `60`.
fn speed(text: &str) -> Result<u32> {
    let number = text.strip_suffix('x').unwrap_or(text);
    let speed: u32 = number.parse().context("not a whole number, like 60x")?;
    ensure!((1..=3_600).contains(&speed), "not between 1x and 3600x");
    Ok(speed)
}

/// What a command line says, for tests.
#[cfg(test)]
pub fn parsed(arguments: &[&str]) -> Args {
    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }
    let line = ["localnet", "--quiet"].iter().chain(arguments);
    <Line as clap::Parser>::parse_from(line).args
}
