//! solana-program-test running the program natively.

use std::{sync::Once, time::Duration};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast_client::instructions::compute_limit;
use solana_account::AccountSharedData;
use solana_clock::Clock;
use solana_keypair::Keypair;
use solana_program_runtime::invoke_context::BuiltinFunctionWithContext;
use solana_program_test::{processor, ProgramTest, ProgramTestContext};
use solana_signer::Signer;
use solana_transaction::Transaction;
use solana_transaction_error::TransactionError;
use tokio::{runtime::Runtime, time::sleep};

use super::{require_packet, with_payer, Account, Chain, Receipt, TxError};

/// Between two looks for a new blockhash; the bank makes one in 6.4 ms.
const POLL: Duration = Duration::from_millis(1);

/// The default back end.
pub struct NativeChain {
    runtime: Runtime,
    context: ProgramTestContext,
    clock: Clock,
    sent: u64,
}

/// The program's entry with free lifetimes, as `processor!` wants it.
fn entry(
    program_id: &Pubkey,
    accounts: &[anchor_lang::prelude::AccountInfo],
    data: &[u8],
) -> anchor_lang::solana_program::entrypoint::ProgramResult {
    // SAFETY: Anchor's entry ties the lifetimes of the three references
    // together but keeps none of them after it returns, and all three outlive
    // this call, so extending them for its duration is sound.
    let (program_id, accounts, data) = unsafe {
        (
            core::mem::transmute::<&Pubkey, &'static Pubkey>(program_id),
            core::mem::transmute::<
                &[anchor_lang::prelude::AccountInfo],
                &'static [anchor_lang::prelude::AccountInfo<'static>],
            >(accounts),
            core::mem::transmute::<&[u8], &'static [u8]>(data),
        )
    };
    ballast::entry(program_id, accounts, data)
}

/// The program as a runtime's builtin. It runs only where a [`ProgramTest`] has started before in the process: that
/// installs the system calls.
pub fn builtin() -> BuiltinFunctionWithContext {
    let builtin: Option<BuiltinFunctionWithContext> = processor!(entry);
    builtin.expect("a processor")
}

/// The bank logs every call of every program unless `RUST_LOG` says otherwise.
fn quiet_by_default() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if std::env::var_os("RUST_LOG").is_none() {
            std::env::set_var("RUST_LOG", "off");
        }
    });
}

/// A transaction that the bank has run, or would have.
pub struct Execution {
    /// Whether it succeeded.
    pub outcome: Result<(), TransactionError>,
    /// Slot of the clock it saw.
    pub slot: u64,
    /// What it left in the log, failed or not.
    pub receipt: Receipt,
}

impl NativeChain {
    /// Starts a bank with the program in it.
    pub fn start() -> Self {
        Self::start_with(|_| {})
    }

    /// As [`Self::start`], with more in it.
    pub fn start_with(more: impl FnOnce(&mut ProgramTest)) -> Self {
        quiet_by_default();
        // The bank makes a blockhash every few milliseconds and forgets all but the last 150, but in this runtime's tasks
        // alone: they stand still while nobody asks it anything, so that no machine is too slow for a blockhash.
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a tokio runtime");
        let mut test = ProgramTest::new("ballast", ballast::ID, Some(builtin()));
        test.prefer_bpf(false);
        more(&mut test);
        let context = runtime.block_on(test.start_with_context());
        Self {
            runtime,
            context,
            clock: Clock::default(),
            sent: 0,
        }
    }

    /// A blockhash that no transaction has named yet.
    pub fn new_blockhash(&mut self) -> String {
        let old = self.context.last_blockhash;
        loop {
            self.renew_blockhash();
            if self.context.last_blockhash != old {
                return self.context.last_blockhash.to_string();
            }
            self.runtime.block_on(async { sleep(POLL).await });
        }
    }

    fn renew_blockhash(&mut self) {
        let newest = self.context.banks_client.get_latest_blockhash();
        self.context.last_blockhash = self.runtime.block_on(newest).expect("the bank answers");
    }

    /// Runs a transaction signed elsewhere; an error is a refusal to run it.
    pub fn process(&mut self, transaction: Transaction) -> Result<Execution, TxError> {
        // Every transaction in a slot of its own.
        self.clock.slot += 1;
        self.context.set_sysvar(&self.clock);
        require_packet(&transaction.signatures, &transaction.message_data())?;
        let client = &self.context.banks_client;
        let run = client.process_transaction_with_metadata(transaction);
        let done =
            (self.runtime.block_on(run)).map_err(|error| TxError::Runtime(error.to_string()))?;
        let receipt = done.metadata.map(|metadata| Receipt {
            compute_units: metadata.compute_units_consumed,
            logs: metadata.log_messages,
        });
        Ok(Execution {
            outcome: done.result,
            slot: self.clock.slot,
            receipt: receipt.unwrap_or_default(),
        })
    }

    /// What [`Self::process`] would find; nothing but the slot is changed.
    pub fn simulate(&mut self, transaction: Transaction) -> Result<Execution, TxError> {
        self.clock.slot += 1;
        self.context.set_sysvar(&self.clock);
        let client = &self.context.banks_client;
        let run = client.simulate_transaction(transaction);
        let done =
            (self.runtime.block_on(run)).map_err(|error| TxError::Runtime(error.to_string()))?;
        let receipt = done.simulation_details.map(|details| Receipt {
            compute_units: details.units_consumed,
            logs: details.logs,
        });
        Ok(Execution {
            outcome: done.result.unwrap_or(Ok(())),
            slot: self.clock.slot,
            receipt: receipt.unwrap_or_default(),
        })
    }

    /// A different compute limit each time, since the bank refuses the same bytes twice.
    fn unique_limit(&mut self) -> Instruction {
        self.sent += 1;
        compute_limit(1_400_000 - (self.sent % 100_000) as u32)
    }
}

impl Chain for NativeChain {
    fn name(&self) -> &'static str {
        "solana-program-test, native"
    }

    fn now(&self) -> i64 {
        self.clock.unix_timestamp
    }

    fn set_time(&mut self, ts: i64) {
        self.clock.unix_timestamp = ts;
        self.context.set_sysvar(&self.clock);
    }

    fn account(&mut self, address: &Pubkey) -> Option<Account> {
        let account = self
            .runtime
            .block_on(self.context.banks_client.get_account(*address))
            .expect("the bank answers")?;
        Some(Account {
            lamports: account.lamports,
            data: account.data,
            owner: account.owner,
        })
    }

    fn set_account(&mut self, address: &Pubkey, account: Account) {
        let mut shared = AccountSharedData::new(account.lamports, 0, &account.owner);
        shared.set_data_from_slice(&account.data);
        self.context.set_account(address, &shared);
    }

    fn send(
        &mut self,
        instructions: &[Instruction],
        payer: &Keypair,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        self.renew_blockhash();
        let mut all = vec![self.unique_limit()];
        all.extend_from_slice(instructions);
        let transaction = Transaction::new_signed_with_payer(
            &all,
            Some(&payer.pubkey()),
            &with_payer(payer, signers),
            self.context.last_blockhash,
        );
        let execution = self.process(transaction)?;
        execution.outcome.map_err(TxError::from)?;
        Ok(execution.receipt)
    }
}
