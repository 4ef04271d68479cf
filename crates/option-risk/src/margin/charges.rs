//! What one leg adds to an account, scenario by scenario.

use super::grid::Base;
use super::scenario::SCENARIOS;
use super::{Leg, Level, MarginParams};
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

/// A leg in atoms: net short, all rounded up, or net long, all rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charges {
    /// Whether contracts are written beyond those held.
    pub is_short: bool,
    /// The most it can ever pay.
    pub coverage: u64,
    /// Value at the mark.
    pub mark: u64,
    /// The part of a short's charges that nothing offsets.
    pub floor: u64,
    /// A short's gamma charge.
    addon: u64,
    /// By scenario looked at: what a short is charged, floor included and at most the coverage, or what a long offsets.
    pub amounts: [u64; SCENARIOS],
}

impl Charges {
    /// The leg, nothing looked at yet.
    pub fn new(tariff: &Tariff, leg: &Leg, base: &Base) -> Result<Self> {
        let (scale, kind) = (&tariff.scale, tariff.kind);
        let amounts = [0; SCENARIOS];
        if leg.net_long() > 0 {
            let coverage = scale.coverage_down(kind, leg.net_long(), leg.strike)?;
            return Ok(Self {
                is_short: false,
                coverage,
                mark: share_down(coverage, base.mark),
                floor: 0,
                addon: 0,
                amounts,
            });
        }
        let coverage = scale.coverage_up(kind, leg.net_short(), leg.strike)?;
        Ok(Self {
            is_short: true,
            coverage,
            mark: share_up(coverage, base.mark),
            floor: mul_bps_up(coverage, tariff.floor_bps)?.min(coverage),
            addon: scale_up(coverage, base.gamma_addon).unwrap_or(u64::MAX),
            amounts,
        })
    }

    /// Fills in the scenario looked at as number `at`, in which the leg is worth `unit` of its coverage.
    ///
    /// A short: `min(coverage, multiplier x (unit x coverage + floor) + gamma add-on)`. Factor, floor and cap apply leg by
    /// leg: that is what keeps a portfolio at or below the sum of its legs.
    #[inline(always)]
    pub fn fill(&mut self, tariff: &Tariff, at: usize, unit: u64) -> Result<u64> {
        let amount = match self.is_short {
            true => {
                let liability = share_up(self.coverage, unit).saturating_add(self.floor);
                let scaled = match tariff.multiplier_bps {
                    BPS => liability,
                    // A charge beyond 64 bits is beyond the coverage.
                    factor => mul_bps_up(liability, factor).unwrap_or(u64::MAX),
                };
                scaled.saturating_add(self.addon).min(self.coverage)
            }
            false => {
                let value = share_down(self.coverage, unit);
                match tariff.credit_bps {
                    BPS => value,
                    share => mul_bps_down(value, share)?,
                }
            }
        };
        self.amounts[at] = amount;
        Ok(amount)
    }
}
