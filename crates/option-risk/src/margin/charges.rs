//! What one leg adds to an account, scenario by scenario.

use super::scenario::SCENARIOS;
use super::{Leg, Level, MarginParams, UnitValues};
use crate::error::Result;
use crate::numeric::{mul_bps_down, mul_bps_up, scale_up, share_down, share_up, BPS};
use crate::units::{Kind, Scale};

/// How contracts become atoms at one level.
#[derive(Clone, Copy, Debug)]
pub struct Tariff {
    kind: Kind,
    scale: Scale,
    floor_bps: u32,
    multiplier_bps: u32,
    credit_bps: u32,
}

impl Tariff {
    /// The tariff of `level`.
    pub fn new(kind: Kind, scale: Scale, params: &MarginParams, level: Level) -> Result<Self> {
        Ok(Self {
            kind,
            scale,
            floor_bps: params.floor_bps,
            multiplier_bps: level.multiplier_bps(params)?,
            credit_bps: params.offset_credit_bps.min(BPS),
        })
    }
}

/// A leg in atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charges {
    /// Net short: all rounded up.
    Short {
        /// Per scenario, floor included, at most the coverage.
        charges: [u64; SCENARIOS],
        /// The part that nothing offsets.
        floor: u64,
        /// The most it can ever pay.
        coverage: u64,
        /// Value at the mark.
        mark: u64,
    },
    /// Net long: all rounded down.
    Long {
        /// What may offset shorts, per scenario.
        credits: [u64; SCENARIOS],
        /// Value at the mark.
        mark: u64,
    },
}

impl Charges {
    /// The charges of a leg in the first `scenarios` of its values, nothing beyond.
    pub fn of(tariff: &Tariff, leg: &Leg, units: &UnitValues, scenarios: usize) -> Result<Self> {
        match leg.net_long() {
            0 => Self::short(tariff, leg, units, scenarios),
            held => Self::long(tariff, leg.strike, held, units, scenarios),
        }
    }

    /// `min(coverage, multiplier x (unit x coverage + floor) + gamma add-on)`.
    ///
    /// Factor, floor and cap apply leg by leg: that is what keeps a portfolio at or below the sum of its legs.
    fn short(tariff: &Tariff, leg: &Leg, units: &UnitValues, scenarios: usize) -> Result<Self> {
        let scale = &tariff.scale;
        let coverage = scale.coverage_up(tariff.kind, leg.net_short(), leg.strike)?;
        let floor = mul_bps_up(coverage, tariff.floor_bps)?;
        let addon = scale_up(coverage, units.gamma_addon).unwrap_or(u64::MAX);
        let mut charges = [0; SCENARIOS];
        for (charge, unit) in charges.iter_mut().zip(&units.scenarios[..scenarios]) {
            let liability = share_up(coverage, *unit).saturating_add(floor);
            let scaled = match tariff.multiplier_bps {
                BPS => liability,
                // A charge beyond 64 bits is beyond the coverage.
                factor => mul_bps_up(liability, factor).unwrap_or(u64::MAX),
            };
            *charge = scaled.saturating_add(addon).min(coverage);
        }
        Ok(Self::Short {
            charges,
            floor: floor.min(coverage),
            coverage,
            mark: share_up(coverage, units.mark),
        })
    }

    fn long(
        tariff: &Tariff,
        strike: u64,
        held: u64,
        units: &UnitValues,
        scenarios: usize,
    ) -> Result<Self> {
        let coverage = tariff.scale.coverage_down(tariff.kind, held, strike)?;
        let mut credits = [0; SCENARIOS];
        for (credit, unit) in credits.iter_mut().zip(&units.scenarios[..scenarios]) {
            let value = share_down(coverage, *unit);
            *credit = match tariff.credit_bps {
                BPS => value,
                share => mul_bps_down(value, share)?,
            };
        }
        Ok(Self::Long {
            credits,
            mark: share_down(coverage, units.mark),
        })
    }
}
