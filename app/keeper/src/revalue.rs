//! Every margin account at one price: who is under the maintenance requirement, and who is not any more.
//!
//! The requirement is the program's own, by the same function. Accounts that are short of nothing need nothing, and for
//! the others scenarios are left out that cannot require more than the collateral: of those only who is under matters.

use std::collections::{HashMap, HashSet};

use anchor_lang::prelude::Pubkey;
use ballast_client::{
    ballast::state::{MarginAccount, Market},
    option_risk::{
        margin::{health_bps, Bound, Level, MarketView, Portfolio, Requirement},
        RiskError,
    },
};
use rayon::prelude::*;

use crate::mirror::Mirror;

/// An account under its maintenance requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Under {
    /// Its address.
    pub address: Pubkey,
    /// Collateral atoms.
    pub collateral: u64,
    /// At the maintenance level.
    pub requirement: Requirement,
}

impl Under {
    /// Collateral over requirement, bps.
    pub fn health_bps(&self) -> u64 {
        health_bps(self.collateral, self.requirement.required)
    }

    /// Whether it is worth nothing.
    pub fn is_insolvent(&self) -> bool {
        self.requirement.is_insolvent(self.collateral)
    }
}

/// What an account is at a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It meets its requirement.
    Healthy,
    /// It does so again, flagged, with collateral of this many bps of the requirement.
    Recovered(u64),
    /// It does not.
    Under(Under),
    /// It is short of an expired series, which has to be settled first.
    Unsettled,
}

/// Judges one account.
pub fn judge(
    market: &Market,
    view: &MarketView,
    address: &Pubkey,
    account: &MarginAccount,
) -> Result<Verdict, RiskError> {
    let is_flagged = account.flagged_ts != 0;
    if account.is_flat() {
        return Ok(match is_flagged {
            true => Verdict::Recovered(u64::MAX),
            false => Verdict::Healthy,
        });
    }
    let kind = account.kind();
    let kind = kind.map_err(|_| RiskError::UnknownKind(account.kind))?;
    let (legs, _) = account.legs(None);
    let collateral = account.collateral;
    // How healthy a flagged account is matters too.
    let bound = match is_flagged {
        true => Bound::Worst,
        false => Bound::Above(collateral),
    };
    let (margin, level) = (&market.params.margin, Level::Maintenance);
    let portfolio = match Portfolio::new(kind, &legs, view, margin, level, bound) {
        Err(RiskError::ExpiredLeg) => return Ok(Verdict::Unsettled),
        portfolio => portfolio?,
    };
    let requirement = portfolio.requirement()?;
    Ok(match collateral < requirement.required {
        true => Verdict::Under(Under {
            address: *address,
            collateral,
            requirement,
        }),
        false if is_flagged => Verdict::Recovered(health_bps(collateral, requirement.required)),
        false => Verdict::Healthy,
    })
}

/// How a revaluation came out.
#[derive(Clone, Debug, Default)]
pub struct Revaluation {
    /// Accounts that are not simply healthy.
    notable: HashMap<Pubkey, Verdict>,
    /// Accounts that could not be judged: a price beyond all bounds, or bytes that no program of ours wrote.
    unjudged: HashSet<Pubkey>,
}

impl Revaluation {
    /// Judges all of `accounts`, on every core.
    pub fn of<'a>(
        market: &Market,
        now: i64,
        accounts: impl IntoParallelIterator<Item = (&'a Pubkey, &'a MarginAccount)>,
    ) -> Self {
        let Ok(view) = market.view(now) else {
            return Self::default();
        };
        let judged = accounts.into_par_iter().filter_map(|(address, account)| {
            match judge(market, &view, address, account) {
                Ok(Verdict::Healthy) => None,
                Ok(verdict) => Some((*address, Some(verdict))),
                Err(_) => Some((*address, None)),
            }
        });
        let judged: Vec<(Pubkey, Option<Verdict>)> = judged.collect();
        let mut all = Self::default();
        for (address, verdict) in judged {
            all.note(address, verdict);
        }
        all
    }

    /// Takes a verdict that is not simply healthy; none where there could be none.
    fn note(&mut self, address: Pubkey, verdict: Option<Verdict>) {
        match verdict {
            Some(verdict) => {
                self.notable.insert(address, verdict);
            }
            None => {
                self.unjudged.insert(address);
            }
        }
    }

    /// Judges a few accounts anew; those that are gone are forgotten.
    fn amend<'a>(
        &mut self,
        market: &Market,
        now: i64,
        accounts: impl IntoIterator<Item = (&'a Pubkey, Option<&'a MarginAccount>)>,
    ) {
        let Ok(view) = market.view(now) else { return };
        for (address, account) in accounts {
            self.notable.remove(address);
            self.unjudged.remove(address);
            match account.map(|account| judge(market, &view, address, account)) {
                Some(Ok(Verdict::Healthy)) | None => {}
                Some(verdict) => self.note(*address, verdict.ok()),
            }
        }
    }

    /// How many accounts could not be judged.
    pub fn unjudged(&self) -> usize {
        self.unjudged.len()
    }

    /// Accounts under their requirement, the least healthy first.
    pub fn under(&self) -> Vec<Under> {
        let mut under: Vec<Under> = (self.notable.values())
            .filter_map(|verdict| match verdict {
                Verdict::Under(under) => Some(*under),
                _ => None,
            })
            .collect();
        under.sort_unstable_by_key(|under| (under.health_bps(), under.address));
        under
    }

    /// Flagged accounts whose health is at least this.
    pub fn recovered(&self, least_bps: u64) -> Vec<Pubkey> {
        let mut recovered: Vec<Pubkey> = (self.notable.iter())
            .filter(|(_, verdict)| matches!(verdict, Verdict::Recovered(bps) if *bps >= least_bps))
            .map(|(address, _)| *address)
            .collect();
        recovered.sort_unstable();
        recovered
    }
}

/// Below this many accounts all are judged every time.
const FEW: usize = 2_000;
/// Chain time after which all are judged though nothing has moved: time itself moves them, slowly.
const AT_LEAST_SECS: i64 = 60;

/// What a revaluation depends on besides the accounts and the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    price: u64,
    publish_ts: i64,
    params_slot: u64,
}

/// Keeps a revaluation up to date with as little work as it takes.
#[derive(Default)]
pub struct Revaluer {
    last: Option<(Stamp, i64)>,
    revaluation: Revaluation,
}

impl Revaluer {
    /// The state of all accounts of a mirror, `market` being as the next instruction sees it. True if all were judged.
    pub fn update(&mut self, mirror: &mut Mirror, market: &Market, now: i64) -> bool {
        let changed = mirror.take_changed();
        let stamp = Stamp {
            price: market.risk.price,
            publish_ts: market.risk.publish_ts,
            params_slot: market.params_slot,
        };
        let margins = mirror.margins();
        let is_same = self.last.is_some_and(|(last, at)| {
            last == stamp && (0..AT_LEAST_SECS).contains(&now.saturating_sub(at))
        });
        if is_same && margins.len() > FEW {
            let accounts = changed
                .iter()
                .map(|address| (address, margins.get(address)));
            self.revaluation.amend(market, now, accounts);
            return false;
        }
        let all: Vec<(&Pubkey, &MarginAccount)> = margins.iter().collect();
        self.revaluation = Revaluation::of(market, now, all);
        self.last = Some((stamp, now));
        true
    }

    /// As last updated.
    pub fn revaluation(&self) -> &Revaluation {
        &self.revaluation
    }

    /// Forgets everything: another chain is followed now.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}
