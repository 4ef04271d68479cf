//! One builder per instruction of the program.

mod governance;
mod liquidation;
mod margin;
mod market;
mod names;
mod settlement;
mod vault;

pub use governance::*;
pub use liquidation::*;
pub use margin::*;
pub use market::*;
pub use names::{name, INSTRUCTIONS};
pub use settlement::*;
pub use vault::*;

use anchor_lang::{
    prelude::Pubkey, solana_program::instruction::Instruction, InstructionData, ToAccountMetas,
};

/// The program that sets a transaction's compute limit.
const COMPUTE_BUDGET: Pubkey =
    Pubkey::from_str_const("ComputeBudget111111111111111111111111111111");

fn build(accounts: impl ToAccountMetas, data: impl InstructionData) -> Instruction {
    Instruction {
        program_id: ballast::ID,
        accounts: accounts.to_account_metas(None),
        data: data.data(),
    }
}

/// Creates an associated token account unless it exists already. `program` is the mint's token program.
pub fn create_token_account(
    payer: &Pubkey,
    owner: &Pubkey,
    mint: &Pubkey,
    program: &Pubkey,
) -> Instruction {
    spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent(
        payer, owner, mint, program,
    )
}

/// Sets a transaction's limit of compute units; a large account is beyond the default one.
pub fn compute_limit(units: u32) -> Instruction {
    let mut data = vec![2];
    data.extend_from_slice(&units.to_le_bytes());
    Instruction {
        program_id: COMPUTE_BUDGET,
        accounts: vec![],
        data,
    }
}
