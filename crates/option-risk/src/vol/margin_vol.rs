//! The volatilities that margin runs on: one that a spike does not move, and the memory of stress.

use option_math::Vol;

use super::ewma::{blend, weight};
use super::slew::{from_state, slewed, to_state};
use super::{Estimates, VolParams, VolState};
use crate::error::Result;
use crate::numeric::{add, bps, mul, BPS, PER_CENT};

/// The buffer of maintenance in calm, per cent of the slow estimate.
const BUFFERED_PER_CENT: u64 = 125;

/// Volatilities in units of 2^-32. A function of the prints and of time: reading it, however often, changes nothing.
///
/// *Maintenance.* In calm, the fast estimate at or below the slow one, it goes to 1.25 x slow. In stress the quarter is
/// used up first: it stands still until the slow estimate passes it, and then follows that (EMIR RTS 153/2013, art. 28:
/// a buffer of at least 25%, to be exhausted in stress). Either way it moves on a straight line, at most
/// `maintenance_slew_bps_per_hour`: what is already on is never called by a spike.
///
/// *Stress.* The greatest of both estimates that was ever sampled, forgotten by half in `stress_half_life_secs`.
#[repr(C)]
#[cfg_attr(feature = "idl", anchor_lang::zero_copy)]
#[cfg_attr(
    not(feature = "idl"),
    derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)
)]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct MarginVol {
    /// The maintenance volatility at `maintenance_ts`.
    pub maintenance: u64,
    /// When it was that.
    pub maintenance_ts: i64,
    /// The memory of stress at `stressed_ts`.
    pub stressed: u64,
    /// When it was that.
    pub stressed_ts: i64,
}

const _: () = assert!(core::mem::size_of::<MarginVol>() == 32);

impl MarginVol {
    /// As after a long calm at `vol`'s estimates. Errors as [`VolState::slow`].
    pub fn new(params: &VolParams, vol: &VolState, ts: i64) -> Result<Self> {
        Ok(Self {
            maintenance: buffered(to_state(vol.slow(params)?)?),
            maintenance_ts: ts,
            stressed: to_state(vol.slow(params)?.max(vol.fast(params)?))?,
            stressed_ts: ts,
        })
    }

    /// The maintenance volatility at `now`, the estimates being `vol`'s since it was last brought forward.
    pub fn maintenance_at(&self, params: &VolParams, vol: &Estimates, now: i64) -> Result<Vol> {
        self.forward(params, vol, now).map(from_state)
    }

    /// Brings maintenance to `ts` by the estimates in force until then; a sample may change them after.
    pub fn advance(&mut self, params: &VolParams, vol: &VolState, ts: i64) -> Result<()> {
        self.maintenance = self.forward(params, &vol.estimates(params)?, ts)?;
        self.maintenance_ts = self.maintenance_ts.max(ts);
        Ok(())
    }

    /// Takes the estimates as of `ts` into the memory of stress.
    pub fn remember(&mut self, params: &VolParams, vol: &VolState, ts: i64) -> Result<()> {
        let present = to_state(vol.slow(params)?.max(vol.fast(params)?))?;
        let secs = u64::try_from(ts.saturating_sub(self.stressed_ts)).unwrap_or(0);
        let left = blend(
            self.stressed,
            0,
            weight(secs, params.stress_half_life_secs)?,
        );
        self.stressed = left.max(present);
        self.stressed_ts = self.stressed_ts.max(ts);
        Ok(())
    }

    /// The volatility of new risk: the greatest of both estimates, the `mark`, and the present weighted with stress.
    /// Never below `maintenance`.
    pub fn initial_at(
        &self,
        params: &VolParams,
        vol: &Estimates,
        mark: Vol,
        maintenance: Vol,
    ) -> Result<Vol> {
        let present = vol.slow.max(vol.fast);
        let stressed = from_state(self.stressed).max(Vol::from_bps(params.stressed_floor_bps));
        let weight = params.stressed_weight_bps.min(BPS);
        let weighted = add(
            mul(present.0, bps(BPS - weight))?,
            mul(stressed.0, bps(weight))?,
        )?;
        Ok(Vol(weighted).max(present).max(mark).max(maintenance))
    }

    fn forward(&self, params: &VolParams, vol: &Estimates, now: i64) -> Result<u64> {
        let (slow, fast) = (to_state(vol.slow)?, to_state(vol.fast)?);
        let target = match fast <= slow {
            true => buffered(slow),
            false => self.maintenance.clamp(slow, buffered(slow)),
        };
        Ok(slewed(
            self.maintenance,
            target,
            self.maintenance_ts,
            now,
            params.maintenance_slew_bps_per_hour,
        ))
    }
}

/// `1.25 x slow`, rounded down. A stored volatility is far below 2^57.
fn buffered(slow: u64) -> u64 {
    slow.saturating_mul(BUFFERED_PER_CENT) / PER_CENT
}
