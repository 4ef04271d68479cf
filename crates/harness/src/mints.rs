//! Mints of both token programs, written as those programs would.

use anchor_lang::prelude::Pubkey;
use anchor_spl::token_2022::spl_token_2022::extension::ExtensionType::{self, *};
use ballast::errors::BallastError::{self, *};
use solana_program_pack::Pack;
use spl_token_interface::state::{Account as TokenState, Mint};

use crate::chain::Account;

/// Where Token-2022 writes an account's type, and its number for mints.
const ACCOUNT_TYPE: (usize, u8) = (TokenState::LEN, 1);

/// Extensions that could take, freeze or shrink what the program holds, each with its refusal.
pub const FORBIDDEN: [(ExtensionType, BallastError); 12] = [
    (TransferFeeConfig, MintHasTransferFee),
    (TransferHook, MintHasTransferHook),
    (PermanentDelegate, MintHasPermanentDelegate),
    (ConfidentialTransferMint, MintHasConfidentialTransfer),
    (ConfidentialTransferFeeConfig, MintHasConfidentialTransfer),
    (ConfidentialMintBurn, MintHasConfidentialTransfer),
    (NonTransferable, MintIsNonTransferable),
    (DefaultAccountState, MintHasDefaultAccountState),
    (MintCloseAuthority, MintHasCloseAuthority),
    (InterestBearingConfig, MintHasUnknownExtension),
    (ScaledUiAmount, MintHasUnknownExtension),
    (Pausable, MintHasUnknownExtension),
];

/// A plain mint of either token program.
pub fn plain(program: Pubkey, authority: &Pubkey, decimals: u8) -> Account {
    Account::packed(program, &state(authority, decimals))
}

/// A Token-2022 mint with one extension, whose content is all zero but for its first byte.
pub fn extended(
    authority: &Pubkey,
    decimals: u8,
    extension: ExtensionType,
    first_byte: u8,
) -> Account {
    let head = ACCOUNT_TYPE.0 + 1;
    let size = ExtensionType::try_calculate_account_len::<
        anchor_spl::token_2022::spl_token_2022::state::Mint,
    >(&[extension])
    .expect("an extension of mints");
    let mut data = vec![0; size];
    state(authority, decimals).pack_into_slice(&mut data[..Mint::LEN]);
    data[ACCOUNT_TYPE.0] = ACCOUNT_TYPE.1;
    data[head..head + 2].copy_from_slice(&(extension as u16).to_le_bytes());
    let content = head + 4;
    data[head + 2..content].copy_from_slice(&((size - content) as u16).to_le_bytes());
    if let Some(byte) = data.get_mut(content) {
        *byte = first_byte;
    }
    Account::new(anchor_spl::token_2022::ID, data)
}

fn state(authority: &Pubkey, decimals: u8) -> Mint {
    Mint {
        mint_authority: Some(*authority).into(),
        supply: 0,
        decimals,
        is_initialized: true,
        freeze_authority: None.into(),
    }
}
