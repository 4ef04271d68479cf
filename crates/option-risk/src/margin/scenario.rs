//! The 23 scenarios: seven spots by three volatilities, and two tails.
//!
//! They are ordered by volatility, the highest first. An option is worth more the higher its volatility and the further
//! the spot moves its way, so that of an account with nothing but shorts the worst scenario is one of two: the end of the
//! range and the tail on that side, at the highest volatility. No other need be looked at.

use core::fmt;

use crate::units::Kind;

/// Scenarios in the grid.
pub const SCENARIOS: usize = 23;

/// Spots: seven inside the range and the two tails. The grid begins with all of them at the highest volatility.
pub const SPOTS: usize = 9;

/// Inner spot shocks in thirds of the range, in the order of the grid; the tails follow, up then down.
pub(super) const INNER_THIRDS: [i8; SPOTS - 2] = [0, 1, -1, 2, -2, 3, -3];

/// Every scenario.
pub const ALL: [usize; SCENARIOS] = {
    let mut all = [0; SCENARIOS];
    let mut index = 0;
    while index < SCENARIOS {
        all[index] = index;
        index += 1;
    }
    all
};

/// The two that shorts of a kind fear most: a rise to the end of the range and to the tail for calls, a fall for puts.
pub fn feared(kind: Kind) -> &'static [usize; 2] {
    match kind {
        Kind::Call => &[5, 7],
        Kind::Put => &[6, 8],
    }
}

/// The tail on the other side.
pub(super) fn other_tail(kind: Kind) -> usize {
    match kind {
        Kind::Call => 8,
        Kind::Put => 7,
    }
}

/// Spots inside the range, from the one that shorts of a kind fear most to the one they fear least.
pub(super) fn by_fear(kind: Kind) -> &'static [usize; SPOTS - 2] {
    match kind {
        Kind::Call => &[5, 3, 1, 0, 2, 4, 6],
        Kind::Put => &[6, 4, 2, 0, 1, 3, 5],
    }
}

/// The spot of a scenario.
#[inline(always)]
pub(super) fn spot_of(scenario: usize) -> usize {
    match scenario.checked_sub(SPOTS) {
        None => scenario,
        Some(rest) => rest % INNER_THIRDS.len(),
    }
}

/// The scenarios of a spot inside the range, the highest volatility first.
pub(super) fn at_spot(spot: usize) -> [usize; 3] {
    [spot, SPOTS + spot, SPOTS + INNER_THIRDS.len() + spot]
}

/// Volatility of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolShock {
    /// Shocked down.
    Down,
    /// As it is.
    Flat,
    /// Shocked up.
    Up,
}

/// Spot of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpotShock {
    /// This many thirds of the range.
    Thirds(i8),
    /// Up by the tail's multiple of the range, at the tail's weight.
    TailUp,
    /// Down by the tail's multiple of the range, at the tail's weight.
    TailDown,
}

/// One scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its spot.
    pub spot: SpotShock,
    /// Its volatility.
    pub vol: VolShock,
}

impl Scenario {
    /// The scenario at `index`; `None` from [`SCENARIOS`] on.
    pub fn from_index(index: u8) -> Option<Self> {
        let index = usize::from(index);
        let inner = INNER_THIRDS.len();
        let (spot, vol) = match index.checked_sub(SPOTS) {
            None if index == inner => (SpotShock::TailUp, VolShock::Up),
            None if index == inner + 1 => (SpotShock::TailDown, VolShock::Up),
            None => (SpotShock::Thirds(INNER_THIRDS[index]), VolShock::Up),
            Some(rest) => {
                let vol = match rest / inner {
                    0 => VolShock::Flat,
                    1 => VolShock::Down,
                    _ => return None,
                };
                (SpotShock::Thirds(INNER_THIRDS[rest % inner]), vol)
            }
        };
        Some(Self { spot, vol })
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.spot {
            SpotShock::Thirds(thirds) => write!(f, "spot {thirds:+}/3 range")?,
            SpotShock::TailUp => f.write_str("spot tail up")?,
            SpotShock::TailDown => f.write_str("spot tail down")?,
        }
        f.write_str(match self.vol {
            VolShock::Down => ", vol down",
            VolShock::Flat => ", vol flat",
            VolShock::Up => ", vol up",
        })
    }
}
