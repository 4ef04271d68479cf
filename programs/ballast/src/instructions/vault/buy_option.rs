//! Buys options from a vault's sale at the on-chain Black-Scholes price of the
//! moment, in their collateral. Fails, rather than defers, when its observation trips the breaker.

use anchor_lang::prelude::*;
use anchor_spl::token_interface::{Mint, TokenAccount, TokenInterface};
use option_math::Vol;
use option_risk::{breaker::Action, oracle::Use, sale};

use crate::{
    errors::{risk, BallastError},
    events::OptionBought,
    observation::{next_header, observe_or_fail},
    state::{Market, Stage, Vault},
    tokens,
};

#[derive(Accounts)]
pub struct BuyOption<'info> {
    pub buyer: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: verified by `oracle::read_own` against the market.
    pub oracle: UncheckedAccount<'info>,
    #[account(
        mut,
        has_one = market @ BallastError::WrongMarket,
        constraint = vault.collateral_account() == collateral_account.key() @ BallastError::WrongCustody
    )]
    pub vault: Box<Account<'info, Vault>>,
    #[account(
        constraint = series.key() == vault.sale.series @ BallastError::WrongSeries,
        has_one = option_mint @ BallastError::WrongMint
    )]
    pub series: Box<Account<'info, crate::state::Series>>,
    pub option_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        mut,
        associated_token::mint = option_mint,
        associated_token::authority = vault,
        associated_token::token_program = token_program
    )]
    pub option_escrow: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(mut)]
    pub collateral_account: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(
        mut,
        address = market.load()?.insurance(vault.kind()?) @ BallastError::WrongCustody
    )]
    pub insurance: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(address = market.load()?.collateral_mint(vault.kind()?) @ BallastError::WrongMint)]
    pub collateral_mint: Box<InterfaceAccount<'info, Mint>>,
    /// Pays the premium, the buyer's.
    #[account(mut)]
    pub source: Box<InterfaceAccount<'info, TokenAccount>>,
    /// Receives the options.
    #[account(mut)]
    pub destination: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(address = anchor_spl::token::ID)]
    pub token_program: Interface<'info, TokenInterface>,
    pub collateral_token_program: Interface<'info, TokenInterface>,
}

pub fn buy_option(ctx: Context<BuyOption>, contracts: u64, max_premium: u64) -> Result<()> {
    require!(contracts > 0, BallastError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = ctx.accounts;
    require!(
        accounts.vault.stage == Stage::Selling,
        BallastError::WrongStage
    );
    observe_or_fail(
        &accounts.market,
        &accounts.oracle,
        &clock,
        Action::BuyOption,
        Use::of(Action::BuyOption),
    )?;
    // Nobody buys on terms that they have just put into force.
    require!(
        accounts.market.load()?.params_slot != clock.slot,
        BallastError::ParametersChanged
    );
    let sale = &accounts.vault.sale;
    let lot = sale::least_lot(sale.contracts, sale.contracts - sale.sold); // sold <= contracts
    require!(contracts >= lot, BallastError::LotTooSmall);
    let (vol, premium) = accounts.quote(contracts, clock.unix_timestamp)?;
    require!(premium <= max_premium, BallastError::SlippageExceeded);
    let (earned, insurance_share) =
        sale::split_premium(premium, accounts.vault.params.insurance_share_bps).map_err(risk)?;
    accounts.vault.book_sale(contracts, earned)?;
    accounts
        .market
        .load_mut()?
        .sale_cleared(vol, contracts, clock.unix_timestamp)?;
    accounts.swap(contracts, earned, insurance_share)?;
    emit!(OptionBought {
        header: next_header(&accounts.market, &clock)?,
        vault: accounts.vault.key(),
        buyer: accounts.buyer.key(),
        contracts,
        premium,
        insurance_share,
    });
    Ok(())
}

impl BuyOption<'_> {
    /// The volatility asked now, at the money, and the premium at what it is at the strike.
    fn quote(&self, contracts: u64, now: i64) -> Result<(Vol, u64)> {
        let market = self.market.load()?;
        let ask = self
            .vault
            .ask(&market, now)?
            .ok_or(BallastError::SaleOver)?;
        let premium = self.vault.premium_up(&market, &ask, contracts)?;
        Ok((ask.vol, premium))
    }

    fn swap(&self, contracts: u64, earned: u64, insurance_share: u64) -> Result<()> {
        tokens::pull(
            &self.collateral_token_program,
            &self.collateral_mint,
            &self.source,
            &self.collateral_account,
            &self.buyer,
            earned,
        )?;
        tokens::pull(
            &self.collateral_token_program,
            &self.collateral_mint,
            &self.source,
            &self.insurance,
            &self.buyer,
            insurance_share,
        )?;
        let signer = self.vault.signer();
        tokens::push(
            &self.token_program,
            &self.option_mint,
            &self.option_escrow,
            &self.destination,
            self.vault.to_account_info(),
            &[&signer.seeds()],
            contracts,
        )
    }
}
