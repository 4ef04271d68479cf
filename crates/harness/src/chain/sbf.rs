//! LiteSVM running the built `.so`: metered, with logs and events.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast_client::instructions::compute_limit;
use litesvm::LiteSVM;
use litesvm_transaction::Transaction;
use solana_clock::Clock;
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::{require_packet, with_payer, Account, Chain, Receipt, TxError};

/// A virtual machine with the program in it, loaded once for all that begin with it.
static LOADED: OnceLock<Result<LiteSVM, String>> = OnceLock::new();

/// The `.so` back end.
#[derive(Clone)]
pub struct SbfChain {
    svm: LiteSVM,
    now: i64,
}

impl SbfChain {
    /// Where the build leaves the program.
    pub fn artifact() -> PathBuf {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"),
            PathBuf::from,
        );
        target.join("deploy/ballast.so")
    }

    /// Starts a VM with the built program, or says how to build it.
    pub fn start() -> Result<Self, String> {
        let svm = LOADED.get_or_init(Self::load).clone()?;
        Ok(Self { svm, now: 0 })
    }

    fn load() -> Result<LiteSVM, String> {
        let path = Self::artifact();
        let bytes = std::fs::read(&path).map_err(|error| {
            format!(
                "{}: {error}; build the program with `anchor build` (or `cargo build-sbf`)",
                path.display()
            )
        })?;
        let mut svm = LiteSVM::new()
            .with_sigverify(false)
            .with_blockhash_check(false)
            .with_transaction_history(0);
        svm.add_program(ballast::ID, &bytes)
            .map_err(|error| format!("{}: {error:?}", path.display()))?;
        Ok(svm)
    }

    /// Adds another built program.
    pub fn add_program(&mut self, id: Pubkey, path: &Path) -> Result<(), String> {
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let bytes = std::fs::read(path).map_err(|error| failed(&error))?;
        (self.svm.add_program(id, &bytes)).map_err(|error| failed(&format!("{error:?}")))
    }
}

impl Chain for SbfChain {
    fn name(&self) -> &'static str {
        "LiteSVM, the built .so"
    }

    fn now(&self) -> i64 {
        self.now
    }

    fn set_time(&mut self, ts: i64) {
        let mut clock: Clock = self.svm.get_sysvar();
        clock.unix_timestamp = ts;
        self.svm.set_sysvar(&clock);
        self.now = ts;
    }

    fn account(&mut self, address: &Pubkey) -> Option<Account> {
        let account = self.svm.get_account(address)?;
        (account.lamports > 0).then_some(Account {
            lamports: account.lamports,
            data: account.data,
            owner: account.owner,
        })
    }

    fn set_account(&mut self, address: &Pubkey, account: Account) {
        self.svm
            .set_account(
                *address,
                litesvm_account::Account {
                    lamports: account.lamports,
                    data: account.data,
                    owner: account.owner,
                    executable: false,
                    rent_epoch: u64::MAX,
                },
            )
            .expect("a plain account");
    }

    fn send(
        &mut self,
        instructions: &[Instruction],
        payer: &Keypair,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        // Every transaction in a slot of its own.
        let mut clock: Clock = self.svm.get_sysvar();
        clock.slot += 1;
        self.svm.set_sysvar(&clock);
        let mut all = vec![compute_limit(1_400_000)];
        all.extend_from_slice(instructions);
        let transaction = Transaction::new_signed_with_payer(
            &all,
            Some(&payer.pubkey()),
            &with_payer(payer, signers),
            self.svm.latest_blockhash(),
        );
        require_packet(&transaction.signatures, &transaction.message_data())?;
        let meta = self
            .svm
            .send_transaction(transaction)
            .map_err(|failed| TxError::from(failed.err))?;
        Ok(Receipt {
            compute_units: meta.compute_units_consumed,
            logs: meta.logs,
        })
    }
}
