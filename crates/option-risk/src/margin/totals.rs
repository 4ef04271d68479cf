//! Summing legs scenario by scenario.

use option_math::I64F64;

use super::scenario::SCENARIOS;
use super::{Level, MarginParams, UnitValues};
use crate::error::{Result, RiskError};
use crate::numeric::{mul_bps_up, scale_up, BPS};
use crate::units::{Kind, Scale};

/// An account's requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Value of the shorts at the mark, atoms, rounded up.
    pub mark: u64,
    /// Collateral required, atoms, rounded up; at most `coverage`.
    pub required: u64,
    /// The most the shorts can ever pay, atoms, rounded up.
    pub coverage: u64,
    /// Index of the worst scenario, for [`super::Scenario::from_index`].
    pub worst: u8,
}

/// Charges of an account so far, per scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    kind: Kind,
    scale: Scale,
    floor_bps: u32,
    multiplier_bps: u32,
    mark: u64,
    coverage: u64,
    charges: [u64; SCENARIOS],
}

impl Totals {
    /// Nothing yet.
    pub fn new(kind: Kind, scale: Scale, params: &MarginParams, level: Level) -> Result<Self> {
        Ok(Self {
            kind,
            scale,
            floor_bps: params.floor_bps,
            multiplier_bps: level.multiplier_bps(params)?,
            mark: 0,
            coverage: 0,
            charges: [0; SCENARIOS],
        })
    }

    /// Adds `contracts` at `strike` of the leg whose unit values are `units`.
    pub fn add(&mut self, units: &UnitValues, strike: u64, contracts: u64) -> Result<()> {
        let coverage = self.scale.coverage_up(self.kind, contracts, strike)?;
        let floor = mul_bps_up(coverage, self.floor_bps)?;
        self.coverage = sum(self.coverage, coverage)?;
        self.mark = sum(self.mark, scale_up(coverage, units.mark)?)?;
        for (total, unit) in self.charges.iter_mut().zip(&units.scenarios) {
            let charge = charge_up(*unit, coverage, floor, self.multiplier_bps)?;
            *total = sum(*total, charge)?;
        }
        Ok(())
    }

    /// Charges per scenario, atoms.
    pub fn charges(&self) -> &[u64; SCENARIOS] {
        &self.charges
    }

    /// The worst scenario; the first of equals.
    pub fn requirement(&self) -> Requirement {
        let mut worst = 0;
        for (index, charge) in self.charges.iter().enumerate() {
            if *charge > self.charges[worst] {
                worst = index;
            }
        }
        Requirement {
            mark: self.mark,
            required: self.charges[worst],
            coverage: self.coverage,
            worst: worst as u8,
        }
    }
}

/// `min(coverage, multiplier x (unit x coverage + floor))`, rounded up.
///
/// Factor, floor and cap apply leg by leg: that is what keeps a portfolio at or below the sum of its legs.
fn charge_up(unit: I64F64, coverage: u64, floor: u64, multiplier_bps: u32) -> Result<u64> {
    let liability = scale_up(coverage, unit)?;
    // A charge beyond 64 bits is beyond the coverage.
    let charge = liability.saturating_add(floor);
    let scaled = if multiplier_bps == BPS {
        charge
    } else {
        mul_bps_up(charge, multiplier_bps).unwrap_or(u64::MAX)
    };
    Ok(scaled.min(coverage))
}

fn sum(a: u64, b: u64) -> Result<u64> {
    a.checked_add(b).ok_or(RiskError::Overflow)
}
