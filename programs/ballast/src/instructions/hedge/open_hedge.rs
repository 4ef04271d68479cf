//! Opens the vault's hedge order, sized from on-chain Greeks and clipped to the
//! market's flow budget. Anyone may, whenever the vault's delta leaves its band.

use anchor_lang::prelude::*;
use option_risk::breaker::{Action, Limit};

use crate::{
    errors::BallastError,
    events::HedgeOpened,
    observation::{next_header, observe_then_permit, Outcome},
    state::{HedgeOrder, Market, Vault},
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
    let (order, limit) = accounts
        .vault
        .size_hedge(&mut *accounts.market.load_mut()?, now)?;
    accounts.vault.hedge = HedgeOrder {
        side: order.side as u8,
        base_atoms: order.base_atoms,
        opened_ts: now,
        is_free: limit == Limit::Free,
    };
    emit!(HedgeOpened {
        header: next_header(&accounts.market, &clock)?,
        vault: accounts.vault.key(),
        side: order.side as u8,
        base_atoms: order.base_atoms,
        expires_ts: accounts.vault.params.hedge.ends_ts(now),
    });
    Ok(())
}

impl OpenHedge<'_> {
    fn validate(&self, now: i64) -> Result<()> {
        let vault = &self.vault;
        let params = &vault.params.hedge;
        require!(params.enabled(), BallastError::HedgeDisabled);
        vault.require_live(now)?;
        let breaker = &self.market.load()?.risk.breaker;
        require!(
            !vault.hedge.is_open(params, breaker, now),
            BallastError::HedgeOpen
        );
        Ok(())
    }
}
