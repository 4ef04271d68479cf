//! Closes a vault's hedge and buy-back orders that are over: expired, or void since a
//! halt. Anyone may, in every stage; an order that is over cannot be filled anyway.

use anchor_lang::prelude::*;

use crate::{
    errors::BallastError,
    events::OrdersClosed,
    observation::next_header,
    state::{Market, Vault},
};

#[derive(Accounts)]
pub struct CloseOrders<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub vault: Box<Account<'info, Vault>>,
}

pub fn close_orders(ctx: Context<CloseOrders>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    let (base_atoms, contracts) = accounts.close(clock.unix_timestamp)?;
    emit!(OrdersClosed {
        header: next_header(&accounts.market, &clock)?,
        vault: accounts.vault.key(),
        base_atoms,
        contracts,
    });
    Ok(())
}

impl CloseOrders<'_> {
    /// What the orders that were over had left.
    fn close(&mut self, now: i64) -> Result<(u64, u64)> {
        let market = self.market.load()?;
        let (vault, breaker) = (&mut self.vault, &market.risk.breaker);
        let params = vault.params;
        let (mut base_atoms, mut contracts) = (0, 0);
        if !vault.hedge.is_open(&params.hedge, breaker, now) {
            base_atoms = core::mem::take(&mut vault.hedge).base_atoms;
        }
        if !vault.buyback.is_open(&params.buyback, breaker, now) {
            contracts = core::mem::take(&mut vault.buyback).contracts;
        }
        require!(base_atoms > 0 || contracts > 0, BallastError::NoStaleOrder);
        Ok((base_atoms, contracts))
    }
}
