//! The bench program in LiteSVM: one call, its answer and its cost.

use std::path::{Path, PathBuf};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use anyhow::{anyhow, ensure, Context, Result};
use litesvm::LiteSVM;
use litesvm_transaction::Transaction;
use math_bench::{Case, Op, Output, OUTPUT_WORDS};
use solana_keypair::Keypair;
use solana_signer::Signer;

const PROGRAM: Pubkey = Pubkey::new_from_array([7; 32]);
const UNIT_LIMIT: u32 = 1_400_000;
/// The program's byte for "where is this operation's wrapper".
const ADDRESS: u8 = 255;

/// The virtual machine with the program loaded.
pub struct Vm {
    svm: LiteSVM,
    payer: Keypair,
    /// What a call costs beside its function.
    overhead: u64,
}

impl Vm {
    /// Where the build leaves the program.
    pub fn artifact() -> PathBuf {
        target().join("deploy/math_bench.so")
    }

    /// Starts a VM with the built program, or says how to build it.
    pub fn start() -> Result<Self> {
        let path = Self::artifact();
        let bytes = std::fs::read(&path).with_context(|| {
            format!(
                "{}: build it with `cargo build-sbf --manifest-path crates/bench/onchain/Cargo.toml`",
                path.display()
            )
        })?;
        let mut svm = LiteSVM::new()
            .with_sigverify(false)
            .with_blockhash_check(false)
            .with_transaction_history(0);
        svm.add_program(PROGRAM, &bytes)
            .map_err(|error| anyhow!("{}: {error:?}", path.display()))?;
        let payer = Keypair::new();
        svm.airdrop(&payer.pubkey(), 1 << 40)
            .map_err(|failed| anyhow!("{:?}", failed.err))?;
        let mut vm = Self {
            svm,
            payer,
            overhead: 0,
        };
        vm.overhead = vm.call(Op::Nothing, &[0; 6])?.0;
        Ok(vm)
    }

    /// The answer to a case, and the compute units of the function alone.
    pub fn run(&mut self, op: Op, case: &Case) -> Result<(u64, Output)> {
        let (units, output) = self.call(op, case)?;
        Ok((units.saturating_sub(self.overhead), output))
    }

    /// Where the wrapper of an operation lies in the program.
    pub fn address(&mut self, op: Op) -> Result<u64> {
        let (_, data) = self.send(vec![ADDRESS, op as u8])?;
        Ok(u64::from_le_bytes(pad(&data)))
    }

    fn call(&mut self, op: Op, case: &Case) -> Result<(u64, Output)> {
        let mut data = vec![op as u8];
        for word in case {
            data.extend_from_slice(&word.to_le_bytes());
        }
        let (units, bytes) = self.send(data)?;
        ensure!(bytes.len() <= 16 * OUTPUT_WORDS, "an answer too long");
        let mut output = [0; OUTPUT_WORDS];
        for (word, bytes) in output.iter_mut().zip(bytes.chunks(16)) {
            *word = i128::from_le_bytes(pad(bytes));
        }
        Ok((units, output))
    }

    /// Sends one instruction; the runtime leaves out trailing zeros of what it returns.
    fn send(&mut self, data: Vec<u8>) -> Result<(u64, Vec<u8>)> {
        let mut limit = vec![2];
        limit.extend_from_slice(&UNIT_LIMIT.to_le_bytes());
        let instruction = |program_id, data| Instruction {
            program_id,
            accounts: vec![],
            data,
        };
        let transaction = Transaction::new_signed_with_payer(
            &[
                instruction(solana_sdk_ids::compute_budget::ID, limit),
                instruction(PROGRAM, data),
            ],
            Some(&self.payer.pubkey()),
            &[&self.payer],
            self.svm.latest_blockhash(),
        );
        let meta = self
            .svm
            .send_transaction(transaction)
            .map_err(|failed| anyhow!("the bench program failed: {:?}", failed.err))?;
        Ok((meta.compute_units_consumed, meta.return_data.data))
    }
}

/// Where builds go.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"),
        PathBuf::from,
    )
}

fn pad<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut padded = [0; N];
    let length = bytes.len().min(N);
    padded[..length].copy_from_slice(&bytes[..length]);
    padded
}
