//! A market of the program in memory, with everybody who acts on it: the program's own state and steps, no copies of them.
//!
//! One step is one print: the market observes it, vaults hedge, keepers liquidate, and what they trade on the spot market
//! comes back as flows for whoever models that.

mod fund;
mod gauge;
mod halt;
mod hedger;
mod hedgers;
mod keepers;
mod ladder;
mod linear;
mod open;
mod opening;
mod writer;
mod writers;

#[cfg(test)]
mod tests;

use ballast::state::Market;
use option_math::I64F64;
use option_risk::{
    book::Position,
    breaker::{Action, Permission, Signals},
    oracle::Print,
};

use crate::ema::ema_after;
use crate::error::Result;
use crate::impact::Depth;
use crate::mechanism::Mechanism;
use crate::settings::Settings;
use fund::Fund;
use halt::HardHalt;
use hedgers::Hedgers;
use keepers::Keepers;
use writers::Writers;

pub use gauge::Gauge;
pub use halt::HARD_HALT_BPS;
pub use hedgers::Tracking;
pub use opening::Terms;

/// Decimals and exponent of the market: nine, six and -8.
pub const BASE: u64 = 1_000_000_000;

/// What a step traded on the spot market, quote atoms, bought if positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    /// Hedges of vaults.
    pub hedges: i64,
    /// Of keepers, who sell what they take over.
    pub liquidations: i64,
}

impl Flows {
    /// Both.
    pub fn total(&self) -> i64 {
        self.hedges.saturating_add(self.liquidations)
    }

    /// What was sold of both.
    pub fn sold(&self) -> u64 {
        let sold = |flow: i64| flow.min(0).unsigned_abs();
        sold(self.hedges).saturating_add(sold(self.liquidations))
    }
}

/// What the accounts came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Debt of all accounts as they were opened, quote atoms.
    pub debt: u64,
    /// Of it liquidated.
    pub liquidated: u64,
    /// Of that, solvent at the lowest fundamental.
    pub unnecessary: u64,
    /// Debt of what the insurance fund has taken over: neither liquidated nor sold.
    pub backstopped: u64,
    /// Debt of the accounts that are under maintenance at the end, and still there.
    pub left_under: u64,
    /// What writers cannot pay, before insurance.
    pub bad_debt: u64,
    /// Of it paid by the insurance fund.
    pub insurance_used: u64,
    /// Paid above the mark, insurance's share included.
    pub penalties: u64,
}

/// The market and everybody on it.
pub struct Venue {
    /// The program's market.
    pub market: Box<Market>,
    settings: Settings,
    hedgers: Hedgers,
    writers: Writers,
    keepers: Keepers,
    fund: Fund,
    halt: HardHalt,
    halted_secs: i64,
    stepped_ts: i64,
    was_shut: bool,
    /// What the last print told the breaker.
    pub signals: Signals,
}

impl Venue {
    /// A market at its first print, with vaults whose hedges follow it, and no accounts yet.
    pub fn open(settings: &Settings, mechanism: &Mechanism, price: u64, ts: i64) -> Result<Self> {
        let applied = mechanism.apply(settings);
        let market = open::market(&applied, price, ts)?;
        Ok(Self {
            hedgers: Hedgers::open(&market, &applied, mechanism, ts)?,
            writers: Writers::default(),
            keepers: Keepers::new(&applied.model),
            fund: Fund::new(applied.model.insurance_quote),
            halt: HardHalt::new(mechanism.hard_halt_secs()),
            halted_secs: 0,
            stepped_ts: ts,
            was_shut: false,
            signals: Signals::default(),
            settings: applied,
            market,
        })
    }

    /// Opens the accounts.
    pub fn open_accounts(&mut self, wanted: &[I64F64], terms: Terms, now: i64) -> Result<()> {
        let model = &self.settings.model;
        self.writers = opening::open(&self.market, model, (wanted, terms), now)?;
        Ok(())
    }

