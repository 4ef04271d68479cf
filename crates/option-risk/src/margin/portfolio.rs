//! An account's legs, revalued once, and what they require together.

use alloc::vec::Vec;

use super::charges::{Charges, Tariff};
use super::grid::Reach;
use super::scenario::SCENARIOS;
use super::{Grid, Leg, Level, MarginParams, MarketView, Tenor, UnitValues};
use crate::error::{Result, RiskError};
use crate::numeric::share_down;
use crate::units::{Kind, Scale};

/// An account's requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Value of the shorts at the mark, atoms, rounded up.
    pub mark: u64,
    /// Value at the mark of the options held, those that offset nothing included, atoms, rounded down.
    pub long_mark: u64,
    /// Collateral required, atoms, rounded up; at most `coverage`.
    pub required: u64,
    /// The most the shorts can ever pay, atoms, rounded up.
    pub coverage: u64,
    /// Index of the worst scenario, for [`super::Scenario::from_index`]; the first of equals.
    pub worst: u8,
}

impl Requirement {
    /// Whether `collateral` and the options held are worth no more than the shorts.
    pub fn is_insolvent(&self, collateral: u64) -> bool {
        self.mark > 0
            && u128::from(collateral) + u128::from(self.long_mark) <= u128::from(self.mark)
    }
}

/// A leg, its values and what they come to.
struct Entry {
    /// Its place in the account.
    index: usize,
    leg: Leg,
    units: UnitValues,
    charges: Charges,
}

/// An account's legs at one level; sizes may be changed without pricing anything again.
pub struct Portfolio {
    kind: Kind,
    scale: Scale,
    tariff: Tariff,
    reach: Reach,
    /// By expiry, and within one from the furthest out of the money inward: what offsets comes first.
    entries: Vec<Entry>,
}

impl Portfolio {
    /// Revalues `legs`; those without contracts are left out, as are options held beyond their expiry.
    ///
    /// [`RiskError::ZeroPrice`] for a zero spot or strike, [`RiskError::Overflow`] beyond 64 bits, [`RiskError::Math`] from
    /// the pricing formula, [`RiskError::ExpiredLeg`] for a short that must be settled first.
    pub fn new(
        kind: Kind,
        legs: &[Leg],
        view: &MarketView,
        params: &MarginParams,
        level: Level,
    ) -> Result<Self> {
        let tariff = Tariff::new(kind, view.scale, params, level)?;
        let is_offset = |held: &Leg| {
            let mut shorts = legs.iter().filter(|leg| leg.net_short() > 0);
            held.net_long() > 0 && shorts.any(|short| held.offsets(kind, short))
        };
        let reach = match legs.iter().any(is_offset) {
            true => Reach::All,
            false => Reach::Worst,
        };
        let grid = Grid::new(kind, view, params, level, reach)?;
        let mut portfolio = Self {
            kind,
            scale: view.scale,
            tariff,
            reach,
            entries: Vec::with_capacity(legs.len()),
        };
        let mut tenor: Option<(i64, Tenor)> = None;
        for index in portfolio.order(legs, view.now)? {
            let leg = &legs[index];
            let reach = match leg.net_short() > 0 || is_offset(leg) {
                true => reach,
                false => Reach::Mark,
            };
            let tenor = match &mut tenor {
                Some((expiry_ts, tenor)) if *expiry_ts == leg.expiry_ts => tenor,
                other => &mut other.insert((leg.expiry_ts, grid.tenor(leg.expiry_ts)?)).1,
            };
            let mut units = UnitValues::ZERO;
            grid.revalue(leg, tenor, reach, &mut units)?;
            portfolio.entries.push(Entry {
                index,
                leg: *leg,
                charges: Charges::of(&portfolio.tariff, leg, &units, reach.scenarios(kind).len())?,
                units,
            });
        }
        Ok(portfolio)
    }

    /// The legs that have a value, in the order of the entries.
    fn order(&self, legs: &[Leg], now: i64) -> Result<Vec<usize>> {
        let mut order: Vec<usize> = Vec::with_capacity(legs.len());
        for (index, leg) in legs.iter().enumerate() {
            if leg.short > 0 && leg.is_expired(now) {
                return Err(RiskError::ExpiredLeg);
            }
            if leg.short == leg.long || leg.is_expired(now) {
                continue;
            }
            // Of one series, which no account has twice, the short first: its own option offsets nothing there.
            let place = |leg: &Leg| {
                (
                    leg.expiry_ts,
                    self.rank(leg),
                    leg.net_long(),
                    leg.net_short(),
                )
            };
            let at = order.partition_point(|other| place(&legs[*other]) <= place(leg));
            order.insert(at, index);
        }
        Ok(order)
    }

