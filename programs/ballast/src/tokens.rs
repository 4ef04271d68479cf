//! Token moves, and which mints are accepted.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::Token,
    token_2022::spl_token_2022::{
        extension::{BaseStateWithExtensions, ExtensionType, StateWithExtensions},
        state::Mint as MintState,
    },
    token_interface::{self, Mint, TokenAccount, TokenInterface},
};

use crate::errors::BallastError;

/// Moves tokens into the program, signed by their owner.
pub fn pull<'info>(
    program: &Interface<'info, TokenInterface>,
    mint: &InterfaceAccount<'info, Mint>,
    from: &InterfaceAccount<'info, TokenAccount>,
    to: &InterfaceAccount<'info, TokenAccount>,
    owner: &Signer<'info>,
    amount: u64,
) -> Result<()> {
    push(
        program,
        mint,
        from,
        to,
        owner.to_account_info(),
        &[],
        amount,
    )
}

/// Moves tokens under an authority: a signer of the transaction, or a PDA with its seeds. The program must be the mint's
/// own, even where nothing moves.
pub fn push<'info>(
    program: &Interface<'info, TokenInterface>,
    mint: &InterfaceAccount<'info, Mint>,
    from: &InterfaceAccount<'info, TokenAccount>,
    to: &InterfaceAccount<'info, TokenAccount>,
    authority: AccountInfo<'info>,
    seeds: &[&[&[u8]]],
    amount: u64,
) -> Result<()> {
    require_keys_eq!(
        *mint.to_account_info().owner,
        program.key(),
        BallastError::WrongTokenProgram
    );
    if amount == 0 {
        return Ok(());
    }
    token_interface::transfer_checked(
        CpiContext::new_with_signer(
            program.key(),
            token_interface::TransferChecked {
                from: from.to_account_info(),
                mint: mint.to_account_info(),
                to: to.to_account_info(),
                authority,
            },
            seeds,
        ),
        amount,
        mint.decimals,
    )
}

/// Mints options or shares under a PDA.
pub fn mint_to<'info>(
    program: &Program<'info, Token>,
    mint: &InterfaceAccount<'info, Mint>,
    to: &InterfaceAccount<'info, TokenAccount>,
    authority: AccountInfo<'info>,
    seeds: &[&[&[u8]]],
    amount: u64,
) -> Result<()> {
    if amount == 0 {
        return Ok(());
    }
    token_interface::mint_to(
        CpiContext::new_with_signer(
            program.key(),
            token_interface::MintTo {
                mint: mint.to_account_info(),
                to: to.to_account_info(),
                authority,
            },
            seeds,
        ),
        amount,
    )
}

/// Burns options or shares of an authority: a signer, or a PDA with its seeds.
pub fn burn<'info>(
    program: &Program<'info, Token>,
    mint: &InterfaceAccount<'info, Mint>,
    from: &InterfaceAccount<'info, TokenAccount>,
    authority: AccountInfo<'info>,
    seeds: &[&[&[u8]]],
    amount: u64,
) -> Result<()> {
    if amount == 0 {
        return Ok(());
    }
    token_interface::burn(
        CpiContext::new_with_signer(
            program.key(),
            token_interface::Burn {
                mint: mint.to_account_info(),
                from: from.to_account_info(),
                authority,
            },
            seeds,
        ),
        amount,
    )
}

/// Refuses mints whose extensions could take, freeze or shrink what the
/// program holds for others. An extension not on the list of harmless ones is refused too.
pub fn vet_mint(mint: &AccountInfo) -> Result<()> {
    if *mint.owner == anchor_spl::token::ID {
        return Ok(());
    }
    let data = mint.try_borrow_data()?;
    let state = StateWithExtensions::<MintState>::unpack(&data)?;
    for extension in state.get_extension_types()? {
        let refusal = match extension {
            ExtensionType::TransferFeeConfig => BallastError::MintHasTransferFee,
            ExtensionType::TransferHook => BallastError::MintHasTransferHook,
            ExtensionType::PermanentDelegate => BallastError::MintHasPermanentDelegate,
            ExtensionType::ConfidentialTransferMint
            | ExtensionType::ConfidentialTransferFeeConfig
            | ExtensionType::ConfidentialMintBurn => BallastError::MintHasConfidentialTransfer,
            ExtensionType::NonTransferable => BallastError::MintIsNonTransferable,
            ExtensionType::DefaultAccountState => BallastError::MintHasDefaultAccountState,
            ExtensionType::MintCloseAuthority => BallastError::MintHasCloseAuthority,
            ExtensionType::MetadataPointer
            | ExtensionType::TokenMetadata
            | ExtensionType::GroupPointer
            | ExtensionType::TokenGroup
            | ExtensionType::GroupMemberPointer
            | ExtensionType::TokenGroupMember => continue,
            _ => BallastError::MintHasUnknownExtension,
        };
        return Err(refusal.into());
    }
    Ok(())
}
