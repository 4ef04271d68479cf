//! The token account that pays or receives collateral; SOL is wrapped for it as needed, and unwrapped after it.

use anchor_lang::{
    prelude::Pubkey,
    solana_program::{instruction::Instruction, system_instruction::transfer},
};
use anyhow::Result;
use ballast_client::instructions::create_token_account;
use option_risk::units::Kind;
use spl_token_interface::{
    instruction::{close_account, sync_native},
    native_mint,
};

use super::Desk;

impl Desk {
    /// `actions` with the collateral account of `owner` around them, out of which they take `pay` at most.
    ///
    /// For wrapped SOL what the account lacks is wrapped first, and an account that was not there before is gone after.
    pub fn with_collateral_account(
        &self,
        owner: &Pubkey,
        kind: Kind,
        pay: u64,
        actions: impl IntoIterator<Item = Instruction>,
    ) -> Result<Vec<Instruction>> {
        let mint = self.keys.collateral_mint(kind);
        let program = self.keys.collateral_token_program(kind);
        let mut all = vec![create_token_account(owner, owner, &mint, &program)];
        if mint != native_mint::ID {
            all.extend(actions);
            return Ok(all);
        }
        let address = self.keys.collateral_account(owner, kind);
        let [account] = self.node.accounts(&[address])?;
        let missing = pay.saturating_sub(self.node.tokens(&address)?);
        if missing > 0 {
            all.push(transfer(owner, &address, missing));
            all.push(sync_native(&program, &address)?);
        }
        all.extend(actions);
        if account.is_none() {
            all.push(close_account(&program, &address, owner, owner, &[])?);
        }
        Ok(all)
    }
}
