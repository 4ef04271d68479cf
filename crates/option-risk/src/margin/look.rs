//! Which scenarios of the grid are priced, and in which order.

use super::portfolio::{sum, Entry, Portfolio};
use super::scenario::{at_spot, by_fear, feared, other_tail, spot_of, SCENARIOS};
use super::{Grid, Tenor};
use crate::error::Result;

/// Which scenarios need not be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Those that cannot be the worst.
    Worst,
    /// Those that cannot require more than this.
    Above(u64),
}

impl Entry {
    /// Value in a scenario; its spot is worked out once for its volatilities.
    fn unit(&mut self, grid: &Grid, tenors: &[Tenor], scenario: usize) -> Result<u64> {
        let (spot, tenor) = (spot_of(scenario), &tenors[self.tenor]);
        if self.at.0 != spot {
            self.at = (spot, grid.shifted(&self.base, tenor, scenario));
        }
        grid.unit(&self.base, self.at.1.as_ref(), tenor, scenario)
    }
}

impl Portfolio {
    /// Looks at every scenario that the bound does not exclude.
    pub(super) fn look_everywhere(
        &mut self,
        grid: &Grid,
        tenors: &[Tenor],
        bound: Bound,
    ) -> Result<()> {
        let [end, tail] = *feared(self.kind);
        let mut worst = 0;
        let least = |worst: u64| match bound {
            Bound::Worst => worst,
            Bound::Above(least) => least,
        };
        for scenario in [end, tail] {
            let required = self.look(grid, tenors, scenario, None)?;
            worst = required.unwrap_or(0).max(worst);
        }
        let other = self.look(grid, tenors, other_tail(self.kind), Some(least(worst)))?;
        worst = other.unwrap_or(0).max(worst);
        // How many volatilities are still looked at, the highest first.
        let mut vols = 3;
        for spot in by_fear(self.kind) {
            for (rank, scenario) in at_spot(*spot).into_iter().enumerate().take(vols) {
                if scenario == end {
                    continue;
                }
                match self.look(grid, tenors, scenario, Some(least(worst)))? {
                    Some(required) => worst = required.max(worst),
                    None => {
                        vols = rank;
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// Values every leg in a scenario and returns what it requires; none if that is at most `least` for sure, the shorts
    /// alone being charged no more.
    pub(super) fn look(
        &mut self,
        grid: &Grid,
        tenors: &[Tenor],
        scenario: usize,
        least: Option<u64>,
    ) -> Result<Option<u64>> {
        let at = self.count;
        let mut charged: u64 = 0;
        for entry in self.entries.iter_mut().filter(|e| e.charges.is_short) {
            entry.units[at] = entry.unit(grid, tenors, scenario)?;
            charged = sum(
                charged,
                entry.charges.fill(&self.tariff, at, entry.units[at])?,
            )?;
        }
        if least.is_some_and(|least| charged <= least) {
            self.stops += 1;
            let stop = SCENARIOS - self.stops;
            for entry in self.entries.iter_mut().filter(|e| e.charges.is_short) {
                entry.units[stop] = entry.units[at];
                entry.charges.amounts[stop] = entry.charges.amounts[at];
            }
            return Ok(None);
        }
        let longs = (self.entries.iter_mut()).filter(|e| e.counts && !e.charges.is_short);
        for entry in longs {
            entry.units[at] = entry.unit(grid, tenors, scenario)?;
            entry.charges.fill(&self.tariff, at, entry.units[at])?;
        }
        self.looked_at[at] = scenario as u8;
        self.count += 1;
        let required = self.required_at(at)?;
        if let Some(all) = &mut self.required {
            all[at] = required;
        }
        Ok(Some(required))
    }
}
