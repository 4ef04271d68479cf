//! The breaker of the tests: round thresholds of its own, so that calibrating the defaults touches no test.

use option_risk::breaker::BreakerParams;

pub fn thresholds() -> BreakerParams {
    BreakerParams {
        z5_milli: 10_000,
        move5_bps: 400,
        z15_milli: 8_000,
        move15_bps: 500,
        z60_milli: 8_000,
        move60_bps: 800,
        throttle_z15_milli: 4_000,
        throttle_move15_bps: 250,
        throttle_secs: 600,
        ..BreakerParams::default()
    }
}
