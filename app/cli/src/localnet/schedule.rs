//! When the market opens, so that its vault is in mid-round when the prices start.

use option_risk::calendar::EXPIRY_TIME_SECS;

/// A day in seconds.
const DAY_SECS: i64 = 86_400;
/// The first sale starts so long before a daily expiry, and is of options that expire at the one after it.
const SALE_LEAD_SECS: i64 = 1_800;
/// The market is open at least so long before the first price: ring and volatility have settled.
const LEAST_LEAD_SECS: i64 = 5_400;

/// When a market opens whose prices start at `first_ts`: half an hour before the last expiry that leaves time enough.
pub fn opens(first_ts: i64) -> i64 {
    let latest = first_ts - LEAST_LEAD_SECS;
    let since = (latest + SALE_LEAD_SECS - EXPIRY_TIME_SECS).rem_euclid(DAY_SECS);
    latest - since
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_market_opens_half_an_hour_before_an_expiry() {
        for hour in 0..48 {
            let first_ts = 1_768_176_000 + hour * 3_600;
            let opens_ts = opens(first_ts);
            let lead = first_ts - opens_ts;
            assert!((LEAST_LEAD_SECS..LEAST_LEAD_SECS + DAY_SECS).contains(&lead));
            assert_eq!((opens_ts + SALE_LEAD_SECS) % DAY_SECS, EXPIRY_TIME_SECS);
        }
    }
}
