//! All leveraged accounts: who is under maintenance, what they lose, and what they come to.

use ballast::state::{MarginAccount, Market, Position};
use option_risk::{
    liquidation::Auction,
    margin::{requirement, Leg, Level, MarketView},
    units::Kind,
};

use super::{
    fund,
    opening::initial,
    writer::{Writer, SERIES},
    Balance,
};
use crate::error::Result;

/// What [`super::writer::UNIT`] contracts ask for and are worth, quote atoms.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// Maintenance.
    pub required: u64,
    /// The mark.
    pub mark: u64,
}

/// The accounts under maintenance at a print, and what they were judged by.
pub struct Seen {
    /// The market.
    pub view: MarketView,
    /// The leg that all of them have, of a unit.
    pub leg: Leg,
    /// What it asks for.
    pub unit: Unit,
    /// Their places, the worst first.
    pub under: Vec<usize>,
}

/// All of them; one series.
#[derive(Default)]
pub struct Writers {
    /// The accounts.
    pub all: Vec<Writer>,
    /// The leg that all of them have, of a unit.
    leg: Option<Leg>,
    /// Least collateral behind a [`super::writer::UNIT`], atoms; 0 for not known.
    least: u64,
}

impl Writers {
    /// Accounts that all have this leg, of a unit.
    pub fn of(all: Vec<Writer>, unit: Leg) -> Self {
        Self {
            all,
            leg: Some(unit),
            least: 0,
        }
    }

    /// Places of the accounts under maintenance, the worst first.
    ///
    /// By the requirement of a unit, which is an account's own to an atom or two; whoever liquidates asks the program.
    fn under(&mut self, unit: &Unit) -> Vec<usize> {
        if self.least == 0 {
            let covers = self.all.iter().map(Writer::cover);
            self.least = covers.min().unwrap_or(u64::MAX).max(1);
        }
        if self.least >= unit.required {
            return Vec::new();
        }
        let covers = self.all.iter().map(Writer::cover).enumerate();
        let mut under: Vec<(u64, usize)> = covers
            .filter(|(_, cover)| *cover < unit.required)
            .map(|(index, cover)| (cover, index))
            .collect();
        under.sort_unstable();
        under.into_iter().map(|(_, index)| index).collect()
    }

    /// Starts the auctions of accounts that have fallen under maintenance, in every stage, and ends those of accounts that
    /// meet initial margin again. Returns what it saw, or nothing where no account is under maintenance.
    pub fn flag(&mut self, market: &Market, now: i64) -> Result<Option<Seen>> {
        let Some(leg) = self.leg else {
            return Ok(None);
        };
        let view = market.view(now)?;
        let unit = unit(market, &view, &leg)?;
        let under = self.under(&unit);
        self.recover(market, &view, &unit, &leg)?;
        let (params, closed_secs) = (&market.params.liquidation, market.closed_secs(now));
        for index in &under {
            let writer = &mut self.all[*index];
            if writer.under_ts == 0 {
                writer.under_ts = now;
            }
            if !writer.account.auction().is_running(params, now) {
                writer.account.set_auction(Auction::start(now, closed_secs));
            }
        }
        Ok((!under.is_empty()).then_some(Seen {
            view,
            leg,
            unit,
            under,
        }))
    }

    /// Whoever is over maintenance again is noticed anew the next time; over initial margin, whoever owns the account ends
    /// the auction.
    fn recover(
        &mut self,
        market: &Market,
        view: &MarketView,
        unit: &Unit,
        leg: &Leg,
    ) -> Result<()> {
        if self.all.iter().all(|writer| writer.under_ts == 0) {
            return Ok(());
        }
        let initial = initial(market, view, leg)?;
        for writer in self.all.iter_mut().filter(|writer| writer.under_ts != 0) {
            let cover = writer.cover();
            if cover >= unit.required {
                writer.under_ts = 0;
            }
            if cover >= initial {
                writer.account.set_auction(Auction::default());
            }
        }
        Ok(())
    }

    /// What a liquidation left of an account.
    pub fn replace(&mut self, index: usize, account: MarginAccount, taken: u64) {
        let writer = &mut self.all[index];
        writer.account = account;
        writer.liquidated = writer.liquidated.saturating_add(taken);
        self.least = 0;
    }

    /// Takes a position and its collateral away, for the insurance fund.
    pub fn give_up(&mut self, index: usize) -> Result<(Position, u64)> {
        let writer = &mut self.all[index];
        let position = writer.account.take(&SERIES)?;
        writer.given_up += position.short;
        let collateral = writer.account.collateral;
        writer.account.debit(collateral)?;
        self.least = 0;
        Ok((position, collateral))
    }

    /// Takes one of so many equal parts of a share, millionths, of the collateral that one account in `every` posted: it is
    /// worth less, and more is owed in all but name.
    pub fn lose_collateral(&mut self, ppm: u32, every: u32, parts: u32) -> Result<()> {
        if every == 0 {
            return Ok(());
        }
        for writer in self.all.iter_mut().step_by(every as usize) {
            let all = u128::from(writer.posted) * u128::from(ppm) / 1_000_000;
            let part = (all / u128::from(parts.max(1))) as u64;
            let lost = part.min(writer.account.collateral);
            writer.account.debit(lost)?;
            writer.debt = writer.debt.saturating_add(lost);
        }
        self.least = 0;
        Ok(())
    }

    /// What they came to. An account was solvent on the fundamental alone if that never fell to its debt.
    pub fn balance(&self, market: &Market, lowest: u64, now: i64) -> Result<Balance> {
        let mut balance = Balance::default();
        let Some(leg) = self.leg else {
            return Ok(balance);
        };
        let view = market.view(now)?;
        let unit = unit(market, &view, &leg)?;
        for writer in &self.all {
            let liquidated = writer.debt_of(writer.liquidated);
            balance.backstopped += writer.debt_of(writer.given_up);
            if writer.cover() < unit.required {
                balance.left_under += writer.debt_of(writer.short());
            }
            let worth = market
                .scale()
                .quote_for_base_down(writer.contracts, lowest)?;
            balance.debt += writer.debt;
            balance.liquidated += liquidated;
            if worth > writer.debt {
                balance.unnecessary += liquidated;
            }
            let owed = fund::owed(market, &view, &writer.account)?;
            balance.bad_debt += owed.saturating_sub(writer.account.collateral);
        }
        Ok(balance)
    }
}

/// What a unit asks for now.
fn unit(market: &Market, view: &MarketView, leg: &Leg) -> Result<Unit> {
    let params = &market.params.margin;
    let asked = requirement(Kind::Put, &[*leg], view, params, Level::Maintenance)?;
    Ok(Unit {
        required: asked.required,
        mark: asked.mark,
    })
}
