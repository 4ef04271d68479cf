//! Sending: simulated first, then sent and waited for, and sent anew only once it can no longer land.

use std::time::Instant;

use anchor_lang::solana_program::instruction::Instruction;
use solana_keypair::Keypair;
use solana_rpc_client::api::config::RpcSendTransactionConfig;
use solana_signer::Signer;
use solana_transaction::{Hash, Signature, SignerError, Transaction};

use super::{
    fate::{Fate, Pending},
    fees::lamports,
    Node, Policy, Refused, RpcError,
};
use crate::instructions::{compute_limit, compute_price};

/// Bytes a transaction may have on the wire.
const PACKET_BYTES: usize = 1_232;

/// A transaction that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its first signature, its name.
    pub signature: Signature,
    /// When it was first handed to the node.
    pub sent_at: Instant,
    /// Slot it is in.
    pub slot: u64,
    /// Its log; empty where the node keeps none.
    pub logs: Vec<String>,
    /// Compute units it used, where the node says so.
    pub units: Option<u64>,
    /// What it was sent with: 5000 lamports a signature and the priority fee of its compute limit.
    pub fee_lamports: u64,
}

/// Why a transaction was not made.
#[derive(Debug, thiserror::Error)]
pub enum Unsendable {
    /// Nobody signs, so nobody pays.
    #[error("a transaction without a signer")]
    NoSigner,
    /// The instructions want other signatures.
    #[error("the transaction cannot be signed: {0}")]
    Unsigned(#[source] SignerError),
    /// More than fits a packet.
    #[error("a transaction of {0} bytes: at most {PACKET_BYTES} fit a packet")]
    TooLarge(usize),
}

/// Why a transaction did not succeed, or may not have.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// By a program or the runtime: in the simulation, or on chain.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It never left.
    #[error(transparent)]
    Unsendable(#[from] Unsendable),
    /// It was sent and can no longer land, as often as the policy allows.
    #[error("transaction {signature} was not taken up in time; try again")]
    Expired {
        /// Of the last one.
        signature: Signature,
    },
    /// It was sent, and nobody has said what became of it. It may land yet: to send the same again may act twice.
    #[error("it is not known what became of transaction {signature}")]
    Unknown {
        /// Whose fate it is.
        signature: Signature,
        /// Height of the last block that may hold it.
        last_height: u64,
        /// What the node said last, if it was not just late.
        #[source]
        source: Option<Box<RpcError>>,
    },
    /// The node failed before anything was sent.
    #[error(transparent)]
    Rpc(#[from] RpcError),
}

impl SendError {
    /// The program's own reason, if that is what it was.
    pub fn reason(&self) -> Option<ballast::errors::BallastError> {
        match self {
            Self::Refused(refused) => refused.reason,
            _ => None,
        }
    }
}

impl Node {
    /// Sends instructions as one transaction, which the first of `signers` pays, and waits until it is confirmed.
    ///
    /// It is simulated first; its limit of compute units and its priority fee are set here. One that is not taken up
    /// before its blockhash has expired is made again, as often as the policy says, and not before the node has shown
    /// that the one before it never landed: the same instructions in two transactions would act twice.
    pub async fn send(
        &self,
        signers: &[&Keypair],
        instructions: &[Instruction],
        policy: &Policy,
    ) -> Result<Sent, SendError> {
        let payer = signers.first().ok_or(Unsendable::NoSigner)?.pubkey();
        // What cannot be signed is not worth a request.
        signed(instructions, signers, Hash::default())?;
        let mut left = policy.attempts.max(1);
        loop {
            // At once: who waits for each in turn is slower by two answers.
            let (simulated, price, block) = tokio::join!(
                self.simulate_within(&payer, instructions, policy.max_compute_units),
                self.priority_fee(instructions, policy),
                self.blockhash(),
            );
            let limit = policy.compute_limit(simulated?.units);
            let (price, (blockhash, last_height)) = (price?, block?);
            let mut all = vec![compute_limit(limit)];
            all.extend((price > 0).then(|| compute_price(price)));
            all.extend_from_slice(instructions);
            let transaction = signed(&all, signers, blockhash)?;
            let fee = lamports(transaction.signatures.len(), limit, price);
            let pending = Pending {
                transaction: &transaction,
                last_height,
                within: policy.confirm_within,
            };
            left -= 1;
            let sent_at = Instant::now();
            match self.deliver(&pending).await? {
                Fate::Landed(landed) => return landed.told(fee, sent_at),
                Fate::Expired if left == 0 => {
                    let signature = *pending.signature();
                    return Err(SendError::Expired { signature });
                }
                Fate::Expired => {}
            }
        }
    }

    /// A blockhash, and the last height of a block that may hold a transaction with it.
    async fn blockhash(&self) -> Result<(Hash, u64), RpcError> {
        let client = self.client();
        let asked = client.get_latest_blockhash_with_commitment(client.commitment());
        self.ask("getLatestBlockhash", asked).await
    }

    /// Hands a transaction to the node; the same one may be handed over again.
    pub(super) async fn submit(&self, transaction: &Transaction) -> Result<(), RpcError> {
        let config = RpcSendTransactionConfig {
            // It has been simulated.
            skip_preflight: true,
            preflight_commitment: Some(self.client().commitment().commitment),
            ..RpcSendTransactionConfig::default()
        };
        let client = self.client();
        let asked = client.send_transaction_with_config(transaction, config);
        self.ask("sendTransaction", asked).await.map(|_| ())
    }
}

fn signed(
    instructions: &[Instruction],
    signers: &[&Keypair],
    blockhash: Hash,
) -> Result<Transaction, Unsendable> {
    let payer = signers.first().ok_or(Unsendable::NoSigner)?.pubkey();
    let mut transaction = Transaction::new_with_payer(instructions, Some(&payer));
    require_packet(&transaction)?;
    let signing = transaction.try_sign(signers, blockhash);
    signing.map_err(Unsendable::Unsigned)?;
    Ok(transaction)
}

/// Refuses what no node would take.
pub(super) fn require_packet(transaction: &Transaction) -> Result<(), Unsendable> {
    let signatures = usize::from(transaction.message.header.num_required_signatures);
    match 1 + signatures * 64 + transaction.message_data().len() {
        bytes if bytes > PACKET_BYTES => Err(Unsendable::TooLarge(bytes)),
        _ => Ok(()),
    }
}
