//! How much the vaults of a market may trade in one window.

use option_math::Vol;

use crate::book::{depth, BookParams};
use crate::breaker::Limit;
use crate::error::Result;
use crate::numeric::{mul_bps_down, BPS};
use crate::units::Scale;

/// Base atoms of one flow window, before the breaker's share of it: `share_bps` of what trades within 1% of the price,
/// which shrinks as volatility rises ([`depth`]). Rounded down. [`crate::RiskError::ZeroPrice`] for a price of zero.
///
/// Every order is clipped to it, however far the delta has run: a gap is worked off over many windows. Under
/// [`Limit::Free`], against the move, there is no budget, but an order is still no larger than all of what trades within
/// 1%: it may not start a move of its own.
pub fn budget_base(
    book: &BookParams,
    fast_vol: Vol,
    limit: Limit,
    share_bps: u32,
    price: u64,
    scale: &Scale,
) -> Result<u64> {
    let share_bps = match limit {
        Limit::Free => BPS,
        Limit::Share(_) => share_bps,
    };
    let quote = mul_bps_down(depth(book, fast_vol), share_bps)?;
    scale.base_for_quote_down(quote, price)
}
