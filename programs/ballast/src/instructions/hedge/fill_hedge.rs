//! Fills the vault's hedge order: anyone swaps tokens with the vault at the Dutch
//! price of the moment, no further than the vault's delta still asks for. Fails,
//! rather than defers, when its observation trips the breaker.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};
use option_risk::{
    hedge::{self, Side},
    oracle::Use,
};

use crate::{
    errors::{risk, BallastError},
    events::HedgeFilled,
    observation::{next_header, observe_or_fail},
    state::{Market, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct FillHedge<'info> {
    pub filler: Signer<'info>,
    #[account(
        mut,
        has_one = base_mint @ BallastError::WrongMint,
        has_one = quote_mint @ BallastError::WrongMint
    )]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        has_one = base_account @ BallastError::WrongCustody,
        has_one = quote_account @ BallastError::WrongCustody
    )]
    pub vault: Box<Account<'info, Vault>>,
    pub base_mint: Box<InterfaceAccount<'info, Mint>>,
    pub quote_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(mut)]
    pub base_account: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub quote_account: Box<InterfaceAccount<'info, TokenAccount>>,
    /// The filler's.
    #[account(mut)]
    pub filler_base: Box<InterfaceAccount<'info, TokenAccount>>,
    /// The filler's.
    #[account(mut)]
    pub filler_quote: Box<InterfaceAccount<'info, TokenAccount>>,
    pub base_token_program: Interface<'info, TokenInterface>,
    pub quote_token_program: Interface<'info, TokenInterface>,
}

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct FillHedgeArgs {
    /// [`Side`] of the vault as a byte: nobody trades the other way than meant.
    pub side: u8,
    /// Base atoms at most; the rest of the order if that is less.
    pub max_base: u64,
    /// Feed units: the most paid per base if the vault sells, the least received if it buys.
    pub price_limit: u64,
}

pub fn fill_hedge(ctx: Context<FillHedge>, args: FillHedgeArgs) -> Result<()> {
    require!(args.max_base > 0, BallastError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    let now = clock.unix_timestamp;
    let side = Side::try_from(args.side).map_err(risk)?;
    let action = hedge::action(side, accounts.market.load()?.risk.breaker.direction());
    let limit = observe_or_fail(
        &accounts.market,
        &accounts.oracle,
        &clock,
        action,
        Use::Fill,
    )?;
    (accounts.vault).require_hedge_fillable(&*accounts.market.load()?, side, limit, now)?;

    let fillable = (accounts.vault).hedge_fillable(&*accounts.market.load()?, side, now)?;
    require!(fillable > 0, BallastError::HedgeNotDue);
    let base = args.max_base.min(fillable);
    let (price, quote) = accounts.quote(side, base, now)?;
    let acceptable = match side {
        Side::SellBase => price <= args.price_limit,
        Side::BuyBase => price >= args.price_limit,
    };
    require!(acceptable, BallastError::SlippageExceeded);
    accounts.vault.book.trade(side, base, quote)?;
    accounts.vault.hedge.base_atoms -= base; // `base` is at most what is left
    accounts.vault.invariant()?;
    accounts.swap(side, base, quote)?;
    emit!(HedgeFilled {
        header: next_header(&accounts.market, &clock)?,
        vault: accounts.vault.key(),
        filler: accounts.filler.key(),
        side: side as u8,
        base_atoms: base,
        quote_atoms: quote,
        price,
    });
    Ok(())
}

impl FillHedge<'_> {
    /// Price of the order now and the quote for `base`, rounded in the vault's favour.
    fn quote(&self, side: Side, base: u64, now: i64) -> Result<(u64, u64)> {
        let market = self.market.load()?;
        let price = (self.vault.hedge_price(&market, now)?).ok_or(BallastError::NoHedgeOrder)?;
        let scale = market.scale();
        let quote = match side {
            Side::SellBase => scale.quote_for_base_up(base, price),
            Side::BuyBase => scale.quote_for_base_down(base, price),
        }
        .map_err(risk)?;
        Ok((price, quote))
    }

    fn swap(&self, side: Side, base: u64, quote: u64) -> Result<()> {
        let signer = self.vault.signer();
        let seeds = signer.seeds();
        let (vault, filler) = (self.vault.to_account_info(), self.filler.to_account_info());
        let (base_from, base_to, base_authority) = match side {
            Side::SellBase => (&self.base_account, &self.filler_base, vault.clone()),
            Side::BuyBase => (&self.filler_base, &self.base_account, filler.clone()),
        };
        let (quote_from, quote_to, quote_authority) = match side {
            Side::SellBase => (&self.filler_quote, &self.quote_account, filler),
            Side::BuyBase => (&self.quote_account, &self.filler_quote, vault),
        };
        tokens::push(
            &self.base_token_program,
            &self.base_mint,
            base_from,
            base_to,
            base_authority,
            &[&seeds],
            base,
        )?;
        tokens::push(
            &self.quote_token_program,
            &self.quote_mint,
            quote_from,
            quote_to,
            quote_authority,
            &[&seeds],
            quote,
        )
    }
}
