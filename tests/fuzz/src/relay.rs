//! The detour over a stranger's program.

use std::{path::PathBuf, sync::OnceLock};

use anchor_lang::{
    prelude::{pubkey, AccountMeta, Pubkey},
    solana_program::instruction::Instruction,
};
use ballast_harness::{NativeChain, SbfChain};
use solana_program_test::processor;

/// Where the stranger's program is.
pub const ID: Pubkey = pubkey!("Re1ayxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");

/// The same call, made by it.
pub fn call(instruction: &Instruction, times: u8) -> Instruction {
    let mut accounts = vec![AccountMeta::new_readonly(instruction.program_id, false)];
    accounts.extend_from_slice(&instruction.accounts);
    let mut data = vec![times];
    data.extend_from_slice(&instruction.data);
    Instruction {
        program_id: ID,
        accounts,
        data,
    }
}

/// The bank that runs both programs natively.
pub fn native() -> NativeChain {
    NativeChain::start_with(|test| {
        test.add_program("ballast_relay", ID, processor!(ballast_relay::process));
    })
}

/// Where the build leaves it.
pub fn artifact() -> PathBuf {
    SbfChain::artifact().with_file_name("ballast_relay.so")
}

/// The virtual machine that runs both as built.
pub fn built() -> Result<SbfChain, String> {
    static LOADED: OnceLock<Result<SbfChain, String>> = OnceLock::new();
    let load = || {
        let mut chain = SbfChain::start()?;
        chain.add_program(ID, &artifact())?;
        Ok(chain)
    };
    LOADED.get_or_init(load).clone()
}
