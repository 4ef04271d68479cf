//! The size of a takeover and what it pays.

use super::{Account, LiquidationParams, MAX_LEGS};
use crate::error::{Result, RiskError};
use crate::margin::{
    binding, health_bps, Bound, Level, MarginParams, MarketView, Portfolio, Requirement, SCENARIOS,
};
use crate::numeric::{mul_bps_down, mul_bps_up, mul_div_down, mul_div_up, BPS};

/// How a short leaves the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// It moves to the liquidator's account, and what offsets it with it.
    Takeover,
    /// Options of its series are burned.
    Burn,
}

/// What a liquidator asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// Leg of the account.
    pub leg_index: usize,
    /// How.
    pub means: Means,
    /// Bonus of the auction, bps of the requirement freed.
    pub bonus_bps: u32,
    /// Contracts at most, atoms.
    pub max_contracts: u64,
}

/// A takeover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Contracts taken over, atoms.
    pub contracts: u64,
    /// Options held that go with them, atoms, by leg of the account, rounded down.
    pub carried: [u64; MAX_LEGS],
    /// Collateral that leaves the account, atoms, rounded down; the insurance fee is part of it.
    pub payment: u64,
    /// Value of the contracts at the mark less that of the options carried, atoms, rounded down.
    pub mark: u64,
    /// What of the payment goes to the insurance fund, atoms, rounded up.
    pub insurance_fee: u64,
    /// Health before, bps.
    pub health_before_bps: u64,
    /// Health after, bps; higher unless the account has no collateral.
    pub health_after_bps: u64,
}

impl Plan {
    /// What the liquidator is paid above the mark, atoms.
    pub fn bonus(&self) -> u64 {
        self.payment
            .saturating_sub(self.mark)
            .saturating_sub(self.insurance_fee)
    }

    /// Whether the account meets its maintenance requirement after it.
    pub fn leaves_healthy(&self) -> bool {
        self.health_after_bps >= u64::from(BPS)
    }
}

/// Plans the takeover that is asked for, just enough of it to reach target health.
///
/// Contracts written beyond those held of the same series count; the others cancel.
/// [`RiskError::UnknownLeg`] for no such leg or more than [`MAX_LEGS`], [`RiskError::Healthy`] while collateral meets the
/// maintenance requirement, [`RiskError::NothingToLiquidate`] where no contract may be taken or taking it frees nothing.
pub fn plan(
    account: &Account,
    request: &Request,
    view: &MarketView,
    margin: &MarginParams,
    params: &LiquidationParams,
) -> Result<Plan> {
    // The size looks at scenarios that require more than the collateral over the target.
    let target = margin.target_health_bps.max(BPS);
    let least = mul_div_down(account.collateral, BPS.into(), target.into())?;
    match planned(account, request, view, margin, params, least)? {
        Some(plan) => Ok(plan),
        // So little is left that a scenario not looked at may be the worst now.
        None => planned(account, request, view, margin, params, 0)?.ok_or(RiskError::Overflow),
    }
}

/// The plan by the scenarios that require more than `least`; none if the others matter.
fn planned(
    account: &Account,
    request: &Request,
    view: &MarketView,
    margin: &MarginParams,
    params: &LiquidationParams,
    least: u64,
) -> Result<Option<Plan>> {
    let leg_index = request.leg_index;
    let leg = account.legs.get(leg_index).ok_or(RiskError::UnknownLeg)?;
    if account.legs.len() > MAX_LEGS {
        return Err(RiskError::UnknownLeg);
    }
    let (level, bound) = (Level::Maintenance, Bound::Above(least));
    let mut position = Position {
        account,
        index: leg_index,
        all: leg.net_short(),
        offsets: [0; MAX_LEGS],
        portfolio: Portfolio::new(account.kind, account.legs, view, margin, level, bound)?,
        bonus_bps: request.bonus_bps,
    };
    let with = position.portfolio.required()?;
    let before = position.portfolio.requirement_of(&with)?;
    if account.collateral >= before.required {
        return Err(RiskError::Healthy);
    }
    if position.all == 0 {
        return Err(RiskError::NothingToLiquidate);
    }
    if request.means == Means::Takeover {
        position.allot_offsets();
    }
    let contracts = (position.size(&before, &with, margin, params)?).min(request.max_contracts);
    let (required, carried) = (before.required, position.carried(contracts)?);
    position.take(contracts, &carried)?;
    let required_after = position.portfolio.requirement()?.required;
    if required_after < position.portfolio.unseen()? {
        return Ok(None);
    }
    if contracts == 0 || required_after >= required {
        return Err(RiskError::NothingToLiquidate);
    }
    let mark = position.mark_down(contracts, &carried)?;
    let bonus = mul_bps_down(required - required_after, request.bonus_bps)?;
    let frontier = frontier(account.collateral, required, required_after)?;
    let payment = mark.saturating_add(bonus).min(frontier);
    let above = payment.saturating_sub(mark);
    Ok(Some(Plan {
        contracts,
        carried,
        payment,
        mark,
        insurance_fee: mul_bps_up(above, params.insurance_share_bps)?.min(payment),
        health_before_bps: health_bps(account.collateral, required),
        health_after_bps: health_bps(account.collateral - payment, required_after),
    }))
}

