//! Sending transactions: simulated first, then sent and waited for.

use std::{thread::sleep, time::Duration};

use anchor_lang::solana_program::instruction::Instruction;
use anyhow::{bail, Context, Result};
use ballast_client::{ballast::errors::BallastError, errors, instructions::compute_limit};
use serde_json::{json, Value};
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_rpc_client::api::{config::RpcSendTransactionConfig, request::RpcRequest};
use solana_signer::Signer;
use solana_transaction::Transaction;
use solana_transaction_error::TransactionError;

use super::{Desk, Node, Outcome};

/// What any transaction may use; only what it does use counts.
const COMPUTE_UNITS: u32 = 1_400_000;
/// Between two looks at a transaction that is on its way.
const POLL: Duration = Duration::from_millis(250);
/// Times a node is asked for a log that it may not have written yet.
const LOG_TRIES: u32 = 8;

/// A transaction that succeeded.
pub struct Sent {
    pub signature: String,
    pub slot: u64,
    /// Its log; empty where the node keeps none.
    pub logs: Vec<String>,
}

/// A transaction that a program refused.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub struct Refused {
    /// The program's own reason, if it was ours.
    pub reason: Option<BallastError>,
    text: String,
}

impl Desk {
    /// Sends what nothing defers.
    pub fn send(&self, wallet: &Keypair, instructions: &[Instruction]) -> Result<Sent> {
        self.node.send(wallet, instructions)
    }

    /// Sends what its own print may defer, which is then an error: it has not been done.
    pub fn act(&self, wallet: &Keypair, instructions: &[Instruction]) -> Result<Sent> {
        let sent = self.node.send(wallet, instructions)?;
        if self.outcome(&sent)? == Outcome::Deferred {
            bail!(
                "deferred: the price that this transaction observed tripped the circuit breaker; the trip is on record \
                 and nothing else was done, try again when the market has reopened ({})",
                sent.signature
            );
        }
        Ok(sent)
    }
}

impl Node {
    fn send(&self, wallet: &Keypair, instructions: &[Instruction]) -> Result<Sent> {
        let client = &self.client;
        let commitment = client.commitment();
        let (blockhash, last_height) = client
            .get_latest_blockhash_with_commitment(commitment)
            .with_context(|| format!("no blockhash from {}", self.url))?;
        let mut all = vec![compute_limit(COMPUTE_UNITS)];
        all.extend_from_slice(instructions);
        let payer = wallet.pubkey();
        let transaction =
            Transaction::new_signed_with_payer(&all, Some(&payer), &[wallet], blockhash);
        let simulated = (client.simulate_transaction(&transaction))
            .context("the transaction cannot be simulated")?
            .value;
        if let Some(error) = simulated.err {
            let logs = simulated.logs.unwrap_or_default();
            return Err(refusal(&error.into(), &logs).into());
        }
        let config = RpcSendTransactionConfig {
            skip_preflight: true,
            preflight_commitment: Some(commitment.commitment),
            ..RpcSendTransactionConfig::default()
        };
        let signature = (client.send_transaction_with_config(&transaction, config))
            .context("the transaction cannot be sent")?;
        let unknown = || format!("it is not known what became of transaction {signature}");
        let status = loop {
            let found = client.get_signature_statuses(&[signature]);
            let status = found.with_context(unknown)?.value.pop().flatten();
            match status {
                Some(status) if status.satisfies_commitment(commitment) => break status,
                _ if client.get_block_height().with_context(unknown)? > last_height => {
                    bail!("transaction {signature} was not taken up in time; try again");
                }
                _ => sleep(POLL),
            }
        };
        let signature = signature.to_string();
        let logs = self.logs(&signature);
        match status.err {
            Some(error) => Err(refusal(&error, &logs).into()),
            None => Ok(Sent {
                signature,
                slot: status.slot,
                logs,
            }),
        }
    }

    /// A transaction's log; empty where the node keeps none.
    fn logs(&self, signature: &str) -> Vec<String> {
        let config = json!({
            "encoding": "base64",
            "commitment": "confirmed",
            "maxSupportedTransactionVersion": 0,
        });
        for _ in 0..LOG_TRIES {
            let params = json!([signature, config]);
            match self
                .client
                .send::<Value>(RpcRequest::GetTransaction, params)
            {
                Ok(Value::Null) => sleep(POLL),
                Ok(found) => return lines(&found["meta"]["logMessages"]),
                Err(_) => break,
            }
        }
        Vec::new()
    }
}

fn lines(logs: &Value) -> Vec<String> {
    let lines = logs.as_array().into_iter().flatten();
    lines
        .filter_map(|line| line.as_str().map(str::to_owned))
        .collect()
}

/// Why a transaction failed: the program's advice, or another program's number and words.
fn refusal(error: &TransactionError, logs: &[String]) -> Refused {
    let TransactionError::InstructionError(_, InstructionError::Custom(code)) = error else {
        return Refused {
            reason: None,
            text: error.to_string(),
        };
    };
    let (reason, text) = (errors::from_code(*code), errors::describe(*code));
    let said = logs.iter().rev().find_map(|line| said(line));
    let text = match said {
        Some(said) if reason.is_none() => format!("{text}: {said}"),
        _ => text,
    };
    Refused { reason, text }
}

/// A program's own words on its failure; those built into the runtime speak without a prefix.
fn said(line: &str) -> Option<&str> {
    match line.strip_prefix("Program log: ") {
        Some(said) => said.contains("Error").then_some(said),
        None => (!line.starts_with("Program ")).then_some(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn custom(code: u32) -> TransactionError {
        TransactionError::InstructionError(1, InstructionError::Custom(code))
    }

    #[test]
    fn a_refusal_is_put_into_words() {
        let own = custom(errors::code(BallastError::InsufficientMargin));
        let text = refusal(&own, &[]).to_string();
        assert!(
            text.starts_with("InsufficientMargin: Collateral would fall"),
            "{text}"
        );
        let logs = [
            "Program log: Instruction: TransferChecked",
            "Program log: Error: insufficient funds",
            "Program TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA failed: custom program error: 0x1",
        ];
        let text = refusal(&custom(1), &logs.map(str::to_owned)).to_string();
        assert_eq!(text, "custom program error 1: Error: insufficient funds");
        let logs = [
            "Program 11111111111111111111111111111111 invoke [1]",
            "Transfer: insufficient lamports 1, need 2",
            "Program 11111111111111111111111111111111 failed: custom program error: 0x1",
        ];
        let text = refusal(&custom(1), &logs.map(str::to_owned)).to_string();
        let words = "custom program error 1: Transfer: insufficient lamports 1, need 2";
        assert_eq!(text, words);
    }
}
