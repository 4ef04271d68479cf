//! An account's margin at one moment.

use std::fmt;

use ballast::state::{MarginAccount, Market, Position};
use option_risk::{
    margin::{self, health_bps, Leg, Level, MarketView, Requirement, Scenario},
    units::Kind,
    RiskError,
};

/// An account's margin at one moment, in collateral atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// Collateral posted.
    pub collateral: u64,
    /// What it must hold to be left alone.
    pub maintenance: Requirement,
    /// What it must hold to write or withdraw now.
    pub initial: Requirement,
}

impl Health {
    /// Whether the account may be liquidated.
    pub fn is_liquidatable(&self) -> bool {
        self.collateral < self.maintenance.required
    }

    /// Whether it holds what new risk and withdrawals must leave.
    pub fn meets_initial(&self) -> bool {
        self.collateral >= self.initial.required
    }

    /// Whether the insurance fund may take the account over: it is worth nothing.
    pub fn is_insolvent(&self) -> bool {
        self.maintenance.is_insolvent(self.collateral)
    }

    /// Collateral over the maintenance requirement, bps, rounded down; `u64::MAX` where nothing is required.
    pub fn bps(&self) -> u64 {
        health_bps(self.collateral, self.maintenance.required)
    }

    /// The scenario that the maintenance requirement is drawn from; none where nothing is required.
    pub fn worst_for_maintenance(&self) -> Option<Scenario> {
        worst(&self.maintenance)
    }

    /// The scenario that the initial requirement is drawn from; none where nothing is required.
    pub fn worst_for_initial(&self) -> Option<Scenario> {
        worst(&self.initial)
    }
}

/// One line, amounts in atoms: `collateral 7, maintenance 5 (spot +3/3 range, vol up), initial 8 (spot tail up, vol up)`.
impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "collateral {}", self.collateral)?;
        for (name, requirement) in [
            ("maintenance", &self.maintenance),
            ("initial", &self.initial),
        ] {
            write!(f, ", {name} {}", requirement.required)?;
            if let Some(scenario) = worst(requirement) {
                write!(f, " ({scenario})")?;
            }
        }
        Ok(())
    }
}

fn worst(requirement: &Requirement) -> Option<Scenario> {
    match requirement.required {
        0 => None,
        _ => Scenario::from_index(requirement.worst),
    }
}

/// Everything a health is drawn from: an account's as it is, or as it might be.
pub(super) struct Subject {
    pub(super) kind: Kind,
    pub(super) collateral: u64,
    pub(super) legs: Vec<Leg>,
    pub(super) view: MarketView,
}

impl Subject {
    /// The account at `now` and the market's last print.
    pub(super) fn of(
        market: &Market,
        account: &MarginAccount,
        now: i64,
    ) -> Result<Self, RiskError> {
        let kind = account.kind();
        Ok(Self {
            kind: kind.map_err(|_| RiskError::UnknownKind(account.kind))?,
            collateral: account.collateral,
            legs: account.legs(None).0,
            view: market.view(now).map_err(|_| RiskError::Overflow)?,
        })
    }

    /// What must be held, by the parameters and in the stage of `market`.
    pub(super) fn health(&self, market: &Market) -> Result<Health, RiskError> {
        Ok(Health {
            collateral: self.collateral,
            maintenance: self.requirement(&self.legs, market, Level::Maintenance)?,
            initial: self.requirement(&self.legs, market, market.initial_level(self.view.now))?,
        })
    }

    fn requirement(
        &self,
        legs: &[Leg],
        market: &Market,
        level: Level,
    ) -> Result<Requirement, RiskError> {
        margin::requirement(self.kind, legs, &self.view, &market.params.margin, level)
    }
}

/// The margin of `account` as the program would compute it at `now` from the market's last print.
pub fn health(market: &Market, account: &MarginAccount, now: i64) -> Result<Health, RiskError> {
    Subject::of(market, account, now)?.health(market)
}

/// Marks and maintenance requirement of a position of `account` were it alone, valued as [`health`] values all together.
pub fn position_alone(
    market: &Market,
    account: &MarginAccount,
    position: &Position,
    now: i64,
) -> Result<Requirement, RiskError> {
    let leg = Leg {
        strike: position.strike,
        expiry_ts: position.expiry_ts,
        short: position.short,
        long: position.long,
    };
    let subject = Subject::of(market, account, now)?;
    subject.requirement(&[leg], market, Level::Maintenance)
}
