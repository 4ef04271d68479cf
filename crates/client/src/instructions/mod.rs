//! One builder per instruction of the program.

mod governance;
mod margin;
mod market;
mod names;
mod settlement;
mod vault;

pub use governance::*;
pub use margin::*;
pub use market::*;
pub use names::{name, INSTRUCTIONS};
pub use settlement::*;
pub use vault::*;

use anchor_lang::{
    prelude::Pubkey, solana_program::instruction::Instruction, InstructionData, ToAccountMetas,
};

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
