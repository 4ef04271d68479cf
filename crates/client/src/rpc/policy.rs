//! How transactions are sent.

use std::time::Duration;

/// Compute units that the limit is above what a simulation used, at least.
const LEAST_MARGIN: u64 = 5_000;

/// How a transaction is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Compute units asked for when simulating, and the most that are asked for.
    pub max_compute_units: u32,
    /// Added to what the simulation used, bps: the state may move on until the transaction lands.
    pub compute_margin_bps: u32,
    /// Cap of the priority fee, micro-lamports per compute unit; 0 for none. Below it, what recent transactions that
    /// wrote the same accounts paid.
    pub max_priority_fee: u64,
    /// Transactions made of the same instructions, each once the one before can no longer land; at least one.
    pub attempts: u32,
    /// How long one of them may take to be confirmed, or proven never to be. A blockhash lives for about a minute.
    pub confirm_within: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            max_compute_units: 1_400_000,
            compute_margin_bps: 2_000,
            max_priority_fee: 0,
            attempts: 3,
            confirm_within: Duration::from_secs(90),
        }
    }
}

impl Policy {
    /// The limit to ask for after a simulation that used `units`; a native node reports none, and is asked for all.
    pub(super) fn compute_limit(&self, units: u64) -> u32 {
        if units == 0 {
            return self.max_compute_units;
        }
        let margin = u128::from(units) * u128::from(self.compute_margin_bps) / 10_000;
        let margin = u64::try_from(margin).unwrap_or(u64::MAX);
        let limit = units.saturating_add(margin.max(LEAST_MARGIN));
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        limit.min(self.max_compute_units)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_what_was_used_and_a_margin() {
        let policy = Policy::default();
        assert_eq!(policy.compute_limit(100_000), 120_000);
        assert_eq!(policy.compute_limit(1_000), 6_000);
        assert_eq!(policy.compute_limit(1_300_000), 1_400_000);
        assert_eq!(policy.compute_limit(u64::MAX), 1_400_000);
        assert_eq!(policy.compute_limit(0), 1_400_000);
    }
}
