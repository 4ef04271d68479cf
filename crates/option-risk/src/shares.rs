//! Vault shares with a virtual offset against inflation.
//!
//! Shares are priced as if [`VIRTUAL_SHARES`] shares and [`VIRTUAL_ASSETS`] atom were always there: an empty vault's first
//! depositor cannot be diluted by a donation at a profit, since the virtual shares take the larger part of it. Both
//! conversions round down, so the price of a share never falls by a deposit or a withdrawal.
//! Source: the ERC-4626 inflation defence (virtual shares and assets).

use option_math::I64F64;

use crate::error::{Result, RiskError};
use crate::numeric::to_u64;

/// Shares that are always there.
pub const VIRTUAL_SHARES: u64 = 1_000;

/// Atoms that are always there.
pub const VIRTUAL_ASSETS: u64 = 1;

/// Shares for a deposit of `assets` atoms, rounded down:
/// `assets x (total_shares + 1000) / (total_assets + 1)`, totals before the deposit.
pub fn shares_for_assets_down(assets: u64, total_assets: u64, total_shares: u64) -> Result<u64> {
    mul_div(
        assets,
        offset(total_shares, VIRTUAL_SHARES),
        offset(total_assets, VIRTUAL_ASSETS),
    )
}

/// Atoms for `shares`, rounded down: `shares x (total_assets + 1) / (total_shares + 1000)`, totals before the
/// withdrawal.
pub fn assets_for_shares_down(shares: u64, total_assets: u64, total_shares: u64) -> Result<u64> {
    mul_div(
        shares,
        offset(total_assets, VIRTUAL_ASSETS),
        offset(total_shares, VIRTUAL_SHARES),
    )
}

/// Atoms of assets per atom of shares, rounded down to 2^-64: `(total_assets + 1) / (total_shares + 1000)`, hence
/// 0.001 for an empty vault.
pub fn share_price(total_assets: u64, total_shares: u64) -> Result<I64F64> {
    let assets = offset(total_assets, VIRTUAL_ASSETS);
    let shares = offset(total_shares, VIRTUAL_SHARES);
    // The remainder may fill 65 bits, so its 64 fraction bits come in two steps.
    let rest = (assets % shares) << 63;
    let fraction = ((rest / shares) << 1) | ((rest % shares) * 2 / shares);
    let bits = ((assets / shares) << 64) | fraction;
    i128::try_from(bits)
        .map(I64F64::from_bits)
        .map_err(|_| RiskError::Overflow)
}

fn offset(total: u64, virtual_part: u64) -> u128 {
    u128::from(total) + u128::from(virtual_part)
}

fn mul_div(a: u64, b: u128, d: u128) -> Result<u64> {
    let product = u128::from(a).checked_mul(b).ok_or(RiskError::Overflow)?;
    to_u64(product.checked_div(d).ok_or(RiskError::Overflow)?)
}
