//! Hedgers alone before a constant depth: a shock is amplified `1 / (1 - g)` times (Frey and Stremme 1997, Schoenbucher and
//! Wilmott 2000), whatever the path.

use option_math::{kernel, I64F64};
use option_risk::RiskError;

use crate::error::Result;
use crate::mechanism::Mechanism;
use crate::outcome::Watch;
use crate::results::Anchor;
use crate::run;
use crate::scenario::Scenario;
use crate::settings::Settings;

/// Loop gains looked at, thousandths.
const GAINS_MILLI: [i32; 4] = [-400, 200, 400, 600];
/// The shock.
const NEWS: &str = "fall-8";

/// Keeps the last minute's prices.
#[derive(Default)]
struct Last {
    first: u64,
    price: u64,
}

impl Watch for Last {
    fn look(&mut self, minute: u32, price: u64, _: u64, _: i64) {
        if minute == 0 {
            self.first = price;
        }
        self.price = price;
    }
}

/// Runs them all.
pub fn measure() -> Result<Vec<Anchor>> {
    GAINS_MILLI.into_iter().map(anchor).collect()
}

fn anchor(gain_milli: i32) -> Result<Anchor> {
    let mut settings = Settings::default();
    let model = &mut settings.model;
    model.linear_gain_milli = gain_milli;
    model.constant_depth = 1;
    model.noise_ppm = 0;
    model.arbitrage_bps_per_min = 0;
    model.accounts = 0;
    let mechanism = Mechanism::parse(Mechanism::NONE)?;
    let scenario = Scenario::parse(NEWS)?;
    let mut last = Last::default();
    run::run(&settings, &scenario, &mechanism, 0, &mut last)?;
    let ratio = I64F64::from_num(last.price) / I64F64::from_num(last.first.max(1));
    let moved = kernel::ln(ratio).map_err(RiskError::from)?;
    let news = scenario.news()?;
    let gain = f64::from(gain_milli) / 1e3;
    Ok(Anchor {
        gain,
        expected: 1.0 / (1.0 - gain),
        measured: (moved / news).to_num(),
    })
}