    /// Lower is further out of the money.
    fn rank(&self, leg: &Leg) -> u64 {
        match self.kind {
            Kind::Call => u64::MAX - leg.strike,
            Kind::Put => leg.strike,
        }
    }

    /// Changes the contracts of the leg at `index` of the account. Which legs offset which must not grow by it.
    pub(crate) fn resize(&mut self, index: usize, short: u64, long: u64) -> Result<()> {
        let scenarios = self.reach.scenarios(self.kind).len();
        let entry = (self.entries.iter_mut().find(|entry| entry.index == index))
            .ok_or(RiskError::UnknownLeg)?;
        (entry.leg.short, entry.leg.long) = (short, long);
        entry.charges = Charges::of(&self.tariff, &entry.leg, &entry.units, scenarios)?;
        Ok(())
    }

    /// The legs that offset the one at `index` of the account, nearest to the money first: their places and sizes.
    pub(crate) fn offsets_of(&self, index: usize) -> impl Iterator<Item = (usize, u64)> + '_ {
        let at = self.entries.iter().find(|entry| entry.index == index);
        let offsetting = move |entry: &&Entry| {
            let held = entry.leg.net_long() > 0;
            held && at.is_some_and(|short| entry.leg.offsets(self.kind, &short.leg))
        };
        let found = self.entries.iter().rev().filter(offsetting);
        found.map(|entry| (entry.index, entry.leg.net_long()))
    }

    /// Value at the mark of `contracts` of the leg at `index`, atoms, rounded down; 0 for no such leg.
    pub(crate) fn mark_down(&self, index: usize, contracts: u64) -> Result<u64> {
        let Some(entry) = self.entries.iter().find(|entry| entry.index == index) else {
            return Ok(0);
        };
        let coverage = (self.scale).coverage_down(self.kind, contracts, entry.leg.strike)?;
        Ok(share_down(coverage, entry.units.mark))
    }

    /// What is required in each scenario looked at, in their order, atoms; zero beyond.
    ///
    /// Within an expiry, from the furthest out of the money inward: options held fill a pool, and each short draws on what
    /// the ones before have left, down to its own floor.
    pub(crate) fn required(&self) -> Result<[u64; SCENARIOS]> {
        let mut required = [0u64; SCENARIOS];
        let mut pool = [0u64; SCENARIOS];
        let mut expiry_ts = i64::MIN;
        let scenarios = self.reach.scenarios(self.kind).len();
        for entry in &self.entries {
            if entry.leg.expiry_ts != expiry_ts {
                expiry_ts = entry.leg.expiry_ts;
                pool = [0; SCENARIOS];
            }
            match &entry.charges {
                Charges::Long { credits, .. } => {
                    for (left, credit) in pool.iter_mut().zip(&credits[..scenarios]) {
                        *left = left.saturating_add(*credit);
                    }
                }
                Charges::Short { charges, floor, .. } => {
                    let rows = required.iter_mut().zip(&mut pool);
                    for ((required, left), charge) in rows.zip(&charges[..scenarios]) {
                        let offset = (charge - floor.min(charge)).min(*left);
                        *left -= offset;
                        *required = sum(*required, charge - offset)?;
                    }
                }
            }
        }
        Ok(required)
    }

    /// The worst scenario, the first of equals, and the rest.
    pub fn requirement(&self) -> Result<Requirement> {
        self.requirement_of(&self.required()?)
    }

    /// As [`Self::requirement`], of what [`Self::required`] said.
    pub(crate) fn requirement_of(&self, all: &[u64; SCENARIOS]) -> Result<Requirement> {
        let binding = binding(all);
        let mut requirement = Requirement {
            mark: 0,
            long_mark: 0,
            required: all[binding],
            coverage: 0,
            worst: self
                .reach
                .scenarios(self.kind)
                .get(binding)
                .map_or(0, |index| *index as u8),
        };
        for entry in &self.entries {
            match entry.charges {
                Charges::Short { coverage, mark, .. } => {
                    requirement.coverage = sum(requirement.coverage, coverage)?;
                    requirement.mark = sum(requirement.mark, mark)?;
                }
                Charges::Long { mark, .. } => {
                    requirement.long_mark = sum(requirement.long_mark, mark)?;
                }
            }
        }
        Ok(requirement)
    }
}

/// Place of the greatest, the first of equals.
pub(crate) fn binding(all: &[u64; SCENARIOS]) -> usize {
    let mut binding = 0;
    for (index, required) in all.iter().enumerate() {
        if *required > all[binding] {
            binding = index;
        }
    }
    binding
}

fn sum(a: u64, b: u64) -> Result<u64> {
    a.checked_add(b).ok_or(RiskError::Overflow)
}
