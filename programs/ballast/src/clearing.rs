//! What the two liquidations share: the price, sizing, and taking a short with its payment out of an account.

use anchor_lang::prelude::*;
use option_risk::{
    breaker::{Action, Limit},
    liquidation::{self, Auction, Means, Plan, Request},
    margin::MarketView,
    oracle::Use,
    RiskError,
};

use crate::{
    errors::{risk, BallastError},
    events::{AccountLiquidated, EventHeader},
    observation::{observe_then_permit, Outcome},
    state::{MarginAccount, Market, Position},
};

/// Which short a liquidation asks for, how, and how much of it at most.
pub struct Asked {
    pub series: Pubkey,
    pub means: Means,
    pub max_contracts: u64,
}

/// A liquidation that has left the account it was done to.
pub struct Taken {
    pub plan: Plan,
    /// Bonus of the auction, bps of the requirement freed.
    pub bonus_bps: u32,
    /// Options that offset the short and go with it.
    pub carried: Vec<Position>,
    /// The market it was judged by.
    pub view: MarketView,
}

/// Observes, and liquidates as far as the breaker permits; nothing if the observation tripped it, and the caller must
/// return `Ok`.
pub fn liquidate<'info>(
    market: &AccountLoader<'info, Market>,
    oracle: &AccountInfo<'info>,
    account: &mut Account<'info, MarginAccount>,
    asked: Asked,
    clock: &Clock,
) -> Result<Option<Taken>> {
    require!(asked.max_contracts > 0, BallastError::ZeroAmount);
    let outcome = observe_then_permit(market, oracle, clock, Action::Liquidate, account.key())?;
    let Outcome::Proceed { limit } = outcome else {
        return Ok(None);
    };
    let market = &mut *market.load_mut()?;
    take_out(market, account, &asked, limit, clock.unix_timestamp).map(Some)
}

/// Sizes a liquidation within the throughput left in this window, uses that up, and takes short, what goes with it and
/// payment out of the account. An account that nobody has flagged is flagged by its first liquidation.
pub fn take_out(
    market: &mut Market,
    account: &mut MarginAccount,
    asked: &Asked,
    limit: Limit,
    now: i64,
) -> Result<Taken> {
    let (cap, params) = (market.liquidation_throughput()?, market.params.liquidation);
    let view = market.view(now)?;
    let (bonus_bps, plan) = plan(market, &view, account, asked, cap, limit)?;
    market
        .liquidation_flow
        .spend(now, cap, params.window_secs, limit, plan.contracts)
        .map_err(risk)?;
    let carried = account.carried(&plan.carried);
    account.reduce_short(&asked.series, plan.contracts)?;
    for position in &carried {
        account.reduce_long(&position.series, position.long)?;
    }
    account.debit(plan.payment)?;
    let auction = account.auction();
    account.set_auction(if plan.leaves_healthy() {
        Auction::default()
    } else if auction.is_running(&params, now) {
        auction
    } else {
        Auction::start(now, market.closed_secs(now))
    });
    Ok(Taken {
        plan,
        bonus_bps,
        carried,
        view,
    })
}

/// The plan, and the bonus it was made at.
fn plan(
    market: &Market,
    view: &MarketView,
    account: &MarginAccount,
    asked: &Asked,
    cap: u64,
    limit: Limit,
) -> Result<(u32, Plan)> {
    let now = view.now;
    require_not_backstop(market, account)?;
    let (legs, index) = account.legs(Some(&asked.series));
    let params = &market.params.liquidation;
    let allowed = market
        .liquidation_flow
        .available(now, cap, params.window_secs, limit)
        .map_err(risk)?;
    let auction = account.auction();
    let request = Request {
        leg_index: index.ok_or(BallastError::NoPosition)?,
        means: asked.means,
        bonus_bps: auction.bonus_bps(params, now, market.closed_secs(now)),
        max_contracts: asked.max_contracts.min(allowed.max(1)),
    };
    let judged = liquidation::Account {
        kind: account.kind()?,
        collateral: account.collateral,
        legs: &legs,
    };
    let plan = liquidation::plan(&judged, &request, view, &market.params.margin, params).map_err(
        |error| match error {
            RiskError::NothingToLiquidate if allowed < asked.max_contracts => {
                BallastError::FlowLimit.into()
            }
            other => risk(other),
        },
    )?;
    // Health is judged before throughput, so that a healthy account is told so.
    require!(allowed > 0, BallastError::FlowLimit);
    Ok((request.bonus_bps, plan))
}

/// Refuses an account that is worth anything, and a price far from the oracle's average or the stable one; else the value
/// of the account's shorts at the mark.
pub fn judge_insolvent(market: &Market, account: &MarginAccount, now: i64) -> Result<u64> {
    market.require_fit(Use::NewRisk, now)?;
    require_not_backstop(market, account)?;
    let (legs, _) = account.legs(None);
    let judged = liquidation::Account {
        kind: account.kind()?,
        collateral: account.collateral,
        legs: &legs,
    };
    let requirement = liquidation::backstop(&judged, &market.view(now)?, &market.params.margin);
    Ok(requirement.map_err(risk)?.mark)
}

/// Refuses the insurance fund's own account.
pub fn require_not_backstop(market: &Market, account: &MarginAccount) -> Result<()> {
    require_keys_neq!(
        account.owner,
        market.insurance_authority(&account.market)?,
        BallastError::BackstopAccount
    );
    Ok(())
}

impl Taken {
    /// What goes to whoever takes the short or burns options for it.
    pub fn received(&self) -> Result<u64> {
        let received = self.plan.payment.checked_sub(self.plan.insurance_fee);
        Ok(received.ok_or(BallastError::InvariantBroken)?)
    }

    /// The event.
    pub fn event(
        &self,
        header: EventHeader,
        margin_account: Pubkey,
        liquidator: Pubkey,
        series: Pubkey,
        burned: bool,
    ) -> AccountLiquidated {
        let plan = &self.plan;
        AccountLiquidated {
            header,
            margin_account,
            liquidator,
            series,
            contracts: plan.contracts,
            burned,
            bonus_bps: self.bonus_bps,
            payment: plan.payment,
            bonus: plan.bonus(),
            insurance_fee: plan.insurance_fee,
            health_before_bps: plan.health_before_bps,
            health_after_bps: plan.health_after_bps,
        }
    }
}
