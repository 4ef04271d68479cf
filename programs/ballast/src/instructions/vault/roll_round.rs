//! Settles a vault's queues at one share price and begins the next round.
//!
//! 1. Withdrawals are valued in kind: their share of the base and of the
//!    quote, so that paying them needs no price and no trade.
//! 2. Deposits are valued at the same share price. Only if the vault holds
//!    hedge proceeds in quote does that need the oracle; if the oracle has been
//!    out for long, they are set aside to be taken back.
//! 3. Shares are burned and minted, assets set aside, and a record written
//!    from which every receipt of the round is claimed at any later time.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount},
};
use option_risk::{
    oracle::{self, Use},
    shares,
};

use crate::{
    constants::{ACCOUNT_VERSION, ROUND_SEED},
    errors::{risk, BallastError},
    events::RoundRolled,
    observation::{self, next_header},
    state::{Market, Round, Stage, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct RollRound<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = share_mint @ BallastError::WrongMint,
        has_one = share_escrow @ BallastError::WrongCustody
    )]
    pub vault: Box<Account<'info, Vault>>,
    #[account(
        init,
        payer = payer,
        space = 8 + Round::INIT_SPACE,
        seeds = [ROUND_SEED, vault.key().as_ref(), &vault.book.round.to_le_bytes()],
        bump
    )]
    pub round: Box<Account<'info, Round>>,
    #[account(mut)]
    pub share_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub share_escrow: Box<InterfaceAccount<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub fn roll_round(ctx: Context<RollRound>) -> Result<()> {
    let clock = Clock::get()?;
    let bump = ctx.bumps.round;
    let accounts = ctx.accounts;
    accounts.validate()?;
    let nav = accounts.net_asset_value(&clock)?;
    let record = accounts.settle_queues(nav, bump, clock.unix_timestamp)?;
    accounts.move_shares(&record)?;
    emit!(RoundRolled {
        header: next_header(&accounts.market, &clock)?,
        vault: accounts.vault.key(),
        round: record.round,
        deposits: record.deposits,
        shares_minted: record.shares_minted,
        shares_burned: record.shares_burned,
        base_paid: record.base_paid,
        quote_paid: record.quote_paid,
        base_assets: record.base_assets,
        quote_assets: record.quote_assets,
        share_supply: record.share_supply,
    });
    accounts.round.set_inner(record);
    Ok(())
}

impl RollRound<'_> {
    fn validate(&self) -> Result<()> {
        let book = &self.vault.book;
        let queued = book.pending_deposits > 0 || book.pending_withdrawals > 0;
        match self.vault.stage {
            Stage::Settled => Ok(()),
            Stage::Open if queued => Ok(()),
            Stage::Open => err!(BallastError::NothingToRoll),
            Stage::Selling | Stage::Live => err!(BallastError::WrongStage),
        }
    }

    /// Assets in base atoms; hedge proceeds are valued up, against the depositor.
    /// `None` if that needs a price and the oracle is out: an outsider's deposit
    /// must not hold up other people's withdrawals.
    fn net_asset_value(&self, clock: &Clock) -> Result<Option<u64>> {
        let book = &self.vault.book;
        if book.quote_assets == 0 || book.pending_deposits == 0 {
            return Ok(Some(book.base_assets));
        }
        // Rolling acts in every stage: a trip is recorded and the roll goes on.
        let now = clock.unix_timestamp;
        let priced = observation::observe(&self.market, &self.oracle, clock)
            .and_then(|_| self.market.load()?.require_fit(Use::Fill, now));
        if let Err(error) = priced {
            let last_ts = self.market.load()?.risk.publish_ts;
            return match oracle::is_out(last_ts, now) {
                true => Ok(None),
                false => Err(error),
            };
        }
        let market = self.market.load()?;
        let quote_in_base = market
            .scale()
            .base_for_quote_up(book.quote_assets, market.risk.price)
            .map_err(risk)?;
        let nav = book.base_assets.checked_add(quote_in_base);
        Ok(Some(nav.ok_or(BallastError::Overflow)?))
    }

    fn settle_queues(&mut self, nav: Option<u64>, bump: u8, now: i64) -> Result<Round> {
        let supply = self.share_mint.supply;
        let vault = self.vault.key();
        let book = &mut self.vault.book;
        let deposits = book.pending_deposits;
        let shares_burned = book.pending_withdrawals;
        let shares_minted = match nav {
            Some(nav) => shares::shares_for_assets_down(deposits, nav, supply).map_err(risk)?,
            None => 0,
        };
        let base_paid = shares::assets_for_shares_down(shares_burned, book.base_assets, supply)
            .map_err(risk)?;
        let quote_paid = shares::assets_for_shares_down(shares_burned, book.quote_assets, supply)
            .map_err(risk)?;
        book.settle_queues(base_paid, quote_paid, nav.is_none())?;
        let record = Round {
            version: ACCOUNT_VERSION,
            bump,
            vault,
            round: book.round,
            rolled_ts: now,
            deposits,
            deposits_refunded: nav.is_none(),
            shares_minted,
            shares_burned,
            base_paid,
            quote_paid,
            base_assets: book.base_assets,
            quote_assets: book.quote_assets,
            share_supply: supply
                .checked_sub(shares_burned)
                .and_then(|left| left.checked_add(shares_minted))
                .ok_or(BallastError::Overflow)?,
        };
        book.round += 1; // a u64 of rounds does not run out
        self.vault.stage = Stage::Open;
        Ok(record)
    }

    fn move_shares(&self, record: &Round) -> Result<()> {
        let signer = self.vault.signer();
        let authority = self.vault.to_account_info();
        tokens::burn(
            &self.token_program,
            &self.share_mint,
            &self.share_escrow,
            authority.clone(),
            &[&signer.seeds()],
            record.shares_burned,
        )?;
        tokens::mint_to(
            &self.token_program,
            &self.share_mint,
            &self.share_escrow,
            authority,
            &[&signer.seeds()],
            record.shares_minted,
        )
    }
}
