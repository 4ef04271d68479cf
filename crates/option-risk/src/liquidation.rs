//! How much of a short a liquidator may take over, and for how much collateral.
//!
//! Let `C` be the collateral, `R_s` the account's charge in scenario `s`, `R = max R_s` its maintenance requirement and
//! `R'` the requirement left after the takeover of `n` contracts.
//!
//! *Payment.* The liquidator is paid the mark and a bonus, but never more than the frontier `C (R - R') / R`. Health after
//! is `(C - P) / R'`, and `(C - P) / R' > C / R` is the same as `P < C (R - R') / R`: below the frontier health strictly
//! rises. Splitting a takeover pays no more: the bonus rounds down in each part, and a second part's frontier starts from
//! the better health the first has left.
//!
//! *Size.* With `p` paid and `v_s` freed per contract, the account reaches target health `t` in scenario `s` when
//! `C - n p >= t (R_s - n v_s)`, so `n >= (t R_s - C) / (t v_s - p)`. The size is the largest of these over the scenarios
//! that miss the target; all of the leg where `t v_s <= p`, since no part of it would do.

use bytemuck::{Pod, Zeroable};

use crate::error::{Result, RiskError};
use crate::margin::{
    health_bps, Grid, Leg, Level, MarginParams, MarketView, Totals, UnitValues, SCENARIOS,
};
use crate::numeric::{mul_bps_down, mul_bps_up, mul_div_up, scale_down, to_u64, within, BPS};
use crate::units::Kind;

/// Parameters of liquidations.
#[repr(C)]
#[cfg_attr(
    feature = "borsh",
    derive(crate::wire::Serialize, crate::wire::Deserialize)
)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct LiquidationParams {
    /// Paid on top of the mark, bps of it.
    pub bonus_bps: u32,
    /// Share of what is paid above the mark that goes to the insurance fund, bps.
    pub insurance_share_bps: u32,
    /// A leg is taken whole rather than leaving less than this, contract atoms.
    pub tiny_contracts: u64,
    /// Contracts of one market that may be liquidated per window, atoms.
    pub cap_contracts_per_window: u64,
    /// Window of that cap, seconds.
    pub window_secs: u32,
    /// Always zero.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub padding: [u8; 4],
}

const _: () = assert!(core::mem::size_of::<LiquidationParams>() == 32);

impl Default for LiquidationParams {
    /// Amounts for a base token of nine decimals: a tenth of a contract is tiny, a thousand may go per minute.
    fn default() -> Self {
        Self {
            bonus_bps: 500,
            insurance_share_bps: 1_000,
            tiny_contracts: 100_000_000,
            cap_contracts_per_window: 1_000_000_000_000,
            window_secs: 60,
            padding: [0; 4],
        }
    }
}

impl LiquidationParams {
    /// Hard bounds: bonus up to 15%, insurance share up to 50%, windows of 10..=3,600 s, a cap of at least one atom.
    pub fn validate(&self) -> Result<()> {
        within("bonus_bps", self.bonus_bps, 0..=1_500)?;
        within("insurance_share_bps", self.insurance_share_bps, 0..=5_000)?;
        within("window_secs", self.window_secs, 10..=3_600)?;
        if self.cap_contracts_per_window == 0 {
            return Err(RiskError::InvalidParameter("cap_contracts_per_window"));
        }
        Ok(())
    }
}

/// The account a liquidator acts on.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// Kind of all its shorts.
    pub kind: Kind,
    /// Collateral, atoms.
    pub collateral: u64,
    /// Its shorts.
    pub legs: &'a [Leg],
}

/// A takeover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Contracts taken over, atoms.
    pub contracts: u64,
    /// Collateral that leaves the account, atoms, rounded down; the insurance fee is part of it.
    pub payment: u64,
    /// Value of the contracts at the mark, atoms, rounded down.
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
}

/// The leg to be taken and everything else in the account.
struct Position<'a> {
    account: &'a Account<'a>,
    leg: &'a Leg,
    units: UnitValues,
    others: Totals,
}