/// The most that may be paid so that health strictly rises: the greatest whole atom below `C (R - R') / R`, or all of the
/// collateral once nothing is required.
fn frontier(collateral: u64, required: u64, required_after: u64) -> Result<u64> {
    if required_after == 0 {
        return Ok(collateral);
    }
    let freed = required.saturating_sub(required_after);
    // Rounded up, less one: the greatest whole number below the quotient.
    Ok(mul_div_up(collateral, freed, required.max(1))?.saturating_sub(1))
}

/// The leg to be taken, in its account.
struct Position<'a> {
    account: &'a Account<'a>,
    index: usize,
    /// Contracts that may be taken.
    all: u64,
    /// Options that go with all of them, by leg.
    offsets: [u64; MAX_LEGS],
    portfolio: Portfolio,
    bonus_bps: u32,
}

impl Position<'_> {
    /// One option for each contract, the nearest to the money first.
    fn allot_offsets(&mut self) {
        let mut left = self.all;
        for (index, held) in self.portfolio.offsets_of(self.index) {
            self.offsets[index] = held.min(left);
            left -= self.offsets[index];
        }
    }

    /// What goes with `contracts` of the leg.
    fn carried(&self, contracts: u64) -> Result<[u64; MAX_LEGS]> {
        let mut carried = [0; MAX_LEGS];
        for (share, offset) in carried.iter_mut().zip(&self.offsets) {
            if *offset > 0 {
                *share = mul_div_down(*offset, contracts, self.all)?;
            }
        }
        Ok(carried)
    }

    /// Takes `contracts` and what is carried with them out of the portfolio as the account has it.
    fn take(&mut self, contracts: u64, carried: &[u64; MAX_LEGS]) -> Result<()> {
        let leg = &self.account.legs[self.index];
        (self.portfolio).resize(self.index, leg.short - contracts, leg.long)?;
        for (index, offset) in self.offsets.iter().enumerate() {
            if *offset > 0 {
                let held = &self.account.legs[index];
                (self.portfolio).resize(index, held.short, held.long - carried[index])?;
            }
        }
        Ok(())
    }

    /// Value at the mark of `contracts` less that of what is carried with them, rounded down.
    fn mark_down(&self, contracts: u64, carried: &[u64; MAX_LEGS]) -> Result<u64> {
        let mut mark = self.portfolio.mark_down(self.index, contracts)?;
        for (index, options) in carried.iter().enumerate() {
            if *options > 0 {
                let value = self.portfolio.mark_down(index, *options)?;
                // Rounded up, in the account's favour.
                mark = mark.saturating_sub(value.saturating_add(1));
            }
        }
        Ok(mark)
    }

    /// The least size that reaches target health, or the whole leg if none does, little would be left or health is deep.
    fn size(
        &mut self,
        before: &Requirement,
        with: &[u64; SCENARIOS],
        margin: &MarginParams,
        params: &LiquidationParams,
    ) -> Result<u64> {
        let (all, collateral) = (self.all, self.account.collateral);
        if health_bps(collateral, before.required) < u64::from(params.deep_health_bps) {
            return Ok(all);
        }
        let offsets = self.offsets;
        self.take(all, &offsets)?;
        let without = self.portfolio.required()?;
        let left = without[binding(with)];
        let payment = self.payment_for_all_up(before, left)?;
        let mut size = 0;
        for scenario in 0..SCENARIOS {
            let wanted = mul_bps_up(with[scenario], margin.target_health_bps)?;
            let missing = wanted.saturating_sub(collateral);
            if missing == 0 {
                continue;
            }
            let own = with[scenario].saturating_sub(without[scenario]);
            let freed = mul_bps_down(own, margin.target_health_bps)?.saturating_sub(payment);
            if missing >= freed {
                return Ok(all);
            }
            size = mul_div_up(all, missing, freed)?.max(size);
        }
        let is_dust = all - size < params.tiny_contracts;
        Ok(if is_dust { all } else { size })
    }

    /// What the whole leg would cost at the rates of [`plan`], rounded up so that the size is not understated; `left` is
    /// what the worst scenario requires without it.
    fn payment_for_all_up(&self, before: &Requirement, left: u64) -> Result<u64> {
        let own = before.required.saturating_sub(left);
        let mark = (self.mark_down(self.all, &self.offsets)?).saturating_add(1);
        let with_bonus = mark.saturating_add(mul_bps_up(own, self.bonus_bps)?);
        // Healthy accounts never get here, so something is required.
        let share = mul_div_up(self.account.collateral, own, before.required)?;
        Ok(with_bonus.min(share))
    }
}
