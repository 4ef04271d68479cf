//! The price on record against its windows.

use ballast::state::Market;
use option_risk::{
    breaker::{self, WindowReading},
    RiskError,
};
use serde::Serialize;

/// A window and its thresholds.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Window {
    /// Its length.
    pub minutes: u32,
    /// Standard deviations from its extreme.
    pub z: f64,
    /// Percent from its extreme.
    pub move_pct: f64,
    /// Which way.
    pub direction: &'static str,
    /// What throttles, where this window can.
    pub throttle: Option<Threshold>,
    /// What halts.
    pub halt: Threshold,
}

/// Both have to be exceeded.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Threshold {
    /// Standard deviations.
    pub z: f64,
    /// Percent.
    pub move_pct: f64,
}

/// The windows, the shortest first.
pub fn windows(market: &Market) -> Result<Vec<Window>, RiskError> {
    let (risk, params) = (&market.risk, &market.params.breaker);
    let sigma = risk.vol.slow(&market.params.vol)?;
    let reading = breaker::read(&risk.ring, risk.price, risk.publish_ts, sigma)?;
    let throttle = threshold(params.throttle_z15_milli, params.throttle_move15_bps);
    let halts = [
        (params.z5_milli, params.move5_bps),
        (params.z15_milli, params.move15_bps),
        (params.z60_milli, params.move60_bps),
    ];
    let mut windows: Vec<Window> = reading
        .windows
        .iter()
        .zip(halts)
        .map(|(reading, (z_milli, move_bps))| window(reading, threshold(z_milli, move_bps)))
        .collect();
    windows[1].throttle = Some(throttle);
    Ok(windows)
}

fn window(reading: &WindowReading, halt: Threshold) -> Window {
    Window {
        minutes: reading.secs / 60,
        z: reading.z_milli as f64 / 1e3,
        move_pct: f64::from(reading.move_bps) / 1e2,
        direction: reading.direction.name(),
        throttle: None,
        halt,
    }
}

fn threshold(z_milli: u32, move_bps: u32) -> Threshold {
    Threshold {
        z: f64::from(z_milli) / 1e3,
        move_pct: f64::from(move_bps) / 1e2,
    }
}
