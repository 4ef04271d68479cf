//! Opens the vault's hedge order, sized from on-chain Greeks and clipped to the
//! market's flow budget. Anyone may, whenever the vault's delta leaves its band.

use anchor_lang::prelude::*;
use option_risk::{
    breaker::Action,
    calendar::years_to,
    hedge::{self, HedgeInputs, Order},
    units::Kind,
    valuation::{call_delta, Terms},
};

use crate::{
    errors::{risk, BallastError},
    events::HedgeOpened,
    observation::{next_header, observe_then_permit, Outcome},
    state::{HedgeOrder, Market, Stage, Vault},
};

#[derive(Accounts)]
pub struct OpenHedge<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub vault: Box<Account<'info, Vault>>,
}

pub fn open_hedge(ctx: Context<OpenHedge>) -> Result<()> {
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let accounts = ctx.accounts;
    accounts.validate(now)?;
    let outcome = observe_then_permit(
        &accounts.market,
        &accounts.oracle,
        &clock,
        Action::HedgeAgainstMove,
        accounts.vault.key(),
    )?;
    if outcome == Outcome::Deferred {
        return Ok(());
    }
    let order = accounts.size(now)?;
    accounts.vault.hedge = HedgeOrder {
        side: order.side as u8,
        base_atoms: order.base_atoms,
        opened_ts: now,
    };
    emit!(HedgeOpened {
        header: next_header(&accounts.market, &clock)?,
        vault: accounts.vault.key(),
        side: order.side as u8,
        base_atoms: order.base_atoms,
        expires_ts: now.saturating_add(i64::from(accounts.vault.params.hedge.duration_secs)),
    });
    Ok(())
}

impl OpenHedge<'_> {
    fn validate(&self, now: i64) -> Result<()> {
        let vault = &self.vault;
        require!(vault.params.hedge.enabled(), BallastError::HedgeDisabled);
        require!(vault.stage == Stage::Live, BallastError::WrongStage);
        require!(now < vault.sale.expiry_ts, BallastError::SeriesExpired);
        require!(
            !vault.hedge.is_open(&vault.params.hedge, now),
            BallastError::HedgeOpen
        );
        Ok(())
    }

    /// Sizes the order by the direction gate of its side, and uses the budget up.
    fn size(&self, now: i64) -> Result<Order> {
        let market = &mut *self.market.load_mut()?;
        let vault = &self.vault;
        let terms = Terms {
            kind: Kind::Call,
            spot: market.risk.price,
            strike: vault.sale.strike,
            years: years_to(vault.sale.expiry_ts, now),
            vol: market.mark_vol_at(vault.sale.strike, now)?,
        };
        let inputs = HedgeInputs {
            base_total: vault.book.base_assets,
            quote_total: vault.book.quote_assets,
            free_base: vault.free_base(),
            free_quote: vault.book.quote_assets,
            contracts: vault.sale.sold,
            call_delta: call_delta(&terms).map_err(risk)?,
            price: market.risk.price,
            budget: u64::MAX,
            scale: market.scale(),
        };
        let wanted = hedge::order(&inputs, &vault.params.hedge)
            .map_err(risk)?
            .ok_or(BallastError::HedgeNotDue)?;
        let action = hedge::action(wanted.side, market.risk.breaker.direction());
        let limit = market.permit(action, now)?;
        let (cap, window) = (
            market.params.hedge_cap_base_per_window,
            market.params.hedge_window_secs,
        );
        let base_atoms = wanted.base_atoms.min(
            market
                .hedge_flow
                .available(now, cap, window, limit)
                .map_err(risk)?,
        );
        require!(
            base_atoms >= vault.params.hedge.min_order_base.max(1),
            BallastError::FlowLimit
        );
        market
            .hedge_flow
            .spend(now, cap, window, limit, base_atoms)
            .map_err(risk)?;
        Ok(Order {
            base_atoms,
            ..wanted
        })
    }
}
