//! The implied mark: what cleared sales say, followed at a bounded rate.

use bytemuck::{Pod, Zeroable};
use option_math::Vol;

use super::slew::{from_state, slewed, to_state, towards};
use super::Skew;
use crate::error::{Result, RiskError};
use crate::numeric::{distance_bps, mul_div_down, within};

/// How many sold contracts one weighs that was offered and not sold.
const UNSOLD_WEIGHT: u64 = 10;

/// Parameters of the implied mark.
#[repr(C)]
#[cfg_attr(
    feature = "borsh",
    derive(crate::wire::Serialize, crate::wire::Deserialize)
)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct ImpliedParams {
    /// Contracts that move the target half way to where they cleared, atoms.
    pub weight_contracts: u64,
    /// How fast the mark follows its target, bps of volatility an hour.
    pub slew_bps_per_hour: u32,
    /// How the mark bends over strikes.
    pub skew: Skew,
    /// Always zero.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub padding: [u8; 4],
}

const _: () = assert!(core::mem::size_of::<ImpliedParams>() == 24);

impl Default for ImpliedParams {
    /// A weight of ten thousand contracts of nine decimals.
    fn default() -> Self {
        Self {
            weight_contracts: 10_000_000_000_000,
            slew_bps_per_hour: 500,
            skew: Skew::FLAT,
            padding: [0; 4],
        }
    }
}

impl ImpliedParams {
    /// Hard bounds: a weight of at least one atom, 0.5..=50 points of volatility an hour, and those of [`Skew`].
    pub fn validate(&self) -> Result<()> {
        if self.weight_contracts == 0 {
            return Err(RiskError::InvalidParameter("weight_contracts"));
        }
        within("slew_bps_per_hour", self.slew_bps_per_hour, 50..=5_000)?;
        self.skew.validate()
    }
}

/// The mark, what it follows, and what a jump is measured from. Volatilities in units of 2^-32.
///
/// A function of the clearings and of time: reading it, however often, changes nothing.
#[repr(C)]
#[cfg_attr(feature = "idl", anchor_lang::zero_copy)]
#[cfg_attr(
    not(feature = "idl"),
    derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)
)]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ImpliedMark {
    /// The mark at `mark_ts`.
    pub mark: u64,
    /// When it was that.
    pub mark_ts: i64,
    /// Where it goes: the size-weighted volatility that sales cleared at.
    pub target: u64,
    /// What a jump is measured from, at `anchor_ts`; it follows the target as the mark does.
    pub anchor: u64,
    /// When it was that.
    pub anchor_ts: i64,
}

const _: () = assert!(core::mem::size_of::<ImpliedMark>() == 40);

impl ImpliedMark {
    /// At `initial`, with no sale yet. [`RiskError::Overflow`] for a volatility below zero or of 2^32 or more.
    pub fn new(initial: Vol, now: i64) -> Result<Self> {
        let mark = to_state(initial)?;
        Ok(Self {
            mark,
            mark_ts: now,
            target: mark,
            anchor: mark,
            anchor_ts: now,
        })
    }

    /// The mark at `now`: on the straight way to the target, `slew_bps_per_hour` an hour at most, rounded towards where
    /// it was.
    pub fn at(&self, params: &ImpliedParams, now: i64) -> Vol {
        let mark = self.slewed(self.mark, self.mark_ts, params, now);
        from_state(mark)
    }

    /// Takes a sale of `contracts` cleared at `vol`: the target moves `contracts / (contracts + weight_contracts)` of
    /// the way there, rounded towards where it was. A sale of nothing changes nothing.
    ///
    /// [`RiskError::Overflow`] for a volatility below zero or of 2^32 or more.
    pub fn clear(
        &mut self,
        params: &ImpliedParams,
        vol: Vol,
        contracts: u64,
        now: i64,
    ) -> Result<()> {
        let vol = to_state(vol)?;
        if contracts == 0 {
            return Ok(());
        }
        // Beyond 64 bits the difference is none.
        let weights = contracts.saturating_add(params.weight_contracts);
        let way = mul_div_down(vol.abs_diff(self.target), contracts, weights)?;
        let target = towards(self.target, vol, way);
        *self = Self {
            mark: self.slewed(self.mark, self.mark_ts, params, now),
            mark_ts: self.mark_ts.max(now),
            target,
            anchor: self.anchor_at(params, now),
            anchor_ts: self.anchor_ts.max(now),
        };
        Ok(())
    }

    /// Takes a sale in which `contracts` found no buyer down to `vol`: the target moves towards it, as if ten times as
    /// many had cleared there, but never up. A purchase is one buyer's word; what was offered to everybody at falling
    /// prices and taken by nobody is a stronger one, and without it a mark above what anybody pays would stay there.
    pub fn pass(
        &mut self,
        params: &ImpliedParams,
        vol: Vol,
        contracts: u64,
        now: i64,
    ) -> Result<()> {
        if to_state(vol)? >= self.target {
            return Ok(());
        }
        self.clear(params, vol, contracts.saturating_mul(UNSOLD_WEIGHT), now)?;
        // That nobody buys is no alarm: it must not halt the market.
        self.anchor = self.anchor.min(self.target);
        Ok(())
    }

    /// How far the target lies from the anchor at `now`, bps of the anchor, rounded down, saturating. Up to what the
    /// market has `realised` a rise is no news.
    pub fn jump_bps(&self, params: &ImpliedParams, realised: Vol, now: i64) -> u32 {
        let anchor = self.anchor_at(params, now);
        let known = to_state(realised).unwrap_or(u64::MAX).min(self.target);
        distance_bps(self.target, anchor.max(known))
    }

    /// Takes the target as known: what has jumped once does not jump again. The mark goes on as it was.
    pub fn accept(&mut self, now: i64) {
        self.anchor = self.target;
        self.anchor_ts = self.anchor_ts.max(now);
    }

    fn anchor_at(&self, params: &ImpliedParams, now: i64) -> u64 {
        self.slewed(self.anchor, self.anchor_ts, params, now)
    }

    /// `from`, as it was at `ts`, on its way to the target.
    fn slewed(&self, from: u64, ts: i64, params: &ImpliedParams, now: i64) -> u64 {
        slewed(from, self.target, ts, now, params.slew_bps_per_hour)
    }
}
