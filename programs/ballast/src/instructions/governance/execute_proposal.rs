//! Carries out a proposal that is due. Anyone may: what was announced happens.

use anchor_lang::prelude::*;
use option_risk::{governance::within_switch, oracle::Use};

use super::target::Target;
use crate::{
    constants::PROTOCOL_SEED,
    errors::BallastError,
    events::ChangeExecuted,
    oracle,
    state::{Change, Market, Proposal, Protocol, Stage, Vault, VaultParams},
};

#[derive(Accounts)]
pub struct ExecuteProposal<'info> {
    #[account(
        mut,
        seeds = [PROTOCOL_SEED, protocol.creator.as_ref()],
        bump = protocol.bump
    )]
    pub protocol: Box<Account<'info, Protocol>>,
    #[account(
        mut,
        has_one = protocol @ BallastError::WrongProtocol,
        has_one = proposer @ BallastError::WrongProposer,
        close = proposer
    )]
    pub proposal: Box<Account<'info, Proposal>>,
    /// CHECK: the one on record, which gets the rent back.
    #[account(mut)]
    pub proposer: UncheckedAccount<'info>,
    /// As in the proposal.
    #[account(mut, has_one = protocol @ BallastError::WrongProtocol)]
    pub market: Option<AccountLoader<'info, Market>>,
    /// As in the proposal.
    #[account(mut, has_one = market @ BallastError::WrongMarket)]
    pub vault: Option<Box<Account<'info, Vault>>>,
    /// CHECK: the new oracle; owner, feed, exponent and price are verified by `oracle::read_account`.
    pub oracle: Option<UncheckedAccount<'info>>,
}

pub fn execute_proposal(ctx: Context<ExecuteProposal>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    accounts.proposal.require_due(clock.unix_timestamp)?;
    let change = accounts.proposal.change;
    let target = accounts.target().vet(&change)?;
    require_keys_eq!(target, accounts.proposal.target, BallastError::WrongTarget);
    accounts.apply(change, &clock)?;
    emit!(ChangeExecuted {
        header: super::header(&mut accounts.protocol, &clock),
        proposal: accounts.proposal.key(),
        target,
        change,
    });
    Ok(())
}

impl<'info> ExecuteProposal<'info> {
    fn target(&self) -> Target<'_, 'info> {
        Target {
            protocol: self.protocol.key(),
            market: self.market.as_ref(),
            vault: self.vault.as_deref(),
        }
    }

    fn apply(&mut self, change: Change, clock: &Clock) -> Result<()> {
        match change {
            Change::MarketParams(params) => {
                self.market()?.load_mut()?.set_params(params, clock.slot);
            }
            Change::VaultParams(params) => self.change_vault(params, clock.unix_timestamp)?,
            Change::Oracle { feed } => self.switch_oracle(feed, clock.unix_timestamp)?,
            Change::Guardian(guardian) => self.protocol.guardian = guardian,
        }
        Ok(())
    }

    fn market(&self) -> Result<&AccountLoader<'info, Market>> {
        Ok(self.market.as_ref().ok_or(BallastError::WrongTarget)?)
    }

    /// Not while options are for sale or an order is open: they run on the terms they began with. Nor fees before the
    /// round that is on has been rolled: who does not want the new ones can leave before they are charged.
    fn change_vault(&mut self, params: VaultParams, now: i64) -> Result<()> {
        let breaker = self.market()?.load()?.risk.breaker;
        let vault = self.vault.as_mut().ok_or(BallastError::WrongTarget)?;
        require!(vault.stage != Stage::Selling, BallastError::SaleRunning);
        let running = &vault.params;
        let hedging = vault.hedge.is_open(&running.hedge, &breaker, now);
        require!(!hedging, BallastError::HedgeOpen);
        let buying = vault.buyback.is_open(&running.buyback, &breaker, now);
        require!(!buying, BallastError::BuybackOpen);
        require!(
            params.fees == running.fees || vault.stage == Stage::Open,
            BallastError::WrongStage
        );
        // What has lapsed under the old terms must not be open again under the new.
        vault.hedge = Default::default();
        vault.buyback = Default::default();
        vault.params = params;
        Ok(())
    }

    /// The market's next print comes from another feed; its address, its state and its units stay.
    fn switch_oracle(&self, feed: [u8; 32], now: i64) -> Result<()> {
        let account = self.oracle.as_ref().ok_or(BallastError::WrongTarget)?;
        let raw = oracle::read_account(account)?;
        require!(raw.feed == feed, BallastError::OracleWrongFeed);
        let market = &mut *self.market()?.load_mut()?;
        let print = raw
            .quote_in(market.price_exponent)
            .and_then(|quote| market.params.oracle.judge(&quote, Use::Act, now))
            .map_err(BallastError::from)?;
        let silent_secs = now.saturating_sub(market.risk.publish_ts);
        require!(
            within_switch(market.risk.price, print.price, silent_secs),
            BallastError::OracleTooFar
        );
        market.risk.switch_feed(&print);
        market.oracle_kind = raw.kind as u8;
        market.oracle_owner = *account.owner;
        market.feed = feed;
        Ok(())
    }
}
