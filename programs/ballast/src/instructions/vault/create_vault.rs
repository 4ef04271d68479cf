//! Creates a vault, of covered calls or cash-secured puts, and its share mint.

use anchor_lang::prelude::*;
use anchor_spl::{
    associated_token::AssociatedToken,
    token::Token,
    token_interface::{Mint, TokenAccount, TokenInterface},
};

use option_risk::units::Kind;

use crate::{
    constants::{PROTOCOL_SEED, SHARE_EXTRA_DECIMALS, SHARE_MINT_SEED, VAULT_SEED},
    errors::BallastError,
    state::{Market, Protocol, Stage, Vault, VaultBook, VaultParams, Version},
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct CreateVaultArgs {
    pub id: u16,
    /// [`Kind`] as a byte.
    pub kind: u8,
    /// Whose the fees are; it can never be changed.
    pub fee_recipient: Pubkey,
    pub params: VaultParams,
}

#[derive(Accounts)]
#[instruction(args: CreateVaultArgs)]
pub struct CreateVault<'info> {
    #[account(mut)]
    pub authority: Signer<'info>,
    #[account(
        seeds = [PROTOCOL_SEED, protocol.creator.as_ref()],
        bump = protocol.bump,
        has_one = authority @ BallastError::WrongAuthority
    )]
    pub protocol: Box<Account<'info, Protocol>>,
    #[account(
        has_one = protocol @ BallastError::WrongProtocol,
        has_one = base_mint @ BallastError::WrongMint,
        has_one = quote_mint @ BallastError::WrongMint
    )]
    pub market: AccountLoader<'info, Market>,
    #[account(
        init,
        payer = authority,
        space = 8 + Vault::INIT_SPACE,
        seeds = [VAULT_SEED, market.key().as_ref(), &args.id.to_le_bytes()],
        bump
    )]
    pub vault: Box<Account<'info, Vault>>,
    #[account(
        init,
        payer = authority,
        seeds = [SHARE_MINT_SEED, vault.key().as_ref()],
        bump,
        mint::decimals = share_decimals(&args, &base_mint, &quote_mint),
        mint::authority = vault,
        mint::token_program = token_program
    )]
    pub share_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        init,
        payer = authority,
        associated_token::mint = share_mint,
        associated_token::authority = vault,
        associated_token::token_program = token_program
    )]
    pub share_escrow: Box<InterfaceAccount<'info, TokenAccount>>,
    pub base_mint: Box<InterfaceAccount<'info, Mint>>,
    pub quote_mint: Box<InterfaceAccount<'info, Mint>>,
    #[account(
        associated_token::mint = base_mint,
        associated_token::authority = vault,
        associated_token::token_program = base_token_program
    )]
    pub base_account: Box<InterfaceAccount<'info, TokenAccount>>,
    #[account(
        associated_token::mint = quote_mint,
        associated_token::authority = vault,
        associated_token::token_program = quote_token_program
    )]
    pub quote_account: Box<InterfaceAccount<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
    pub base_token_program: Interface<'info, TokenInterface>,
    pub quote_token_program: Interface<'info, TokenInterface>,
    pub associated_token_program: Program<'info, AssociatedToken>,
    pub system_program: Program<'info, System>,
}

pub fn create_vault(ctx: Context<CreateVault>, args: CreateVaultArgs) -> Result<()> {
    let kind = Kind::try_from(args.kind).map_err(|_| BallastError::WrongKind)?;
    args.params.validate()?;
    require!(
        args.params
            .sale
            .tick
            .is_multiple_of(ctx.accounts.market.load()?.params.strike_tick),
        BallastError::InvalidParameter
    );
    let accounts = ctx.accounts;
    Version::require(accounts.market.load()?.version)?;
    accounts.vault.set_inner(Vault {
        version: Version::CURRENT,
        bump: ctx.bumps.vault,
        id: args.id,
        stage: Stage::Open,
        market: accounts.market.key(),
        share_mint: accounts.share_mint.key(),
        base_account: accounts.base_account.key(),
        quote_account: accounts.quote_account.key(),
        share_escrow: accounts.share_escrow.key(),
        kind: kind as u8,
        fee_recipient: args.fee_recipient,
        retry_ts: 0,
        params: args.params,
        book: VaultBook::default(),
        sale: Default::default(),
        outcome: Default::default(),
        hedge: Default::default(),
        buyback: Default::default(),
    });
    Ok(())
}

/// Decimals of the collateral, and those of the virtual shares.
fn share_decimals(
    args: &CreateVaultArgs,
    base_mint: &InterfaceAccount<Mint>,
    quote_mint: &InterfaceAccount<Mint>,
) -> u8 {
    let collateral = match args.kind {
        kind if kind == Kind::Put as u8 => quote_mint.decimals,
        _ => base_mint.decimals,
    };
    collateral + SHARE_EXTRA_DECIMALS
}
