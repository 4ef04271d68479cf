//! Creates a market: binds two mints, one oracle and a set of parameters.
//!
//! The oracle account is read here, so that a market that cannot price
//! anything cannot exist; its exponent and both mints' decimals are stored and
//! asserted at every later read.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};
use option_math::Vol;
use option_risk::oracle::Use;

use crate::{
    constants::{INSURANCE_SEED, MARKET_SEED, PROTOCOL_SEED},
    errors::{risk, BallastError},
    events::MarketCreated,
    observation::header,
    oracle,
    state::{Market, MarketParams, Protocol, Version},
    tokens,
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct CreateMarketArgs {
    /// Legacy Pyth: the price account's address. Receiver: the feed id.
    pub feed: [u8; 32],
    pub params: MarketParams,
}

#[derive(Accounts)]
#[instruction(args: CreateMarketArgs)]
pub struct CreateMarket<'info> {
    #[account(mut)]
    pub authority: Signer<'info>,
    #[account(
        seeds = [PROTOCOL_SEED, protocol.creator.as_ref()],
        bump = protocol.bump,
        has_one = authority @ BallastError::WrongAuthority
    )]
    pub protocol: Box<Account<'info, Protocol>>,
    #[account(
        init,
        payer = authority,
        space = 8 + core::mem::size_of::<Market>(),
        seeds = [
            MARKET_SEED,
            protocol.key().as_ref(),
            base_mint.key().as_ref(),
            quote_mint.key().as_ref(),
            &args.feed,
        ],
        bump
    )]
    pub market: AccountLoader<'info, Market>,
    #[account(
        constraint = *base_mint.to_account_info().owner
            == base_token_program.key() @ BallastError::WrongTokenProgram
    )]
    pub base_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        constraint = *quote_mint.to_account_info().owner
            == quote_token_program.key() @ BallastError::WrongTokenProgram
    )]
    pub quote_mint: Box<InterfaceAccount<'info, Mint>>,
    /// CHECK: owner, feed, exponent and price are verified by `oracle::read_account`.
    pub oracle: UncheckedAccount<'info>,
    #[account(
        associated_token::mint = base_mint,
        associated_token::authority = market,
        associated_token::token_program = base_token_program
    )]
    pub base_custody: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(
        associated_token::mint = quote_mint,
        associated_token::authority = market,
        associated_token::token_program = quote_token_program
    )]
    pub quote_custody: Box<InterfaceAccount<'info, TokenAccount>>,
    /// CHECK: a signer address only; holds no data.
    #[account(seeds = [INSURANCE_SEED, market.key().as_ref()], bump)]
    pub insurance: UncheckedAccount<'info>,
    #[account(
        associated_token::mint = base_mint,
        associated_token::authority = insurance,
        associated_token::token_program = base_token_program
    )]
    pub base_insurance: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(
        associated_token::mint = quote_mint,
        associated_token::authority = insurance,
        associated_token::token_program = quote_token_program
    )]
    pub quote_insurance: Box<InterfaceAccount<'info, TokenAccount>>,
    pub base_token_program: Interface<'info, TokenInterface>,
    pub quote_token_program: Interface<'info, TokenInterface>,
    pub system_program: Program<'info, System>,
}

impl CreateMarket<'_> {
    fn validate(&self, args: &CreateMarketArgs) -> Result<()> {
        args.params.validate()?;
        require_keys_neq!(
            self.base_mint.key(),
            self.quote_mint.key(),
            BallastError::SameMint
        );
        tokens::vet_mint(&self.base_mint.to_account_info())?;
        tokens::vet_mint(&self.quote_mint.to_account_info())
    }
}

pub fn create_market(ctx: Context<CreateMarket>, args: CreateMarketArgs) -> Result<()> {
    let accounts = &ctx.accounts;
    accounts.validate(&args)?;
    let clock = Clock::get()?;
    let raw = oracle::read_account(&accounts.oracle)?;
    require!(raw.feed == args.feed, BallastError::OracleWrongFeed);
    let print = raw
        .quote_in(raw.exponent)
        .and_then(|quote| {
            args.params
                .oracle
                .judge(&quote, Use::Act, clock.unix_timestamp)
        })
        .map_err(BallastError::from)?;

    let mut loaded = accounts.market.load_init()?;
    let market = &mut *loaded;
    market.version = Version::CURRENT.byte();
    market.bump = ctx.bumps.market;
    market.insurance_bump = ctx.bumps.insurance;
    market.oracle_kind = raw.kind as u8;
    market.base_decimals = accounts.base_mint.decimals;
    market.quote_decimals = accounts.quote_mint.decimals;
    market.price_exponent = raw.exponent;
    market.protocol = accounts.protocol.key();
    market.base_mint = accounts.base_mint.key();
    market.quote_mint = accounts.quote_mint.key();
    market.oracle_owner = *accounts.oracle.owner;
    market.feed = args.feed;
    market.origin_feed = args.feed;
    market.base_custody = accounts.base_custody.key();
    market.quote_custody = accounts.quote_custody.key();
    market.base_insurance = accounts.base_insurance.key();
    market.quote_insurance = accounts.quote_insurance.key();
    market.params = args.params;
    market.scale().validate().map_err(risk)?;
    market
        .risk
        .open_in_place(
            &args.params.risk(),
            &print,
            Vol::from_bps(args.params.initial_vol_bps),
            Vol::from_bps(args.params.implied_vol_bps),
            clock.unix_timestamp,
        )
        .map_err(risk)?;
    emit!(MarketCreated {
        header: header(market, accounts.market.key(), &clock)?,
        protocol: market.protocol,
        base_mint: market.base_mint,
        quote_mint: market.quote_mint,
        price: print.price,
        price_exponent: raw.exponent,
    });
    Ok(())
}
