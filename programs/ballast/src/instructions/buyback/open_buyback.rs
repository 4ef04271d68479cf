//! Opens the vault's order to buy its own options back. Anyone may, whenever the
//! gamma of what it has sold passes its limit; the size is what brings it back within.

use anchor_lang::prelude::*;
use option_risk::breaker::Action;

use crate::{
    errors::BallastError,
    events::BuybackOpened,
    observation::{next_header, observe_then_permit, Outcome},
    state::{BuybackOrder, Market, Vault},
};

#[derive(Accounts)]
pub struct OpenBuyback<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub vault: Box<Account<'info, Vault>>,
}

pub fn open_buyback(ctx: Context<OpenBuyback>) -> Result<()> {
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let accounts = ctx.accounts;
    accounts.validate(now)?;
    let outcome = observe_then_permit(
        &accounts.market,
        &accounts.oracle,
        &clock,
        Action::BuyBack,
        accounts.vault.key(),
    )?;
    if outcome == Outcome::Deferred {
        return Ok(());
    }
    let contracts = accounts
        .vault
        .buyback_wanted(&*accounts.market.load()?, now)?
        .ok_or(BallastError::BuybackNotDue)?;
    accounts.vault.buyback = BuybackOrder {
        contracts,
        opened_ts: now,
    };
    emit!(BuybackOpened {
        header: next_header(&accounts.market, &clock)?,
        vault: accounts.vault.key(),
        contracts,
        expires_ts: accounts.vault.params.buyback.ends_ts(now),
    });
    Ok(())
}

impl OpenBuyback<'_> {
    fn validate(&self, now: i64) -> Result<()> {
        let vault = &self.vault;
        let params = &vault.params.buyback;
        require!(params.enabled(), BallastError::BuybackDisabled);
        vault.require_live(now)?;
        require!(vault.buyback_budget()? > 0, BallastError::BuybackBudget);
        let breaker = &self.market.load()?.risk.breaker;
        require!(
            !vault.buyback.is_open(params, breaker, now),
            BallastError::BuybackOpen
        );
        Ok(())
    }
}
