//! Values that cannot be meant.

use super::{Amount, Config, ConfigError};

/// Most transactions on their way at once: beyond that a node only queues them.
const MOST_AT_ONCE: usize = 64;
/// Highest cap of the priority fee, micro-lamports per compute unit: 0.14 SOL for the largest transaction.
const MOST_PRIORITY: u64 = 100_000_000;

impl Config {
    /// Refuses the first value that cannot be meant, with its key.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let refuse = |key, why: String| Err(ConfigError::Value { key, why });
        if self.jobs.is_empty() {
            return refuse("jobs", "there is nothing to do".to_owned());
        }
        for (key, url, schemes) in [
            ("rpc.url", &self.rpc.url, ["http://", "https://"]),
            ("rpc.ws_url", &self.rpc.ws_url, ["ws://", "wss://"]),
        ] {
            let is_special = key == "rpc.ws_url" && matches!(url.as_str(), "" | "off");
            if !is_special && !schemes.iter().any(|scheme| url.starts_with(scheme)) {
                let [plain, safe] = schemes;
                return refuse(
                    key,
                    format!("`{url}` does not begin with {plain} or {safe}"),
                );
            }
        }
        for (key, value, least, most) in [
            ("rpc.timeout_secs", self.rpc.timeout_secs, 1, 300),
            ("send.attempts", self.send.attempts.into(), 1, 20),
            ("send.confirm_secs", self.send.confirm_secs, 2, 600),
            (
                "send.concurrency",
                self.send.concurrency as u64,
                1,
                MOST_AT_ONCE as u64,
            ),
            (
                "send.max_compute_units",
                self.send.max_compute_units.into(),
                200_000,
                1_400_000,
            ),
            (
                "send.compute_margin_bps",
                self.send.compute_margin_bps.into(),
                0,
                10_000,
            ),
            (
                "send.max_priority_fee_micro_lamports",
                self.send.max_priority_fee_micro_lamports,
                0,
                MOST_PRIORITY,
            ),
            ("observe.every_secs", self.observe.every_secs.into(), 1, 600),
            ("observe.move_bps", self.observe.move_bps.into(), 1, 10_000),
            (
                "refresh_book.every_secs",
                self.refresh_book.every_secs.into(),
                10,
                86_400,
            ),
            (
                "refresh_book.drift_bps",
                self.refresh_book.drift_bps.into(),
                10,
                10_000,
            ),
            (
                "flag.unflag_above_bps",
                self.flag.unflag_above_bps.into(),
                10_000,
                50_000,
            ),
            (
                "liquidate.min_profit_bps",
                self.liquidate.min_profit_bps.into(),
                0,
                10_000,
            ),
            (
                "liquidate.position_risk_bps",
                self.liquidate.position_risk_bps.into(),
                0,
                10_000,
            ),
            (
                "hedge.min_edge_bps",
                self.hedge.min_edge_bps.into(),
                0,
                10_000,
            ),
            ("sync.poll_ms", self.sync.poll_ms, 20, 60_000),
            ("sync.resync_secs", self.sync.resync_secs, 1, 86_400),
        ] {
            if !(least..=most).contains(&value) {
                return refuse(key, format!("{value} is not within {least} and {most}"));
            }
        }
        for (key, amount) in [
            ("liquidate.max_contracts", &self.liquidate.max_contracts),
            ("hedge.max_base", &self.hedge.max_base),
        ] {
            if amount.as_ref().is_some_and(Amount::is_zero) {
                return refuse(key, "0 is not meant; leave it out".to_owned());
            }
        }
        let metrics = &self.metrics;
        if let Some(listen) = metrics.listen {
            if !listen.ip().is_loopback() && !metrics.allow_remote {
                let why = format!(
                    "{listen} is reached from other machines; say metrics.allow_remote = true if that is meant"
                );
                return refuse("metrics.listen", why);
            }
        }
        Ok(())
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
