//! Values that cannot be meant.

use std::ops::RangeInclusive;

use ballast_client::amounts::Amount;

use super::{Config, ConfigError};

/// Most transactions on their way at once: beyond that a node only queues them.
const MOST_AT_ONCE: u64 = 64;
/// Highest cap of the priority fee, micro-lamports per compute unit: 0.14 SOL for the largest transaction.
const MOST_PRIORITY: u64 = 100_000_000;

/// Returns an error for the first of these keys whose value is not within its bounds.
macro_rules! within {
    ($config:ident: $($section:ident.$key:ident in $bounds:expr,)+) => {
        $(within(
            concat!(stringify!($section), ".", stringify!($key)),
            $config.$section.$key.into(),
            $bounds,
        )?;)+
    };
}

impl Config {
    /// Refuses the first value that cannot be meant, with its key.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if self.jobs.is_empty() {
            return refuse("jobs", "there is nothing to do");
        }
        self.check_urls()?;
        self.check_sending()?;
        self.check_jobs()?;
        self.check_listener()
    }

    fn check_urls(&self) -> Result<(), ConfigError> {
        let rpc = &self.rpc;
        begins("rpc.url", &rpc.url, ["http://", "https://"])?;
        match rpc.ws_url.as_str() {
            "" | "off" => Ok(()),
            url => begins("rpc.ws_url", url, ["ws://", "wss://"]),
        }
    }

    fn check_sending(&self) -> Result<(), ConfigError> {
        within!(self:
            rpc.timeout_secs in 1..=300,
            send.attempts in 1..=20,
            send.confirm_secs in 2..=600,
            send.max_compute_units in 200_000..=1_400_000,
            send.compute_margin_bps in 0..=10_000,
            send.max_priority_fee_micro_lamports in 0..=MOST_PRIORITY,
            sync.poll_ms in 20..=60_000,
            sync.resync_secs in 1..=86_400,
        );
        let at_once = self.send.concurrency as u64;
        within("send.concurrency", at_once, 1..=MOST_AT_ONCE)
    }

    fn check_jobs(&self) -> Result<(), ConfigError> {
        within!(self:
            observe.every_secs in 1..=600,
            observe.move_bps in 1..=10_000,
            refresh_book.every_secs in 10..=86_400,
            refresh_book.drift_bps in 10..=10_000,
            flag.unflag_above_bps in 10_000..=50_000,
            liquidate.min_profit_bps in 0..=10_000,
            liquidate.position_risk_bps in 0..=10_000,
            hedge.min_edge_bps in 0..=10_000,
        );
        for (key, amount) in [
            ("liquidate.max_contracts", &self.liquidate.max_contracts),
            ("hedge.max_base", &self.hedge.max_base),
        ] {
            if amount.as_ref().is_some_and(Amount::is_zero) {
                return refuse(key, "0 is not meant; leave it out");
            }
        }
        Ok(())
    }

    fn check_listener(&self) -> Result<(), ConfigError> {
        let metrics = &self.metrics;
        match metrics.listen {
            Some(listen) if !listen.ip().is_loopback() && !metrics.allow_remote => refuse(
                "metrics.listen",
                format!(
                    "{listen} is reached from other machines; say metrics.allow_remote = true if that is meant"
                ),
            ),
            _ => Ok(()),
        }
    }
}

fn refuse(key: &'static str, why: impl Into<String>) -> Result<(), ConfigError> {
    let why = why.into();
    Err(ConfigError::Value { key, why })
}

fn begins(key: &'static str, url: &str, schemes: [&str; 2]) -> Result<(), ConfigError> {
    let [plain, safe] = schemes;
    match schemes.iter().any(|scheme| url.starts_with(scheme)) {
        true => Ok(()),
        false => refuse(
            key,
            format!("`{url}` does not begin with {plain} or {safe}"),
        ),
    }
}

fn within(key: &'static str, value: u64, bounds: RangeInclusive<u64>) -> Result<(), ConfigError> {
    let (least, most) = (bounds.start(), bounds.end());
    match bounds.contains(&value) {
        true => Ok(()),
        false => refuse(key, format!("{value} is not within {least} and {most}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_cannot_be_meant_are_refused() {
        for (given, key) in [
            ("jobs=[]", "jobs: "),
            ("rpc.url=127.0.0.1:8899", "rpc.url: "),
            ("rpc.ws_url=http://127.0.0.1", "rpc.ws_url: "),
            ("rpc.timeout_secs=0", "rpc.timeout_secs: "),
            ("send.concurrency=65", "send.concurrency: "),
            ("sync.poll_ms=1", "sync.poll_ms: "),
            ("flag.unflag_above_bps=9999", "flag.unflag_above_bps: "),
            ("metrics.listen=0.0.0.0:9464", "metrics.listen: "),
            ("liquidate.max_contracts=0.0", "liquidate.max_contracts: "),
            ("hedge.max_base=0", "hedge.max_base: "),
            (
                "send.max_priority_fee_micro_lamports=100000001",
                "send.max_priority_fee_micro_lamports: ",
            ),
        ] {
            let error = Config::parse("", &[given.to_owned()]).unwrap_err();
            assert!(error.to_string().starts_with(key), "{given}: {error}");
        }
        let remote = ["metrics.listen=0.0.0.0:1", "metrics.allow_remote=true"];
        Config::parse("", &remote.map(str::to_owned)).unwrap();
        Config::parse("", &["rpc.ws_url=off".to_owned()]).unwrap();
    }
}