/// Plans the takeover of up to `max_contracts` of leg `leg_index`: just enough to reach target health.
///
/// [`RiskError::UnknownLeg`] for no such leg, [`RiskError::Healthy`] while collateral meets the maintenance requirement,
/// [`RiskError::NothingToLiquidate`] where no contract may be taken or taking it frees nothing.
pub fn plan(
    account: &Account,
    leg_index: usize,
    view: &MarketView,
    margin: &MarginParams,
    params: &LiquidationParams,
    max_contracts: u64,
) -> Result<Plan> {
    let leg = account.legs.get(leg_index).ok_or(RiskError::UnknownLeg)?;
    let position = Position::new(account, leg, leg_index, view, margin)?;
    let before = position.totals_with(leg.contracts)?;
    let required = before.requirement().required;
    if account.collateral >= required {
        return Err(RiskError::Healthy);
    }
    let contracts = position
        .size(&before, view, margin, params)?
        .min(max_contracts);
    let left = leg.contracts - contracts;
    let required_after = position.totals_with(left)?.requirement().required;
    if contracts == 0 || required_after >= required {
        return Err(RiskError::NothingToLiquidate);
    }
    let mark = position.mark_down(contracts, view)?;
    let payment = mul_bps_down(mark, BPS.saturating_add(params.bonus_bps))?.min(frontier(
        account.collateral,
        required,
        required_after,
    )?);
    Ok(Plan {
        contracts,
        payment,
        mark,
        insurance_fee: mul_bps_up(payment.saturating_sub(mark), params.insurance_share_bps)?
            .min(payment),
        health_before_bps: health_bps(account.collateral, required),
        health_after_bps: health_bps(account.collateral - payment, required_after),
    })
}

/// The most that may be paid so that health strictly rises: the greatest whole atom below `C (R - R') / R`, or all of the
/// collateral once nothing is required.
fn frontier(collateral: u64, required: u64, required_after: u64) -> Result<u64> {
    if required_after == 0 {
        return Ok(collateral);
    }
    let freed = required.saturating_sub(required_after);
    let product = u128::from(collateral) * u128::from(freed);
    to_u64(product.saturating_sub(1) / u128::from(required.max(1)))
}

impl<'a> Position<'a> {
    fn new(
        account: &'a Account,
        leg: &'a Leg,
        leg_index: usize,
        view: &MarketView,
        margin: &MarginParams,
    ) -> Result<Self> {
        let level = Level::Maintenance;
        let grid = Grid::new(account.kind, view, margin, level)?;
        let mut position = Self {
            account,
            leg,
            units: UnitValues::ZERO,
            others: Totals::new(account.kind, view.scale, margin, level)?,
        };
        // The leg's own slot serves as scratch until it is filled for good.
        for (_, other) in (account.legs.iter().enumerate()).filter(|(index, _)| *index != leg_index)
        {
            grid.revalue(other, &mut position.units)?;
            (position.others).add(&position.units, other.strike, other.contracts)?;
        }
        grid.revalue(leg, &mut position.units)?;
        Ok(position)
    }

    /// The account's charges with `contracts` of the leg.
    fn totals_with(&self, contracts: u64) -> Result<Totals> {
        let mut totals = self.others;
        totals.add(&self.units, self.leg.strike, contracts)?;
        Ok(totals)
    }

    /// Value of `contracts` of the leg at the mark, rounded down.
    fn mark_down(&self, contracts: u64, view: &MarketView) -> Result<u64> {
        let coverage = view
            .scale
            .coverage_down(self.account.kind, contracts, self.leg.strike)?;
        scale_down(coverage, self.units.mark)
    }

    /// The least size that reaches target health, or the whole leg if none does or little would be left.
    fn size(
        &self,
        before: &Totals,
        view: &MarketView,
        margin: &MarginParams,
        params: &LiquidationParams,
    ) -> Result<u64> {
        let all = self.leg.contracts;
        let payment = self.payment_for_all_up(before, view, params)?;
        let mut size = 0;
        for scenario in 0..SCENARIOS {
            let charge = before.charges()[scenario];
            let wanted = mul_bps_up(charge, margin.target_health_bps)?;
            let missing = wanted.saturating_sub(self.account.collateral);
            if missing == 0 {
                continue;
            }
            let own = charge.saturating_sub(self.others.charges()[scenario]);
            let freed = mul_bps_down(own, margin.target_health_bps)?.saturating_sub(payment);
            if missing >= freed {
                return Ok(all);
            }
            size = mul_div_up(all, missing, freed)?.max(size);
        }
        let is_dust = all - size < params.tiny_contracts;
        Ok(if is_dust { all } else { size })
    }

    /// What the whole leg would cost at the rates of [`plan`], rounded up so that the size is not understated.
    fn payment_for_all_up(
        &self,
        before: &Totals,
        view: &MarketView,
        params: &LiquidationParams,
    ) -> Result<u64> {
        let requirement = before.requirement();
        let worst = usize::from(requirement.worst);
        let own = requirement
            .required
            .saturating_sub(self.others.charges()[worst]);
        let mark = self.mark_down(self.leg.contracts, view)?.saturating_add(1);
        let with_bonus = mul_bps_up(mark, BPS.saturating_add(params.bonus_bps))?;
        // Healthy accounts never get here, so something is required.
        let share = mul_div_up(self.account.collateral, own, requirement.required)?;
        Ok(with_bonus.min(share))
    }
}
