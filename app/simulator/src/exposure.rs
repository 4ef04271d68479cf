//! What the model's vaults are short of as a run begins.

use option_risk::{book::Position, units::Scale};

use crate::error::Result;
use crate::mechanism::Mechanism;
use crate::run::START_TS;
use crate::settings::Settings;
use crate::venue::Venue;

/// Options of the vaults at the start.
pub struct Exposure {
    /// Price, feed units.
    pub spot: u64,
    /// Time, unix seconds.
    pub ts: i64,
    /// Positions, negative.
    pub positions: Vec<Position>,
    /// Units.
    pub scale: Scale,
}

/// The exposure that the settings make.
pub fn at_start(settings: &Settings) -> Result<Exposure> {
    let spot = settings.model.start_price;
    let venue = Venue::open(
        settings,
        &Mechanism::parse(Mechanism::NONE)?,
        spot,
        START_TS,
    )?;
    Ok(Exposure {
        spot,
        ts: START_TS,
        positions: venue.positions(START_TS)?,
        scale: venue.market.scale(),
    })
}
