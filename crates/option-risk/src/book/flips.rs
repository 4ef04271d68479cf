//! Where net gamma changes its sign.

use option_math::I64F64;

use super::{profile, Point, Position};
use crate::error::Result;
use crate::units::Scale;

/// Spots within [`profile`]'s range at which the net gamma of `positions` changes sign, ascending: below such a level
/// hedgers trade on the other side of a move than above it. None if the sign is one throughout.
///
/// Interpolated linearly between points of the profile and rounded down to a feed unit; less than one quote atom counts
/// as no sign. Errors as [`profile`].
pub fn flips<'a>(
    positions: &'a [Position],
    spot: u64,
    scale: &'a Scale,
) -> impl Iterator<Item = Result<u64>> + 'a {
    let mut last = None;
    profile(positions, spot, scale)
        .filter_map(move |point| point.map(|point| crossing(&mut last, point)).transpose())
}

/// The root between the `last` point with a sign and this one, if theirs differ.
fn crossing(last: &mut Option<Point>, point: Point) -> Option<u64> {
    if atoms(point.net) == 0 {
        return None;
    }
    let before = last.replace(point)?;
    let flips = (before.net < I64F64::ZERO) != (point.net < I64F64::ZERO);
    flips.then(|| root(&before, &point))
}

/// Where the line through two points of opposite signs crosses zero.
fn root(low: &Point, high: &Point) -> u64 {
    let (near, far) = (atoms(low.net), atoms(high.net));
    let span = u128::from(high.spot.saturating_sub(low.spot));
    // Each is below 2^64, and neither is zero.
    let step = span * near / (near + far).max(1);
    low.spot.saturating_add(step as u64)
}

/// Whole quote atoms without their sign.
fn atoms(net: I64F64) -> u128 {
    net.to_bits().unsigned_abs() >> 64
}
