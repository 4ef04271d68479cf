//! Requests about transactions.

use base64::{prelude::BASE64_STANDARD, Engine};
use serde_json::{json, Value};
use solana_transaction::Transaction;

use super::line::State;
use crate::Execution;

/// Blocks for which a blockhash is good.
const BLOCKHASH_BLOCKS: u64 = 150;

impl State {
    pub(super) fn respond(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        match method {
            "getLatestBlockhash" => Ok(about(json!({
                "blockhash": self.chain.new_blockhash(),
                "lastValidBlockHeight": self.height + BLOCKHASH_BLOCKS,
            }))),
            "getBlockHeight" => {
                let height = self.height;
                self.height += self.blocks_a_look;
                Ok(height.into())
            }
            "getRecentPrioritizationFees" => {
                let slots = self.fees.iter().zip(1u64..);
                let fees =
                    slots.map(|(fee, slot)| json!({ "slot": slot, "prioritizationFee": fee }));
                Ok(fees.collect::<Vec<_>>().into())
            }
            "simulateTransaction" => self.simulate(&params[0], &params[1]),
            "sendTransaction" => self.send(&params[0]),
            "getSignatureStatuses" => {
                let asked = params[0].as_array().expect("signatures").iter();
                let statuses = asked.map(|signature| {
                    let done = self.done.get(signature.as_str().expect("a signature"));
                    done.map(status)
                });
                Ok(about(json!(statuses.collect::<Vec<_>>())))
            }
            "getTransaction" => {
                let found = self.done.get(params[0].as_str().expect("a signature"));
                Ok(found.map_or(Value::Null, |done| {
                    let receipt = &done.receipt;
                    json!({
                        "slot": done.slot,
                        "meta": {
                            "logMessages": receipt.logs,
                            "computeUnitsConsumed": receipt.compute_units,
                        },
                    })
                }))
            }
            _ => Err(format!("Method not found: {method}")),
        }
    }

    fn simulate(&mut self, encoded: &Value, config: &Value) -> Result<Value, String> {
        let mut transaction = transaction(encoded);
        if config["replaceRecentBlockhash"] == true {
            let blockhash = self.chain.new_blockhash().parse();
            transaction.message.recent_blockhash = blockhash.expect("a hash");
        } else if config["sigVerify"] == true && transaction.verify().is_err() {
            return Err("signature verification failure".to_owned());
        }
        let found = self.chain.simulate(transaction);
        let found = found.map_err(|error| error.to_string())?;
        Ok(about(json!({
            "err": found.outcome.err(),
            "logs": found.receipt.logs,
            "unitsConsumed": found.receipt.compute_units,
        })))
    }

    /// Runs a transaction, once: the same one again is one that is known.
    fn send(&mut self, encoded: &Value) -> Result<Value, String> {
        let transaction = transaction(encoded);
        let signature = transaction.signatures[0].to_string();
        self.submitted.push(signature.clone());
        if self.loses || self.done.contains_key(&signature) {
            return Ok(signature.into());
        }
        self.seen.extend(&transaction.message.account_keys);
        let done = self.chain.process(transaction);
        let done = done.map_err(|error| error.to_string())?;
        self.done.insert(signature.clone(), done);
        Ok(signature.into())
    }
}

fn about(value: Value) -> Value {
    json!({ "context": { "slot": 1 }, "value": value })
}

fn status(done: &Execution) -> Value {
    json!({
        "slot": done.slot,
        "confirmations": 1,
        "err": done.outcome.as_ref().err(),
        "status": done.outcome,
        "confirmationStatus": "confirmed",
    })
}

fn transaction(encoded: &Value) -> Transaction {
    let bytes = BASE64_STANDARD.decode(encoded.as_str().expect("text"));
    bincode::deserialize(&bytes.expect("base64")).expect("a transaction")
}
