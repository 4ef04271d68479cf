//! Creates an option series: its token mint and its payoff pool. Anyone may.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_interface::{Mint, TokenAccount, TokenInterface},
};
use option_risk::units::Kind;

use crate::{
    constants::{OPTION_MINT_SEED, SERIES_SEED},
    errors::BallastError,
    events::SeriesCreated,
    observation::header,
    state::{Market, Series},
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct CreateSeriesArgs {
    /// [`Kind`] as a byte.
    pub kind: u8,
    /// Feed units; a multiple of the market's tick.
    pub strike: u64,
    pub expiry_ts: i64,
}

#[derive(Accounts)]
#[instruction(args: CreateSeriesArgs)]
pub struct CreateSeries<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        init,
        payer = payer,
        space = 8 + Series::INIT_SPACE,
        seeds = [
            SERIES_SEED,
            market.key().as_ref(),
            &[args.kind],
            &args.strike.to_le_bytes(),
            &args.expiry_ts.to_le_bytes(),
        ],
        bump
    )]
    pub series: Box<Account<'info, Series>>,
    #[account(
        init,
        payer = payer,
        seeds = [OPTION_MINT_SEED, series.key().as_ref()],
        bump,
        mint::decimals = market.load()?.base_decimals,
        mint::authority = series,
        mint::token_program = token_program
    )]
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        associated_token::mint = collateral_mint,
        associated_token::authority = series,
        associated_token::token_program = collateral_token_program
    )]
    pub pool: Box<InterfaceAccount<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
    pub system_program: Program<'info, System>,
}

impl CreateSeries<'_> {
    fn validate(&self, args: &CreateSeriesArgs, now: i64) -> Result<Kind> {
        let market = self.market.load()?;
        let kind = Kind::try_from(args.kind).map_err(|_| BallastError::WrongKind)?;
        require_keys_eq!(
            self.collateral_mint.key(),
            market.collateral_mint(kind),
            BallastError::WrongMint
        );
        market.require_series(kind, args.strike, args.expiry_ts, now)?;
        Ok(kind)
    }
}

pub fn create_series(ctx: Context<CreateSeries>, args: CreateSeriesArgs) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    let kind = accounts.validate(&args, clock.unix_timestamp)?;
    accounts.series.set_inner(Series {
        bump: ctx.bumps.series,
        option_mint: accounts.option_mint.key(),
        pool: accounts.pool.key(),
        ..Series::new(accounts.market.key(), kind, args.strike, args.expiry_ts)
    });
    let market = &mut *accounts.market.load_mut()?;
    market.join_expiry(args.expiry_ts)?;
    emit!(SeriesCreated {
        header: header(market, accounts.market.key(), &clock)?,
        series: accounts.series.key(),
        kind: args.kind,
        strike: args.strike,
        expiry_ts: args.expiry_ts,
    });
    Ok(())
}
