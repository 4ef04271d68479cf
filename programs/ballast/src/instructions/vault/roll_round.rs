//! Ends a round: charges its fees, settles the queues at one share price, begins the next.
//!
//! 1. Fees are charged if the round's options have been settled, in new shares, on a gain above the high-water mark.
//! 2. Withdrawals are valued in kind: their share of the base and of the quote, so that paying them needs no price and
//!    no trade. Who leaves last leaves nothing behind.
//! 3. Deposits are valued at the same share price; what comes in and what goes out net without a token being moved.
//!    Those of a vault that is being wound down are set aside to be taken back, and so are those that the share price is
//!    too coarse for.
//! 4. Shares are burned and minted, assets set aside, and a record written from which every receipt of the round is
//!    claimed at any later time.
//!
//! Only a vault that holds proceeds of hedges needs a price, for 1 and 3. Such a roll waits while the market is halted.
//! If the oracle has been out for long it goes on without: no fee, and the deposits are set aside.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount},
};
use option_risk::{
    breaker::Action,
    fees::{self, Accrual},
    oracle::{self, Use},
    shares,
};

use crate::{
    constants::ROUND_SEED,
    errors::{risk, BallastError},
    events::RoundRolled,
    observation::{next_header, observe_or_fail},
    state::{Amounts, Market, Round, Stage, Unclaimed, Vault, Version},
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
    let worth = accounts.worth(&clock)?;
    let fees = accounts.charge(worth, clock.unix_timestamp)?;
    accounts.settle_queues(worth, fees.shares, bump, clock.unix_timestamp)?;
    accounts.move_shares()?;
    accounts.announce(&fees, &clock)
}

/// What the shareholders' assets are worth in collateral atoms.
#[derive(Clone, Copy)]
struct Worth {
    /// Against the depositor.
    up: u64,
    /// Against the recipient of fees.
    down: u64,
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

    /// Whether deposits are to be valued, rather than taken back.
    fn takes_deposits(&self) -> bool {
        self.vault.book.pending_deposits > 0 && !self.vault.params.is_winding_down()
    }

    /// Whether a round has ended for which fees may be due.
    fn is_charged(&self) -> bool {
        self.vault.stage == Stage::Settled && self.vault.params.fees.enabled()
    }

    /// `None` if that takes a price and the oracle is out: an outsider's deposit must not hold up other people's
    /// withdrawals. Nothing else but a halt does, for its length.
    fn worth(&self, clock: &Clock) -> Result<Option<Worth>> {
        let (kind, held) = (self.vault.kind()?, &self.vault.book.assets);
        if !held.is_mixed(kind) {
            let (up, down) = (self.vault.collateral(), self.vault.collateral());
            return Ok(Some(Worth { up, down }));
        }
        if !self.takes_deposits() && !self.is_charged() {
            return Ok(None);
        }
        let (market, action) = (&self.market, Action::StartSale);
        // An account that is not the market's oracle is no silence.
        crate::oracle::read_own(&*market.load()?, &self.oracle)?;
        if let Err(error) = observe_or_fail(market, &self.oracle, clock, action, Use::Fill) {
            let last_ts = market.load()?.risk.publish_ts;
            return match oracle::is_out(last_ts, clock.unix_timestamp) {
                true => Ok(None),
                false => Err(error),
            };
        }
        let market = market.load()?;
        let (price, scale) = (market.risk.price, market.scale());
        let assets = held.assets();
        let prices = market.known_prices(clock.unix_timestamp);
        let spread_bps = self.vault.params.hedge.outside_bps;
        let up = assets.worth_up(kind, &prices, spread_bps, &scale);
        Ok(Some(Worth {
            up: up.map_err(risk)?,
            down: assets.worth_down(kind, price, &scale).map_err(risk)?,
        }))
    }

