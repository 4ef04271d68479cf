//! Two vaults of a market that want opposite hedges trade with each other, at the
//! oracle's price. Anyone may; nobody else can fill an order before they had the time to.
//!
//! 1. The print is taken; a trip, a halt or the grace after it refuses.
//! 2. Both trades are sized from on-chain Greeks, before any budget: no market sees them.
//! 3. The smaller of the two changes hands; orders that are open shrink by it.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};
use option_risk::{
    breaker::Action,
    hedge::{self, Side},
    oracle::Use,
};

use crate::{
    errors::{risk, BallastError},
    events::HedgesCrossed,
    observation::{next_header, observe_or_fail},
    state::{Market, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct CrossHedges<'info> {
    #[account(
        mut,
        has_one = base_mint @ BallastError::WrongMint,
        has_one = quote_mint @ BallastError::WrongMint
    )]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    /// The vault that sells base.
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        constraint = seller.base_account == seller_base.key() @ BallastError::WrongCustody,
        constraint = seller.quote_account == seller_quote.key() @ BallastError::WrongCustody
    )]
    pub seller: Box<Account<'info, Vault>>,
    /// The vault that buys it.
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        constraint = buyer.base_account == buyer_base.key() @ BallastError::WrongCustody,
        constraint = buyer.quote_account == buyer_quote.key() @ BallastError::WrongCustody
    )]
    pub buyer: Box<Account<'info, Vault>>,
    pub base_mint: Box<InterfaceAccount<'info, Mint>>,
    pub quote_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub seller_base: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub seller_quote: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub buyer_base: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub buyer_quote: Box<InterfaceAccount<'info, TokenAccount>>,
    pub base_token_program: Interface<'info, TokenInterface>,
    pub quote_token_program: Interface<'info, TokenInterface>,
}

pub fn cross_hedges(ctx: Context<CrossHedges>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    accounts.validate(clock.unix_timestamp)?;
    observe_or_fail(
        &accounts.market,
        &accounts.oracle,
        &clock,
        Action::HedgeAgainstMove,
        Use::Fill,
    )?;
    let (base, quote) = accounts.size(clock.unix_timestamp)?;
    for (vault, side) in [
        (&mut accounts.seller, Side::SellBase),
        (&mut accounts.buyer, Side::BuyBase),
    ] {
        vault.book.trade(side, base, quote)?;
        vault.hedge.reduce(side, base);
        vault.invariant()?;
    }
    accounts.swap(base, quote)?;
    let price = accounts.market.load()?.risk.price;
    emit!(HedgesCrossed {
        header: next_header(&accounts.market, &clock)?,
        seller: accounts.seller.key(),
        buyer: accounts.buyer.key(),
        base_atoms: base,
        quote_atoms: quote,
        price,
    });
    Ok(())
}

impl CrossHedges<'_> {
    fn validate(&self, now: i64) -> Result<()> {
        for vault in [&self.seller, &self.buyer] {
            require!(vault.params.hedge.enabled(), BallastError::HedgeDisabled);
            vault.require_live(now)?;
        }
        Ok(())
    }

    /// Base that changes hands, and the quote for it, rounded up: what the buyer can afford has a wider margin than that.
    fn size(&self, now: i64) -> Result<(u64, u64)> {
        let market = self.market.load()?;
        let base = hedge::cross(
            self.seller.hedge_wanted(&market, now)?,
            self.buyer.hedge_wanted(&market, now)?,
        )
        .ok_or(BallastError::NothingToCross)?;
        let quote = market
            .scale()
            .quote_for_base_up(base, market.risk.price)
            .map_err(risk)?;
        Ok((base, quote))
    }

    fn swap(&self, base: u64, quote: u64) -> Result<()> {
        let (seller, buyer) = (self.seller.signer(), self.buyer.signer());
        tokens::push(
            &self.base_token_program,
            &self.base_mint,
            &self.seller_base,
            &self.buyer_base,
            self.seller.to_account_info(),
            &[&seller.seeds()],
            base,
        )?;
        tokens::push(
            &self.quote_token_program,
            &self.quote_mint,
            &self.buyer_quote,
            &self.seller_quote,
            self.buyer.to_account_info(),
            &[&buyer.seeds()],
            quote,
        )
    }
}
