//! Vault shares with a virtual offset against inflation.
//!
//! Shares are priced as if [`VIRTUAL_SHARES`] shares and [`VIRTUAL_ASSETS`] atom were always there: an empty vault's first
//! depositor cannot be diluted by a donation at a profit, since the virtual shares take the larger part of it. Both
//! conversions round down, so the price of a share never falls by a deposit or a withdrawal.
//! Source: the ERC-4626 inflation defence (virtual shares and assets).

use option_math::I64F64;

use crate::error::{Result, RiskError};
use crate::nav::Assets;
use crate::numeric::to_u64;
use crate::units::Kind;

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

/// Atoms that rounding and the virtual shares may leave in an emptied vault, and that whoever leaves last takes along.
const DUST: u64 = 1_000;

/// What `shares` leave with: their part of both assets, each rounded down. The collateral is as in
/// [`assets_for_shares_down`]; the virtual atom is collateral, so of the other asset it is
/// `shares x total / (total_shares + 1000)`, or whoever leaves would take a little of those who stay.
///
/// All of the shares take all of an asset where that is dust more: an emptied vault holds nothing. More than that is no
/// rounding: somebody has burned shares to raise the price, and what the virtual shares have of it stays theirs.
pub fn paid_in_kind(assets: &Assets, kind: Kind, shares: u64, total_shares: u64) -> Result<Assets> {
    let part = |total, virtual_part| -> Result<u64> {
        let supply = offset(total_shares, VIRTUAL_SHARES);
        let part = mul_div(shares, offset(total, virtual_part), supply)?;
        let is_emptied = shares > 0 && shares == total_shares;
        Ok(match is_emptied && total.saturating_sub(part) <= DUST {
            true => total,
            false => part,
        })
    };
    let (collateral, other) = assets.split(kind);
    let (collateral, other) = (part(collateral, VIRTUAL_ASSETS)?, part(other, 0)?);
    Ok(Assets::join(kind, collateral, other))
}

/// Shares for a deposit, or `None` if it cannot be taken at this price: they do not fit, or rounding them down would cost
/// the depositor more than a thousandth. Either takes a share price that somebody has driven up by burning shares.
pub fn fair_shares(assets: u64, total_assets: u64, total_shares: u64) -> Option<u64> {
    let shares = shares_for_assets_down(assets, total_assets, total_shares).ok()?;
    let (after, supply) = (
        total_assets.checked_add(assets)?,
        total_shares.checked_add(shares)?,
    );
    let worth = assets_for_shares_down(shares, after, supply).ok()?;
    // A depositor of a few atoms may lose one to rounding.
    (worth >= assets - assets / 1_000 - u64::from(assets > 1)).then_some(shares)
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