    /// Fees of the round that has ended; an open vault's roll charges none, but a vault without shares starts anew. Where
    /// no price was needed the mark rises by what was free of charge too.
    fn charge(&mut self, worth: Option<Worth>, now: i64) -> Result<Accrual> {
        let supply = self.share_mint.supply;
        let ends_a_round = self.vault.stage == Stage::Settled;
        let fees = self.vault.params.fees;
        let book = &mut self.vault.book;
        let mark = book.mark();
        let elapsed = u64::try_from(now.saturating_sub(book.fees_ts)).unwrap_or(0);
        let accrual = match worth {
            Some(worth) if ends_a_round || supply == 0 => {
                fees::accrue(&fees, worth.down, supply, &mark, elapsed).map_err(risk)?
            }
            _ => Accrual {
                fee: 0,
                shares: 0,
                high_water: mark,
            },
        };
        if ends_a_round || supply == 0 {
            book.fees_ts = now;
        }
        book.set_mark(&accrual.high_water);
        book.fee_shares = book
            .fee_shares
            .checked_add(accrual.shares)
            .ok_or(BallastError::Overflow)?;
        book.fee_total = book.fee_total.saturating_add(accrual.fee);
        Ok(accrual)
    }

    fn settle_queues(
        &mut self,
        worth: Option<Worth>,
        fee_shares: u64,
        bump: u8,
        now: i64,
    ) -> Result<()> {
        let (kind, overflow) = (self.vault.kind()?, BallastError::Overflow);
        let supply = self
            .share_mint
            .supply
            .checked_add(fee_shares)
            .ok_or(overflow)?;
        let (deposits, shares_burned) = (
            self.vault.book.pending_deposits,
            self.vault.book.pending_withdrawals,
        );
        let priced = worth.filter(|_| self.takes_deposits());
        let taken = priced.and_then(|worth| shares::fair_shares(deposits, worth.up, supply));
        let refunded = taken.is_none() && deposits > 0;
        let shares_minted = taken.unwrap_or(0);
        let book = &self.vault.book;
        let (held, leaving) = (book.assets.assets(), book.pending_withdrawals);
        let paid = shares::paid_in_kind(&held, kind, leaving, supply).map_err(risk)?;
        let paid = Amounts::from(paid);
        let price = self.market.load()?.risk.price;
        let vault_key = self.vault.key();
        let vault = &mut self.vault;
        vault.book.settle_queues(kind, &paid, refunded)?;
        let round = vault.book.round;
        vault.book.round += 1; // a u64 of rounds does not run out
        vault.stage = Stage::Open;
        self.round.set_inner(Round {
            version: Version::CURRENT,
            bump,
            vault: vault_key,
            round,
            rolled_ts: now,
            deposits,
            deposits_refunded: refunded,
            shares_minted,
            fee_shares,
            shares_burned,
            paid,
            assets: vault.book.assets,
            share_supply: supply
                .checked_sub(shares_burned)
                .and_then(|left| left.checked_add(shares_minted))
                .ok_or(BallastError::Overflow)?,
            price,
            outcome: core::mem::take(&mut vault.outcome),
            unclaimed: Unclaimed {
                deposits,
                shares: shares_minted,
                withdrawn: shares_burned,
                assets: paid,
            },
        });
        vault.invariant()
    }

    fn move_shares(&self) -> Result<()> {
        let record = &self.round;
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
            record.shares_minted.saturating_add(record.fee_shares), // both are part of a supply that fits
        )
    }

    fn announce(&self, fees: &Accrual, clock: &Clock) -> Result<()> {
        let record = &self.round;
        emit!(RoundRolled {
            header: next_header(&self.market, clock)?,
            vault: self.vault.key(),
            round: record.round,
            deposits: record.deposits,
            deposits_refunded: record.deposits_refunded,
            shares_minted: record.shares_minted,
            fee: fees.fee,
            fee_shares: record.fee_shares,
            shares_burned: record.shares_burned,
            paid: record.paid,
            assets: record.assets,
            share_supply: record.share_supply,
        });
        Ok(())
    }
}
