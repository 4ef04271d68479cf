//! Keepers: they flag, take over what pays, sell what they took, and hand the worthless to the insurance fund.

use std::collections::VecDeque;

use ballast::{
    clearing::{judge_insolvent, take_out, Asked},
    errors::BallastError,
    state::Market,
};
use option_math::I64F64;
use option_risk::{
    breaker::{Action, Limit},
    liquidation::Means,
    margin::MarketView,
    oracle::Use,
    units::BPS,
};

use super::fund::Fund;
use super::opening::initial;
use super::writer::{Writer, SERIES, UNIT};
use super::writers::{Seen, Unit, Writers};
use crate::error::{is_refusal, Result};
use crate::impact::{impact, share, Depth};
use crate::model::ModelParams;

/// Sizes a keeper tries of one account, each a quarter of the last.
const SIZES: usize = 3;
/// Why nothing more can be taken in this round...
const SPENT: [BallastError; 1] = [BallastError::FlowLimit];
/// ...and why nothing of one account.
const NOT_THIS_ONE: [BallastError; 2] = [
    BallastError::AccountHealthy,
    BallastError::NothingToLiquidate,
];

/// All keepers, as one pool of capital.
pub struct Keepers {
    model: ModelParams,
    free: u64,
    /// Capital bound: until when, and how much.
    bound: VecDeque<(i64, u64)>,
    penalties: u64,
}

/// A minute's work.
struct Round<'a> {
    view: MarketView,
    limit: Limit,
    unit: Unit,
    depth: &'a Depth,
    /// Initial requirement of a unit.
    initial: u64,
    /// Sold so far, quote atoms.
    sold: u64,
}

/// What became of an account.
enum Fate {
    /// Taken, or not worth its while: on to the next.
    Next,
    /// Nothing more can be taken in this round.
    Done,
}

impl Keepers {
    /// With the model's capital.
    pub fn new(model: &ModelParams) -> Self {
        Self {
            model: *model,
            free: model.keeper_capital_quote,
            bound: VecDeque::new(),
            penalties: 0,
        }
    }

    /// Paid above the mark so far, quote atoms.
    pub fn penalties(&self) -> u64 {
        self.penalties
    }

    /// One round over the accounts under maintenance; what it sells, negative.
    pub fn act(
        &mut self,
        market: &mut Market,
        writers: &mut Writers,
        fund: &mut Fund,
        depth: &Depth,
        now: i64,
    ) -> Result<i64> {
        self.release(now);
        let Some(seen) = writers.flag(market, now)? else {
            return Ok(0);
        };
        let Seen {
            view, leg, unit, ..
        } = seen;
        let under = backstop(market, writers, fund, &unit, seen.under, now)?;
        let Ok(limit) = market.permit(Action::Liquidate, now) else {
            return Ok(0);
        };
        if under.is_empty() {
            return Ok(0);
        }
        let mut round = Round {
            view,
            limit,
            unit,
            depth,
            initial: initial(market, &view, &leg)?,
            sold: 0,
        };
        for index in under {
            match self.take(market, writers, fund, &mut round, index)? {
                Fate::Next => {}
                Fate::Done => break,
            }
        }
        Ok(-i64::try_from(round.sold).unwrap_or(i64::MAX))
    }

    /// Frees capital whose time is over.
    fn release(&mut self, now: i64) {
        while let Some((until_ts, amount)) = self.bound.front().copied() {
            if until_ts > now {
                break;
            }
            self.free = self.free.saturating_add(amount);
            self.bound.pop_front();
        }
    }

