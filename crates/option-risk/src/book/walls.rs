//! The strikes that hold the most gamma.

use option_math::I64F64;

use super::{Point, Position};
use crate::error::Result;
use crate::units::Scale;

/// All positions of one strike, in quote atoms of delta hedge per 1% move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wall {
    /// Strike, feed units.
    pub strike: u64,
    /// Gamma with signs.
    pub net: I64F64,
    /// Gamma without.
    pub gross: I64F64,
}

/// Fills `out` with the strikes of the largest gross gamma at `spot`, largest first, the lower strike first among
/// equals; returns how many there are, at most `out.len()`. Strikes without gamma are none.
///
/// Errors as [`super::profile`], with `out` filled in part.
pub fn walls(positions: &[Position], spot: u64, scale: &Scale, out: &mut [Wall]) -> Result<usize> {
    let mut found = 0;
    for (index, first) in positions.iter().enumerate() {
        let (before, rest) = positions.split_at(index);
        if before.iter().any(|earlier| earlier.strike == first.strike) {
            continue;
        }
        let same = rest.iter().filter(|other| other.strike == first.strike);
        let sum = Point::of(same, spot, scale)?;
        let wall = Wall {
            strike: first.strike,
            net: sum.net,
            gross: sum.gross,
        };
        if wall.gross > I64F64::ZERO {
            found = insert(out, found, wall);
        }
    }
    Ok(found)
}

/// Puts a wall in its place among the first `found`, the least falling off a full slice; returns how many there are now.
fn insert(out: &mut [Wall], found: usize, wall: Wall) -> usize {
    let rank = |wall: &Wall| (core::cmp::Reverse(wall.gross), wall.strike);
    let place = out[..found].partition_point(|other| rank(other) < rank(&wall));
    if place == out.len() {
        return found;
    }
    let found = (found + 1).min(out.len());
    out[place..found].rotate_right(1);
    out[place] = wall;
    found
}
