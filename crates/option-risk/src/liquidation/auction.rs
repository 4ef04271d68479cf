//! The auction of an account under its maintenance margin: its bonus grows until somebody comes.

use super::LiquidationParams;

/// When an account was flagged; all zero for not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Auction {
    /// When; 0 for never.
    pub flagged_ts: i64,
    /// Seconds the market had ever been closed by then (halts and their graces).
    pub closed_secs: u64,
}

impl Auction {
    /// Begins at `now`.
    pub fn start(now: i64, closed_secs: u64) -> Self {
        Self {
            flagged_ts: now,
            closed_secs,
        }
    }

    /// Whether the account is flagged and the flag has not lapsed.
    pub fn is_running(&self, params: &LiquidationParams, now: i64) -> bool {
        let lapse = i64::from(params.auction_lapse_secs);
        self.flagged_ts != 0 && now.saturating_sub(self.flagged_ts) < lapse
    }

    /// The bonus at `now`, bps of the requirement freed: linear in the seconds that the market has been open since the
    /// flag, `closed_secs` being what it has ever been closed; rounded down. The least there is without an auction.
    pub fn bonus_bps(&self, params: &LiquidationParams, now: i64, closed_secs: u64) -> u32 {
        if !self.is_running(params, now) {
            return params.bonus_start_bps;
        }
        let closed = closed_secs.saturating_sub(self.closed_secs);
        let open = (now.abs_diff(self.flagged_ts)).saturating_sub(closed);
        let whole = u64::from(params.auction_secs.max(1));
        let rise = params.bonus_end_bps.saturating_sub(params.bonus_start_bps);
        // At most the rise.
        let risen = u64::from(rise) * open.min(whole) / whole;
        params.bonus_start_bps.saturating_add(risen as u32)
    }
}
