//! One builder per instruction of the program.
//!
//! Those that need token accounts which may not exist yet create them first and are several instructions; they belong
//! in one transaction. Nothing is signed and nothing is looked up: addresses come from [`MarketKeys`] and its like.
//!
//! ```
//! use anchor_lang::prelude::Pubkey;
//! use ballast_client::{example, instructions as ix, option_risk::units::Kind};
//!
//! let (keys, series) = (example::keys(), example::series(210 * example::DOLLAR));
//! let me = Pubkey::new_from_array([9; 32]);
//! let mut all = vec![ix::open_margin_account(&keys, &me, Kind::Call)];
//! all.push(ix::deposit_collateral(&keys, &me, &me, Kind::Call, 3 * example::SOL));
//! all.extend(ix::create_series(&keys, &series, &me));
//! let names: Vec<_> = all.iter().map(|one| ix::name(&one.data)).collect();
//! let own = [Some("open_margin_account"), Some("deposit_collateral"), None, Some("create_series")];
//! assert_eq!(names, own); // the one between creates a token account
//! ```
//!
//! [`MarketKeys`]: crate::MarketKeys

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

/// Sets a transaction's priority fee, micro-lamports per compute unit of its limit.
pub fn compute_price(micro_lamports: u64) -> Instruction {
    let mut data = vec![3];
    data.extend_from_slice(&micro_lamports.to_le_bytes());
    Instruction {
        program_id: COMPUTE_BUDGET,
        accounts: vec![],
        data,
    }
}
