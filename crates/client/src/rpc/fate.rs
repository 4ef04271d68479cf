//! What becomes of a transaction that was sent.

use std::time::{Duration, Instant};

use serde_json::{json, Value};
use solana_rpc_client::api::request::RpcRequest;
use solana_transaction::{Signature, Transaction};
use solana_transaction_error::TransactionError;
use tokio::time::sleep;

use super::{Node, Refused, RpcError, SendError, Sent};

/// Between two looks at a transaction that is on its way.
const POLL: Duration = Duration::from_millis(250);
/// Looks between two times that the same transaction is handed to the node: nodes lose some.
const LOOKS: u32 = 3;
/// Times a node is asked for a log that it may not have written yet.
const LOG_TRIES: u32 = 8;
/// Blocks past the last that may hold a transaction before it counts as expired: behind one address there may be
/// several nodes, some of them behind the others.
pub const SLACK: u64 = 10;

/// A transaction with its signatures, and how long to wait for it.
pub(super) struct Pending<'a> {
    pub(super) transaction: &'a Transaction,
    /// Height of the last block that may hold it.
    pub(super) last_height: u64,
    pub(super) within: Duration,
}

/// What became of it.
pub(super) enum Fate {
    /// It is in a block.
    Landed(Landed),
    /// It is in none, and can be in none any more.
    Expired,
}

/// Where a node sees a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sighting {
    /// In no block.
    Nowhere,
    /// In a block that may be dropped yet.
    Unconfirmed,
    /// In a block that counts.
    Confirmed {
        /// The block's slot.
        slot: u64,
        /// Why it failed, if it did.
        error: Option<TransactionError>,
    },
}

/// A transaction in a block.
pub(super) struct Landed {
    signature: Signature,
    slot: u64,
    error: Option<TransactionError>,
    logs: Vec<String>,
    units: Option<u64>,
}

impl Landed {
    /// As the sender is told.
    pub(super) fn told(self, fee_lamports: u64, sent_at: Instant) -> Result<Sent, SendError> {
        match self.error {
            Some(error) => Err(Refused::of(error, &self.logs).into()),
            None => Ok(Sent {
                signature: self.signature,
                sent_at,
                slot: self.slot,
                logs: self.logs,
                units: self.units,
                fee_lamports,
            }),
        }
    }
}

impl Pending<'_> {
    pub(super) fn signature(&self) -> &Signature {
        // One of a transaction that is signed.
        &self.transaction.signatures[0]
    }

    fn unknown(&self, error: Option<RpcError>) -> SendError {
        SendError::Unknown {
            signature: *self.signature(),
            last_height: self.last_height,
            source: error.map(Box::new),
        }
    }
}

impl Node {
    /// Sends a transaction and waits for its fate. Once it may have reached the node only its fate is an answer, or
    /// that it is unknown.
    pub(super) async fn deliver(&self, pending: &Pending<'_>) -> Result<Fate, SendError> {
        match self.submit(pending.transaction).await {
            // A node that runs what it is sent at once may refuse with what became of it.
            Err(error @ RpcError::Refused { .. }) if error.is_untouched() => {
                let fate = self.look(pending).await;
                fate.ok().flatten().ok_or_else(|| error.into())
            }
            Err(error) if error.is_untouched() => Err(error.into()),
            _ => self.fate(pending).await,
        }
    }

    async fn fate(&self, pending: &Pending<'_>) -> Result<Fate, SendError> {
        // None is beyond what a clock can tell.
        let until = Instant::now().checked_add(pending.within);
        let mut last_error = None;
        for look in 1u32.. {
            match self.look(pending).await {
                Ok(Some(fate)) => return Ok(fate),
                Ok(None) => last_error = None,
                Err(error) => last_error = Some(error),
            }
            if until.is_some_and(|until| Instant::now() >= until) {
                break;
            }
            sleep(POLL).await;
            if look % LOOKS == 0 {
                // It has one signature and lands once; what the node says of it is seen at the next look.
                let _ = self.submit(pending.transaction).await;
            }
        }
        Err(pending.unknown(last_error))
    }

    /// The fate as far as it is known. The height first: what has not landed by then never will.
    async fn look(&self, pending: &Pending<'_>) -> Result<Option<Fate>, RpcError> {
        let is_late = self.height().await? > pending.last_height.saturating_add(SLACK);
        let signature = *pending.signature();
        Ok(match self.sight(&signature, is_late).await? {
            Sighting::Confirmed { slot, error } => {
                let (logs, units) = self.record(&signature).await;
                Some(Fate::Landed(Landed {
                    signature,
                    slot,
                    error,
                    logs,
                    units,
                }))
            }
            Sighting::Unconfirmed => None,
            Sighting::Nowhere => is_late.then_some(Fate::Expired),
        })
    }

    /// Height of the newest block.
    pub async fn height(&self) -> Result<u64, RpcError> {
        let asked = self.client().get_block_height();
        self.ask("getBlockHeight", asked).await
    }

    /// Where a transaction is; of an older one a node knows only if it is to search its history.
    pub async fn sight(
        &self,
        signature: &Signature,
        in_history: bool,
    ) -> Result<Sighting, RpcError> {
        const METHOD: &str = "getSignatureStatuses";
        let (client, signatures) = (self.client(), [*signature]);
        let statuses = match in_history {
            false => {
                let asked = client.get_signature_statuses(&signatures);
                self.ask(METHOD, asked).await
            }
            true => {
                let asked = client.get_signature_statuses_with_history(&signatures);
                self.ask(METHOD, asked).await
            }
        };
        let mut statuses = statuses?.value;
        if statuses.len() != 1 {
            let what = format!("{} statuses for 1", statuses.len());
            return Err(self.garbage(METHOD, what));
        }
        Ok(match statuses.pop().flatten() {
            Some(status) if status.satisfies_commitment(client.commitment()) => {
                Sighting::Confirmed {
                    slot: status.slot,
                    error: status.err,
                }
            }
            Some(_) => Sighting::Unconfirmed,
            None => Sighting::Nowhere,
        })
    }

    /// A transaction's log and compute units; nothing where the node keeps none.
    async fn record(&self, signature: &Signature) -> (Vec<String>, Option<u64>) {
        let config = json!({
            "encoding": "base64",
            "commitment": "confirmed",
            "maxSupportedTransactionVersion": 0,
        });
        for _ in 0..LOG_TRIES {
            let params = json!([signature.to_string(), config]);
            let asked = self
                .client()
                .send::<Value>(RpcRequest::GetTransaction, params);
            match self.ask("getTransaction", asked).await {
                Ok(Value::Null) => sleep(POLL).await,
                Ok(found) => {
                    let meta = &found["meta"];
                    let units = meta["computeUnitsConsumed"].as_u64();
                    return (lines(&meta["logMessages"]), units);
                }
                Err(_) => break,
            }
        }
        (Vec::new(), None)
    }
}

fn lines(logs: &Value) -> Vec<String> {
    let lines = logs.as_array().into_iter().flatten();
    lines
        .filter_map(|line| line.as_str().map(str::to_owned))
        .collect()
}