    /// The leverage that initial margin allows in calm, debt over value; to be asked as the market opens.
    pub fn calm_leverage(&self, now: i64) -> Result<I64F64> {
        opening::calm_leverage(&self.market, &self.settings.model, now)
    }

    /// Forgets accounts and what became of them; market and breaker go on. For a new day of a replay.
    pub fn reopen(&mut self, mechanism: &Mechanism, now: i64) -> Result<()> {
        self.hedgers.leave(&mut self.market, now)?;
        self.hedgers = Hedgers::open(&self.market, &self.settings, mechanism, now)?;
        self.writers = Writers::default();
        self.keepers = Keepers::new(&self.settings.model);
        self.fund = Fund::new(self.settings.model.insurance_quote);
        self.halted_secs = 0;
        Ok(())
    }

    /// One print, and a second later what everybody does at it.
    pub fn step(&mut self, price: u64, now: i64, depth: &Depth) -> Result<Flows> {
        let print = self.print(price, now);
        let observation = self.market.observe(&print, now)?;
        self.signals = observation.signals;
        let is_shut = self.halt.observe(price, now)?;
        self.count_halts(is_shut, now);
        // What an instruction's own print trips, it defers.
        let flows = match observation.transitions.trip().is_some() || is_shut {
            true => {
                self.writers.flag(&self.market, now)?;
                Flows::default()
            }
            // What is liquidated a second after one print is within the minute of the next, and in its loop gain.
            false => self.act(now + 1, depth)?,
        };
        self.hedgers.look(&self.market, now)?;
        Ok(flows)
    }

    fn act(&mut self, now: i64, depth: &Depth) -> Result<Flows> {
        Ok(Flows {
            hedges: self.hedgers.hedge(&mut self.market, now)?,
            liquidations: self.keepers.act(
                &mut self.market,
                &mut self.writers,
                &mut self.fund,
                depth,
                now,
            )?,
        })
    }

    fn print(&self, price: u64, now: i64) -> Print {
        let risk = &self.market.risk;
        Print {
            price,
            publish_ts: now,
            prev_publish_ts: risk.publish_ts,
            ema_price: ema_after(risk.ema_price, price, now - risk.publish_ts),
        }
    }

    /// A step belongs to a halt, or the grace after it, if the print before it did.
    fn count_halts(&mut self, is_shut: bool, now: i64) {
        let (breaker, params) = (&self.market.risk.breaker, &self.market.params.breaker);
        let permission = breaker.permission(params, Action::Liquidate, now);
        let is_halted = !matches!(permission, Permission::Allowed { .. });
        if self.was_shut {
            self.halted_secs += now.saturating_sub(self.stepped_ts);
        }
        self.was_shut = is_shut || is_halted;
        self.stepped_ts = now;
    }

    /// Takes one of so many equal parts of a share, millionths, of the collateral of one account in `every`.
    pub fn lose_collateral(&mut self, ppm: u32, every: u32, parts: u32) -> Result<()> {
        self.writers.lose_collateral(ppm, every, parts)
    }

    /// What the vaults are short of.
    pub fn positions(&self, now: i64) -> Result<Vec<Position>> {
        self.hedgers.positions(&self.market, now)
    }

    /// Seconds of halts and graces since the accounts were opened.
    pub fn halted_secs(&self) -> i64 {
        self.halted_secs
    }

    /// Hedging error so far.
    pub fn tracking(&self) -> Tracking {
        self.hedgers.tracking()
    }

    /// What margin asks for now.
    pub fn gauge(&self, now: i64) -> Result<i64> {
        gauge::requirement_ppm(&self.market, self.settings.model.tenor_days, now)
    }

    /// What the accounts came to, at the last print; `lowest` is the lowest fundamental.
    pub fn balance(&self, lowest: u64, now: i64) -> Result<Balance> {
        let writers = self.writers.balance(&self.market, lowest, now)?;
        self.fund
            .balance(&self.market, writers, self.keepers.penalties(), now)
    }
}
