//! A vault's hedge: how much to trade, at what price, and whether it goes with the move.

use bytemuck::{Pod, Zeroable};
use option_math::I64F64;

use crate::breaker::{Action, Direction};
use crate::error::{Result, RiskError};
use crate::numeric::{mul_bps_down, mul_bps_up, scale_down, to_u64, within, BPS};
use crate::units::Scale;

/// Parameters of a vault's hedge.
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
pub struct HedgeParams {
    /// Delta the vault is steered to, bps of its assets; 0 turns hedging off.
    pub target_delta_bps: u32,
    /// Deviation from it that is left alone, bps of assets.
    pub band_bps: u32,
    /// Length of an order, seconds.
    pub duration_secs: u32,
    /// How far inside the oracle price (for the vault) an order starts, bps.
    pub inside_bps: u32,
    /// How far outside it an order may end, bps.
    pub outside_bps: u32,
    /// Always zero.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub padding: [u8; 4],
    /// Smallest order worth opening, base atoms; less is left alone.
    pub min_order_base: u64,
}

const _: () = assert!(core::mem::size_of::<HedgeParams>() == 32);

impl Default for HedgeParams {
    fn default() -> Self {
        Self {
            target_delta_bps: 0,
            band_bps: 500,
            duration_secs: 60,
            inside_bps: 10,
            outside_bps: 100,
            padding: [0; 4],
            min_order_base: 0,
        }
    }
}

impl HedgeParams {
    /// Whether the vault hedges at all: a target of zero says no.
    pub fn enabled(&self) -> bool {
        self.target_delta_bps > 0
    }

    /// Hard bounds: target up to 100%, band 1%..=50%, orders of 30..=600 s from at most 1% inside to at most 5% outside.
    pub fn validate(&self) -> Result<()> {
        within("target_delta_bps", self.target_delta_bps, 0..=BPS)?;
        within("band_bps", self.band_bps, 100..=5_000)?;
        within("duration_secs", self.duration_secs, 30..=600)?;
        within("inside_bps", self.inside_bps, 0..=100)?;
        within("outside_bps", self.outside_bps, 0..=500)
    }
}

/// Which way an order trades, seen from the vault.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The vault gives base for quote.
    SellBase = 0,
    /// The vault gives quote for base.
    BuyBase = 1,
}

impl TryFrom<u8> for Side {
    type Error = RiskError;

    fn try_from(byte: u8) -> Result<Self> {
        match byte {
            0 => Ok(Self::SellBase),
            1 => Ok(Self::BuyBase),
            _ => Err(RiskError::UnknownSide(byte)),
        }
    }
}

/// What a vault holds and may trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HedgeInputs {
    /// All base atoms, locked ones included.
    pub base_total: u64,
    /// All quote atoms.
    pub quote_total: u64,
    /// Base atoms that cover nothing.
    pub free_base: u64,
    /// Quote atoms that cover nothing.
    pub free_quote: u64,
    /// Calls sold and still open, base atoms.
    pub contracts: u64,
    /// Delta of one of them, 0..=1.
    pub call_delta: I64F64,
    /// Oracle price, feed units.
    pub price: u64,
    /// Base atoms left in the flow budget.
    pub budget: u64,
    /// Decimals of the market.
    pub scale: Scale,
}

/// A hedge to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Which way.
    pub side: Side,
    /// How much.
    pub base_atoms: u64,
}

/// The order that steers the vault back to its target delta, or `None` inside the band or with nothing to trade.
///
/// Net delta is `base_total - contracts x call_delta`, assets are all holdings in base at the oracle price, the target
/// is a share of assets. The order is the whole deviation, clipped to free base, to what free quote buys at the dearest
/// price of the auction, and to the budget; every clip rounds down.
pub fn order(inputs: &HedgeInputs, params: &HedgeParams) -> Result<Option<Order>> {
    if !(I64F64::ZERO..=I64F64::ONE).contains(&inputs.call_delta) {
        return Err(RiskError::DeltaOutOfRange);
    }
    let quote_in_base = inputs
        .scale
        .base_for_quote_down(inputs.quote_total, inputs.price)?;
    let assets = inputs
        .base_total
        .checked_add(quote_in_base)
        .ok_or(RiskError::Overflow)?;
    let short = scale_down(inputs.contracts, inputs.call_delta)?;
    let target = mul_bps_down(assets, params.target_delta_bps)?;
    let deviation = i128::from(inputs.base_total) - i128::from(short) - i128::from(target);
    if deviation.unsigned_abs() <= u128::from(mul_bps_up(assets, params.band_bps)?) {
        return Ok(None);
    }
    let (side, free) = if deviation > 0 {
        (Side::SellBase, inputs.free_base)
    } else {
        (Side::BuyBase, affordable(inputs, params)?)
    };
    let wanted = to_u64(deviation.unsigned_abs())?;
    let base_atoms = wanted.min(free).min(inputs.budget);
    Ok((base_atoms >= params.min_order_base.max(1)).then_some(Order { side, base_atoms }))
}

/// Base atoms that free quote buys at the end of the auction.
fn affordable(inputs: &HedgeInputs, params: &HedgeParams) -> Result<u64> {
    let dearest = mul_bps_up(inputs.price, BPS.saturating_add(params.outside_bps))?;
    inputs.scale.base_for_quote_down(inputs.free_quote, dearest)
}

/// The price at which an order fills `elapsed_secs` after its start, feed units; `None` once it has expired.
///
/// A sale starts at `oracle x (1 + inside)` and falls linearly to `oracle x (1 - outside)`, rounded up; a purchase
/// mirrors it, rounded down.
pub fn dutch_price(
    side: Side,
    oracle_price: u64,
    elapsed_secs: u64,
    params: &HedgeParams,
) -> Result<Option<u64>> {
    let duration = u64::from(params.duration_secs);
    if duration == 0 || elapsed_secs > duration {
        return Ok(None);
    }
    // Offsets in bps x seconds; each product of two u32 fits.
    let inside = u64::from(params.inside_bps) * duration;
    let slide = (u64::from(params.inside_bps) + u64::from(params.outside_bps))
        .checked_mul(elapsed_secs)
        .ok_or(RiskError::Overflow)?;
    let one = u64::from(BPS) * duration;
    let price = match side {
        Side::SellBase => {
            let factor = (one.checked_add(inside))
                .and_then(|factor| factor.checked_sub(slide))
                .ok_or(RiskError::Overflow)?;
            (u128::from(oracle_price) * u128::from(factor)).div_ceil(u128::from(one))
        }
        Side::BuyBase => {
            let factor = (one.checked_add(slide))
                .and_then(|factor| factor.checked_sub(inside))
                .ok_or(RiskError::Overflow)?;
            u128::from(oracle_price) * u128::from(factor) / u128::from(one)
        }
    };
    to_u64(price).map(Some)
}

/// Whether trading `side` pushes the price further the way it moved: selling after a fall, buying after a rise.
pub fn with_move(side: Side, direction: Direction) -> bool {
    matches!(
        (side, direction),
        (Side::SellBase, Direction::Down) | (Side::BuyBase, Direction::Up)
    )
}

/// The breaker's action for an order of `side` after a move in `direction`.
pub fn action(side: Side, direction: Direction) -> Action {
    if with_move(side, direction) {
        Action::HedgeWithMove
    } else {
        Action::HedgeAgainstMove
    }
}
