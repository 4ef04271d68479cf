//! An account's legs, revalued once, and what they require together.

use alloc::vec::Vec;

use option_math::AtSpot;

use super::charges::{Charges, Tariff};
use super::grid::Base;
use super::look::Bound;
use super::scenario::{feared, ALL, SCENARIOS};
use super::{Grid, Leg, Level, MarginParams, MarketView, Requirement, Tenor};
use crate::error::{Result, RiskError};
use crate::numeric::share_down;
use crate::units::{Kind, Scale};

/// A leg, its values and what they come to.
pub(super) struct Entry {
    /// Its place in the account.
    pub(super) index: usize,
    pub(super) leg: Leg,
    /// Place of its expiry among the tenors.
    pub(super) tenor: usize,
    /// Whether it can change what is required: shorts, and the options that offset one.
    pub(super) counts: bool,
    pub(super) base: Base,
    /// The spot last looked at, and what it is to the leg.
    pub(super) at: (usize, Option<AtSpot>),
    /// By scenario looked at, in units of 2^-64 of coverage.
    pub(super) units: [u64; SCENARIOS],
    pub(super) charges: Charges,
}

/// An account's legs at one level; sizes may be changed without pricing anything again.
///
/// Scenarios are looked at from the most feared on. What all shorts are charged in one, options held aside, bounds what it
/// requires, and bounds what is charged at lesser moves of the spot and at lower volatilities: where that bound shows that
/// nothing is left to find, pricing stops.
pub struct Portfolio {
    pub(super) kind: Kind,
    scale: Scale,
    pub(super) tariff: Tariff,
    /// By expiry, and within one from the furthest out of the money inward: what offsets comes first.
    pub(super) entries: Vec<Entry>,
    /// The scenarios looked at, `count` of them.
    pub(super) looked_at: [u8; SCENARIOS],
    pub(super) count: usize,
    /// Those at which pricing stopped, shorts alone valued: the last columns, from the end. What they charge bounds what
    /// every scenario that was left out requires.
    pub(super) stops: usize,
    /// What each scenario looked at requires, in their order; none once a size has changed.
    pub(super) required: Option<[u64; SCENARIOS]>,
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
        bound: Bound,
    ) -> Result<Self> {
        let is_offset = |held: &Leg| {
            let mut shorts = legs.iter().filter(|leg| leg.net_short() > 0);
            held.net_long() > 0 && shorts.any(|short| held.offsets(kind, short))
        };
        let has_offsets = legs.iter().any(is_offset);
        let needed: &[usize] = match has_offsets {
            true => &ALL,
            false => feared(kind),
        };
        let grid = Grid::new(kind, view, params, level, needed)?;
        let mut portfolio = Self {
            kind,
            scale: view.scale,
            tariff: Tariff::new(kind, view.scale, params, level)?,
            entries: Vec::with_capacity(legs.len()),
            looked_at: [0; SCENARIOS],
            count: 0,
            stops: 0,
            required: Some([0; SCENARIOS]),
        };
        let mut tenors: Vec<Tenor> = Vec::new();
        let mut last_ts = None;
        for index in portfolio.order(legs, view.now)? {
            let leg = &legs[index];
            if last_ts != Some(leg.expiry_ts) {
                tenors.push(grid.tenor(leg.expiry_ts)?);
                last_ts = Some(leg.expiry_ts);
            }
            let tenor = tenors.len() - 1;
            let base = grid.base(leg, &tenors[tenor])?;
            portfolio.entries.push(Entry {
                index,
                leg: *leg,
                tenor,
                counts: leg.net_short() > 0 || is_offset(leg),
                charges: Charges::new(&portfolio.tariff, leg, &base)?,
                base,
                at: (usize::MAX, None),
                units: [0; SCENARIOS],
            });
        }
        match has_offsets {
            true => portfolio.look_everywhere(&grid, &tenors, bound)?,
            false => {
                for scenario in feared(kind) {
                    portfolio.look(&grid, &tenors, *scenario, None)?;
                }
            }
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

    /// What a scenario that was left out requires at most; zero if none was.
    pub(crate) fn unseen(&self) -> Result<u64> {
        let mut most = 0;
        for stop in SCENARIOS - self.stops..SCENARIOS {
            let mut charged = 0;
            for entry in self.entries.iter().filter(|e| e.charges.is_short) {
                charged = sum(charged, entry.charges.amounts[stop])?;
            }
            most = charged.max(most);
        }
        Ok(most)
    }

    /// Changes the contracts of the leg at `index` of the account. Which legs offset which must not grow by it.
    pub(crate) fn resize(&mut self, index: usize, short: u64, long: u64) -> Result<()> {
        let entry = (self.entries.iter_mut().find(|entry| entry.index == index))
            .ok_or(RiskError::UnknownLeg)?;
        (entry.leg.short, entry.leg.long) = (short, long);
        self.required = None;
        entry.charges = Charges::new(&self.tariff, &entry.leg, &entry.base)?;
        if entry.charges.coverage == 0 {
            return Ok(());
        }
        for at in (0..self.count).chain(SCENARIOS - self.stops..SCENARIOS) {
            entry.charges.fill(&self.tariff, at, entry.units[at])?;
        }
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
        Ok(share_down(coverage, entry.base.mark))
    }

    /// What is required in each scenario looked at, in their order, atoms; zero beyond.
    pub(crate) fn required(&self) -> Result<[u64; SCENARIOS]> {
        if let Some(required) = self.required {
            return Ok(required);
        }
        let mut required = [0; SCENARIOS];
        for (at, required) in required.iter_mut().enumerate().take(self.count) {
            *required = self.required_at(at)?;
        }
        Ok(required)
    }

    /// What is required in the scenario looked at as number `at`.
    ///
    /// Within an expiry, from the furthest out of the money inward: options held fill a pool, and each short draws on what
    /// the ones before have left, down to its own floor.
    pub(super) fn required_at(&self, at: usize) -> Result<u64> {
        let (mut required, mut pool, mut tenor) = (0, 0u64, 0);
        for entry in self.entries.iter().filter(|entry| entry.counts) {
            if entry.tenor != tenor {
                tenor = entry.tenor;
                pool = 0;
            }
            let (charges, amount) = (&entry.charges, entry.charges.amounts[at]);
            if charges.is_short {
                let offset = (amount - charges.floor.min(amount)).min(pool);
                pool -= offset;
                required = sum(required, amount - offset)?;
            } else {
                pool = pool.saturating_add(amount);
            }
        }
        Ok(required)
    }

    /// The worst scenario, the first looked at of equals, and the rest.
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
            worst: self.looked_at[binding],
        };
        for Entry { charges, .. } in &self.entries {
            if charges.is_short {
                requirement.coverage = sum(requirement.coverage, charges.coverage)?;
                requirement.mark = sum(requirement.mark, charges.mark)?;
            } else {
                requirement.long_mark = sum(requirement.long_mark, charges.mark)?;
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

pub(super) fn sum(a: u64, b: u64) -> Result<u64> {
    a.checked_add(b).ok_or(RiskError::Overflow)
}
