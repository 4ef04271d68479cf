//! The price on record against its windows.

use ballast::state::Market;
use option_risk::{
    breaker::{self, BreakerParams, BreakerState, Signals, Stage, WindowReading},
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
    /// What this window alone does to a calm market.
    #[cfg_attr(
        feature = "web",
        tsify(type = "\"nothing\" | \"throttles\" | \"halts\"")
    )]
    pub effect: &'static str,
    /// The measure that is beyond a threshold where the other is not.
    #[cfg_attr(feature = "web", tsify(type = "\"z\" | \"move_pct\" | undefined"))]
    pub alone: Option<&'static str>,
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
    let thresholds = [
        (None, threshold(params.z5_milli, params.move5_bps)),
        (
            Some(threshold(
                params.throttle_z15_milli,
                params.throttle_move15_bps,
            )),
            threshold(params.z15_milli, params.move15_bps),
        ),
        (None, threshold(params.z60_milli, params.move60_bps)),
    ];
    let windows = thresholds.into_iter().enumerate();
    Ok(windows
        .map(|(index, (throttle, halt))| {
            let seen = &reading.windows[index];
            let stage = |seen| stage(params, index, seen);
            Window {
                minutes: seen.secs / 60,
                z: seen.z_milli as f64 / 1e3,
                move_pct: f64::from(seen.move_bps) / 1e2,
                direction: seen.direction.name(),
                throttle,
                halt,
                effect: effect(stage(*seen)),
                alone: alone(seen, stage),
            }
        })
        .collect())
}

/// Where the breaker's own judgement brings a calm market by one window.
fn stage(params: &BreakerParams, index: usize, seen: WindowReading) -> Stage {
    let mut signals = Signals {
        fresh: true,
        ..Signals::default()
    };
    signals.reading.windows[index] = seen;
    let armed = BreakerParams {
        armed: 1,
        ..*params
    };
    let mut calm = BreakerState::default();
    calm.observe(&armed, &signals, 0, 0);
    calm.stage()
}

fn effect(stage: Stage) -> &'static str {
    match stage {
        Stage::Halted => "halts",
        Stage::Throttle => "throttles",
        Stage::Normal | Stage::Reopening => "nothing",
    }
}

/// One measure is beyond a threshold if the window has an effect once the other is boundless.
fn alone(seen: &WindowReading, stage: impl Fn(WindowReading) -> Stage) -> Option<&'static str> {
    let acts = |seen| stage(seen) != Stage::Normal;
    let far = WindowReading {
        move_bps: u32::MAX,
        ..*seen
    };
    let rare = WindowReading {
        z_milli: u64::MAX,
        ..*seen
    };
    match (acts(far), acts(rare)) {
        (true, false) => Some("z"),
        (false, true) => Some("move_pct"),
        _ => None,
    }
}

fn threshold(z_milli: u32, move_bps: u32) -> Threshold {
    Threshold {
        z: f64::from(z_milli) / 1e3,
        move_pct: f64::from(move_bps) / 1e2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(index: usize, z_milli: u64, move_bps: u32) -> (&'static str, Option<&'static str>) {
        let params = BreakerParams::default();
        let seen = WindowReading {
            z_milli,
            move_bps,
            ..WindowReading::default()
        };
        let stage = |seen| stage(&params, index, seen);
        (effect(stage(seen)), alone(&seen, stage))
    }

    #[test]
    fn both_measures_have_to_be_beyond_a_threshold() {
        assert_eq!(shown(1, 1_000, 100), ("nothing", None));
        assert_eq!(shown(1, 20_000, 300), ("nothing", Some("z")));
        assert_eq!(shown(1, 4_000, 2_000), ("nothing", Some("move_pct")));
        assert_eq!(shown(1, 6_000, 2_000), ("throttles", None));
        assert_eq!(shown(1, 9_100, 700), ("halts", None));
    }

    #[test]
    fn only_the_quarter_hour_throttles() {
        for index in [0, 2] {
            assert_eq!(shown(index, 6_000, 400), ("nothing", None));
            assert_eq!(shown(index, 20_000, 2_000), ("halts", None));
        }
    }
}
