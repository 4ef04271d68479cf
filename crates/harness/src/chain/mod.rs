//! What a test needs of a chain.

pub mod metered;
pub mod native;
pub mod sbf;

use anchor_lang::{
    prelude::Pubkey, solana_program::instruction::Instruction, AnchorDeserialize, Event,
};
use ballast_client::events;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_program_pack::Pack;
use solana_signer::Signer;
use solana_transaction_error::TransactionError;

/// An account as either back end holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    pub lamports: u64,
    pub data: Vec<u8>,
    pub owner: Pubkey,
}

impl Account {
    /// A rent-exempt account with this content.
    pub fn new(owner: Pubkey, data: Vec<u8>) -> Self {
        Self {
            lamports: rent(data.len()),
            data,
            owner,
        }
    }

    /// A rent-exempt account holding a packed token state.
    pub fn packed<T: Pack>(owner: Pubkey, state: &T) -> Self {
        let mut data = vec![0; T::LEN];
        state.pack_into_slice(&mut data);
        Self::new(owner, data)
    }
}

/// Lamports that keep an account of this size alive.
pub fn rent(bytes: usize) -> u64 {
    (bytes as u64 + 128) * 6_960
}

/// A transaction that succeeded.
#[derive(Clone, Debug, Default)]
pub struct Receipt {
    /// Compute units; the native back end does not meter the program's own.
    pub compute_units: u64,
    pub logs: Vec<String>,
}

impl Receipt {
    /// The program's events of one type; `None` on a chain that keeps no program data in its log.
    pub fn events<E: Event + AnchorDeserialize>(&self) -> Option<Vec<E>> {
        events::are_kept(&self.logs).then(|| events::of(&self.logs))
    }
}

/// A transaction that failed and changed nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TxError {
    /// A program returned a custom error.
    #[error("{}", ballast_client::errors::describe(*.0))]
    Program(u32),
    /// Anything else, in the runtime's words.
    #[error("{0}")]
    Runtime(String),
}

impl From<TransactionError> for TxError {
    fn from(error: TransactionError) -> Self {
        match error {
            TransactionError::InstructionError(_, InstructionError::Custom(code)) => {
                Self::Program(code)
            }
            other => Self::Runtime(other.to_string()),
        }
    }
}

/// Bytes a transaction may have on the wire.
const PACKET_BYTES: usize = 1_232;

/// Refuses what no real node would take: the embedded chains do not look at the size.
fn require_packet<S>(signatures: &[S], message: &[u8]) -> Result<(), TxError> {
    let bytes = 1 + signatures.len() * 64 + message.len();
    if bytes > PACKET_BYTES {
        let text = format!("a transaction of {bytes} bytes: at most {PACKET_BYTES} fit a packet");
        return Err(TxError::Runtime(text));
    }
    Ok(())
}

/// All signers of a transaction, the payer once.
pub fn with_payer<'a>(payer: &'a Keypair, signers: &[&'a Keypair]) -> Vec<&'a Keypair> {
    let mut all = vec![payer];
    for signer in signers {
        if all.iter().all(|known| known.pubkey() != signer.pubkey()) {
            all.push(signer);
        }
    }
    all
}

/// An embedded chain.
pub trait Chain {
    /// Name for messages.
    fn name(&self) -> &'static str;
    /// Unix time of the clock sysvar.
    fn now(&self) -> i64;
    /// Sets the clock sysvar.
    fn set_time(&mut self, ts: i64);
    /// Reads an account.
    fn account(&mut self, address: &Pubkey) -> Option<Account>;
    /// Writes an account.
    fn set_account(&mut self, address: &Pubkey, account: Account);
    /// Runs one transaction, paid by `payer`.
    fn send(
        &mut self,
        instructions: &[Instruction],
        payer: &Keypair,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError>;
}
