//! The 23 scenarios: seven spots by three volatilities, and two tails.

use core::fmt;

/// Scenarios in the grid.
pub const SCENARIOS: usize = 23;

/// Spots: seven inside the range and the two tails.
pub const SPOTS: usize = 9;

/// Inner spot shocks in thirds of the range, in the order of the grid; the tails follow, up then down.
pub(super) const INNER_THIRDS: [i8; SPOTS - 2] = [0, 1, -1, 2, -2, 3, -3];

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

/// Volatilities of every inner spot, in the order of the grid.
pub(super) const VOL_SHOCKS: [VolShock; 3] = [VolShock::Down, VolShock::Flat, VolShock::Up];

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
        let vols = VOL_SHOCKS.len();
        match INNER_THIRDS.get(index / vols) {
            Some(thirds) => Some(Self {
                spot: SpotShock::Thirds(*thirds),
                vol: VOL_SHOCKS[index % vols],
            }),
            None => tail(index - INNER_THIRDS.len() * vols),
        }
    }
}

/// The tail scenarios after the inner grid.
fn tail(index: usize) -> Option<Scenario> {
    let spot = match index {
        0 => SpotShock::TailUp,
        1 => SpotShock::TailDown,
        _ => return None,
    };
    Some(Scenario {
        spot,
        vol: VolShock::Up,
    })
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
