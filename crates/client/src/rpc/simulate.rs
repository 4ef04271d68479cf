//! Trying a transaction before it is sent.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use solana_rpc_client::api::config::RpcSimulateTransactionConfig;
use solana_transaction::Transaction;

use super::{Node, Policy, Refused, SendError};
use crate::instructions::compute_limit;

/// What a transaction would have done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulated {
    /// Compute units it used; 0 from a node that does not meter the program.
    pub units: u64,
    /// Its log.
    pub logs: Vec<String>,
}

impl Node {
    /// Tries instructions as a transaction of `payer` with the highest limit of compute units, unsigned;
    /// [`SendError::Refused`] where it would fail.
    pub async fn simulate(
        &self,
        payer: &Pubkey,
        instructions: &[Instruction],
    ) -> Result<Simulated, SendError> {
        let most = Policy::default().max_compute_units;
        self.simulate_within(payer, instructions, most).await
    }

    pub(super) async fn simulate_within(
        &self,
        payer: &Pubkey,
        instructions: &[Instruction],
        max_compute_units: u32,
    ) -> Result<Simulated, SendError> {
        let mut all = vec![compute_limit(max_compute_units)];
        all.extend_from_slice(instructions);
        let transaction = Transaction::new_with_payer(&all, Some(payer));
        super::send::require_packet(&transaction)?;
        let config = RpcSimulateTransactionConfig {
            sig_verify: false,
            replace_recent_blockhash: true,
            commitment: Some(self.client().commitment()),
            ..RpcSimulateTransactionConfig::default()
        };
        let client = self.client();
        let asked = client.simulate_transaction_with_config(&transaction, config);
        let found = self.ask("simulateTransaction", asked).await?.value;
        let logs = found.logs.unwrap_or_default();
        match found.err {
            Some(error) => Err(Refused::of(error.into(), &logs).into()),
            None => Ok(Simulated {
                units: found.units_consumed.unwrap_or(0),
                logs,
            }),
        }
    }
}
