//! A stranger's program between a caller and Ballast: it calls the program at its first account with the accounts behind
//! it, as often as the first byte of its data says, and passes the rest of the data on. All signatures are passed on too.

use anchor_lang::solana_program::{
    account_info::AccountInfo,
    entrypoint::ProgramResult,
    instruction::{AccountMeta, Instruction},
    program::invoke,
    program_error::ProgramError,
    pubkey::Pubkey,
};
#[cfg(all(target_os = "solana", target_arch = "bpf"))]
use solana_compiler_builtins as _;

#[cfg(not(feature = "no-entrypoint"))]
anchor_lang::solana_program::entrypoint!(process);

/// Runs one call.
pub fn process(_: &Pubkey, accounts: &[AccountInfo], data: &[u8]) -> ProgramResult {
    let (times, data) = data
        .split_first()
        .ok_or(ProgramError::InvalidInstructionData)?;
    let (program, rest) = accounts
        .split_first()
        .ok_or(ProgramError::NotEnoughAccountKeys)?;
    let metas = rest.iter().map(|account| AccountMeta {
        pubkey: *account.key,
        is_signer: account.is_signer,
        is_writable: account.is_writable,
    });
    let call = Instruction {
        program_id: *program.key,
        accounts: metas.collect(),
        data: data.to_vec(),
    };
    for _ in 0..*times {
        invoke(&call, accounts)?;
    }
    Ok(())
}