    /// Takes what pays of one account.
    fn take(
        &mut self,
        market: &mut Market,
        writers: &mut Writers,
        fund: &mut Fund,
        round: &mut Round,
        index: usize,
    ) -> Result<Fate> {
        let now = round.view.now;
        let writer = &writers.all[index];
        let seen_ts = writer.under_ts + 60 * i64::from(self.model.keeper_latency_mins);
        if now < seen_ts || !self.may_pay(market, round, writer)? {
            return Ok(Fate::Next);
        }
        // Capital for one contract is at most what it is asked for less the mark it comes with.
        let capital_unit = round.initial.saturating_sub(round.unit.mark).max(1);
        let affordable = u128::from(self.free) * u128::from(UNIT) / u128::from(capital_unit);
        let affordable = u64::try_from(affordable).unwrap_or(u64::MAX);
        if affordable == 0 {
            return Ok(Fate::Done);
        }
        let mut most = affordable.min(writer.short());
        // A whole account may be more than the market takes at its bonus; a part of it may not.
        for _ in 0..SIZES {
            let mut account = writers.all[index].account.clone();
            let flow = market.liquidation_flow;
            let asked = Asked {
                series: SERIES,
                means: Means::Takeover,
                max_contracts: most,
            };
            let taken = match take_out(market, &mut account, &asked, round.limit, now) {
                Ok(taken) => taken,
                Err(error) if is_refusal(&error, &SPENT) => return Ok(Fate::Done),
                Err(error) if is_refusal(&error, &NOT_THIS_ONE) => return Ok(Fate::Next),
                Err(error) => return Err(error.into()),
            };
            let contracts = taken.plan.contracts;
            let value = (round.view.scale).quote_for_base_down(contracts, round.view.spot)?;
            let sold = share(value, self.model.keeper_hedge_bps);
            if self.pays(round, taken.plan.bonus(), value, sold)? {
                self.bind(of_unit(capital_unit, contracts), now);
                self.penalties += taken.plan.payment.saturating_sub(taken.plan.mark);
                fund.earn(taken.plan.insurance_fee);
                writers.replace(index, account, contracts);
                round.sold = round.sold.saturating_add(sold);
                return Ok(Fate::Next);
            }
            market.liquidation_flow = flow;
            most = contracts / 4;
            if most == 0 {
                break;
            }
        }
        Ok(Fate::Next)
    }

    /// Whether the smallest part of an account could pay: at most the auction's bonus, and at most what collateral there is
    /// beyond the mark.
    fn may_pay(&self, market: &Market, round: &Round, writer: &Writer) -> Result<bool> {
        let (params, now) = (&market.params.liquidation, round.view.now);
        let bonus_bps = (writer.account.auction()).bonus_bps(params, now, market.closed_secs(now));
        let bonus = share(round.unit.required, bonus_bps);
        let beyond = writer.cover().saturating_sub(round.unit.mark);
        let value = (round.view.scale).quote_for_base_down(UNIT, round.view.spot)?;
        self.pays(round, bonus.min(beyond), value, 0)
    }

    /// Whether a bonus for what is worth `value` is more than the cost and half the impact of what this minute sells,
    /// `sold` more included.
    fn pays(&self, round: &Round, bonus: u64, value: u64, sold: u64) -> Result<bool> {
        let flow = i64::try_from(round.sold.saturating_add(sold)).unwrap_or(i64::MAX);
        let slippage = impact(flow, round.depth.quote())? / 2;
        let bonus = I64F64::from_num(bonus) / I64F64::from_num(value.max(1));
        let cost = I64F64::from_num(self.model.keeper_cost_bps) / I64F64::from_num(BPS);
        Ok(slippage < bonus - cost)
    }

    fn bind(&mut self, amount: u64, now: i64) {
        let amount = amount.min(self.free);
        self.free -= amount;
        let until_ts = now + 60 * i64::from(self.model.keeper_turnaround_mins);
        self.bound.push_back((until_ts, amount));
    }
}

/// Hands what is worth nothing to the insurance fund, as far as the price is fit for it; the rest.
fn backstop(
    market: &Market,
    writers: &mut Writers,
    fund: &mut Fund,
    unit: &Unit,
    under: Vec<usize>,
    now: i64,
) -> Result<Vec<usize>> {
    let is_fit = market.require_fit(Use::NewRisk, now).is_ok();
    let mut left = Vec::with_capacity(under.len());
    for index in under {
        let account = &writers.all[index].account;
        let mark = of_unit(unit.mark, account.short_of(&SERIES));
        let may_be = is_fit && account.collateral <= mark.saturating_add(1);
        if !may_be {
            left.push(index);
            continue;
        }
        match judge_insolvent(market, account, now) {
            Ok(_) => {
                let (position, collateral) = writers.give_up(index)?;
                fund.take_over(&position, collateral)?;
            }
            Err(error) if is_refusal(&error, &[BallastError::AccountSolvent]) => left.push(index),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(left)
}

/// What so many contracts have of a unit's amount, rounded up.
fn of_unit(unit: u64, contracts: u64) -> u64 {
    let amount = (u128::from(unit) * u128::from(contracts)).div_ceil(u128::from(UNIT));
    u64::try_from(amount).unwrap_or(u64::MAX)
}
