//! The node as an embedded chain: what builds markets on those builds them on it.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast_client::instructions::compute_limit;
use ballast_harness::{with_payer, Account, Chain, Receipt, TxError};
use crossbeam_channel::unbounded;
use solana_keypair::Keypair;
use solana_signer::Signer;
use solana_transaction::{versioned::VersionedTransaction, Transaction};
use surfpool_types::types::TransactionStatusEvent;

use crate::node::{put, set_clock, taken, unix_seconds, Node};

/// The most a transaction may use.
const MOST_COMPUTE_UNITS: u32 = 1_400_000;
/// How many below that are asked for at the least.
const LIMITS: u32 = 400_000;

impl Chain for Node {
    fn name(&self) -> &'static str {
        "local node"
    }

    fn now(&self) -> i64 {
        self.read(unix_seconds)
    }

    /// Lets blocks pass, or sets the clock back before anything has happened.
    fn set_time(&mut self, ts: i64) {
        let now = self.now();
        let millis = u64::try_from(ts.saturating_sub(now)).map(|secs| secs * 1_000);
        match millis {
            Ok(millis) => {
                let ticked = self.tick(millis, Vec::new());
                ticked.expect("a simulator without remote accounts closes any block");
            }
            Err(_) => self.write(move |svm| {
                let slot = svm.get_latest_absolute_slot();
                set_clock(svm, slot, u64::try_from(ts).unwrap_or(0) * 1_000);
            }),
        }
    }

    fn account(&mut self, address: &Pubkey) -> Option<Account> {
        let account = self.read(|svm| svm.get_account(address)).ok()??;
        // What is gone has no lamports.
        (account.lamports > 0).then(|| taken(account))
    }

    fn set_account(&mut self, address: &Pubkey, account: Account) {
        let address = *address;
        let written = self.write(move |svm| put(svm, &address, account));
        written.expect("an account that no loader reads");
    }

    fn send(
        &mut self,
        instructions: &[Instruction],
        payer: &Keypair,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        let limit = MOST_COMPUTE_UNITS - self.next_number() % LIMITS;
        let mut all = vec![compute_limit(limit)];
        all.extend_from_slice(instructions);
        let transaction = Transaction::new_signed_with_payer(
            &all,
            Some(&payer.pubkey()),
            &with_payer(payer, signers),
            self.read(|svm| svm.latest_blockhash()),
        );
        self.run(transaction.into())
    }
}

impl Node {
    /// Runs a transaction as the RPC server would.
    fn run(&self, transaction: VersionedTransaction) -> Result<Receipt, TxError> {
        let signature = transaction.signatures[0];
        let (statuses, told) = unbounded();
        let processed = self.runtime().block_on(self.locker().process_transaction(
            &None,
            transaction,
            statuses,
            true,
            true,
        ));
        if let Err(error) = processed {
            return Err(TxError::Runtime(error.to_string()));
        }
        match told.try_recv() {
            Ok(TransactionStatusEvent::Success(_)) => {}
            Ok(
                TransactionStatusEvent::SimulationFailure((error, _))
                | TransactionStatusEvent::ExecutionFailure((error, _)),
            ) => return Err(error.into()),
            Ok(TransactionStatusEvent::VerificationFailure(why)) => {
                return Err(TxError::Runtime(why))
            }
            Err(_) => return Err(TxError::Runtime("the node did not run it".into())),
        }
        let done = self.read(move |svm| svm.get_transaction(&signature));
        let done = done.ok().flatten();
        let meta = done.and_then(|done| done.as_processed());
        Ok(meta.map_or_else(Receipt::default, |(done, _)| Receipt {
            compute_units: done.meta.compute_units_consumed.unwrap_or(0),
            logs: done.meta.log_messages.unwrap_or_default(),
        }))
    }
}
