//! solana-program-test running the program natively.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use solana_account::AccountSharedData;
use solana_clock::Clock;
use solana_keypair::Keypair;
use solana_program_runtime::invoke_context::BuiltinFunctionWithContext;
use solana_program_test::{processor, ProgramTest, ProgramTestContext};
use solana_signer::Signer;
use solana_transaction::Transaction;
use tokio::runtime::Runtime;

use super::{compute_limit, with_payer, Account, Chain, Receipt, TxError};

/// Transactions after which a fresh blockhash is taken; the bank forgets old ones.
const BLOCKHASH_USES: u64 = 100;

/// The default back end.
pub struct NativeChain {
    runtime: Runtime,
    context: ProgramTestContext,
    now: i64,
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

impl NativeChain {
    /// Starts a bank with the program in it.
    pub fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a tokio runtime");
        let builtin: Option<BuiltinFunctionWithContext> = processor!(entry);
        let mut test = ProgramTest::new("ballast", ballast::ID, builtin);
        test.prefer_bpf(false);
        let context = runtime.block_on(test.start_with_context());
        Self {
            runtime,
            context,
            now: 0,
            sent: 0,
        }
    }

    /// A fresh blockhash now and then, since the bank forgets old ones, and a
    /// different compute limit each time, since it refuses the same bytes twice.
    fn unique_limit(&mut self) -> Instruction {
        if self.sent % BLOCKHASH_USES == 0 {
            self.context.last_blockhash = self
                .runtime
                .block_on(self.context.banks_client.get_latest_blockhash())
                .expect("the bank answers");
        }
        self.sent += 1;
        compute_limit(1_400_000 - (self.sent % 100_000) as u32)
    }
}

impl Chain for NativeChain {
    fn name(&self) -> &'static str {
        "solana-program-test, native"
    }

    fn now(&self) -> i64 {
        self.now
    }

    fn set_time(&mut self, ts: i64) {
        let mut clock: Clock = self
            .runtime
            .block_on(self.context.banks_client.get_sysvar())
            .expect("the clock sysvar");
        clock.unix_timestamp = ts;
        self.context.set_sysvar(&clock);
        self.now = ts;
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
        let mut all = vec![self.unique_limit()];
        all.extend_from_slice(instructions);
        let transaction = Transaction::new_signed_with_payer(
            &all,
            Some(&payer.pubkey()),
            &with_payer(payer, signers),
            self.context.last_blockhash,
        );
        let outcome = self
            .runtime
            .block_on(
                self.context
                    .banks_client
                    .process_transaction_with_metadata(transaction),
            )
            .map_err(|error| TxError::Runtime(error.to_string()))?;
        outcome.result.map_err(TxError::from)?;
        Ok(outcome
            .metadata
            .map_or_else(Receipt::default, |metadata| Receipt {
                compute_units: metadata.compute_units_consumed,
                logs: metadata.log_messages,
            }))
    }
}
