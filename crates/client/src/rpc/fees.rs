//! What a transaction costs.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};

use super::{Node, Policy, RpcError};

/// Lamports that every signature costs.
const PER_SIGNATURE: u64 = 5_000;
/// Addresses a node compares fees of in one request.
const MOST_ADDRESSES: usize = 128;
/// Of recent fees, in ascending order, the one to go by.
const PERCENTILE: usize = 75;

impl Node {
    /// Micro-lamports per compute unit that three of four recent slots would have taken at most for writing
    /// `accounts`, the first 128 of them; 0 where nobody paid any.
    pub async fn recent_priority_fee(&self, accounts: &[Pubkey]) -> Result<u64, RpcError> {
        let accounts = accounts.get(..MOST_ADDRESSES).unwrap_or(accounts);
        let asked = self.client().get_recent_prioritization_fees(accounts);
        let found = self.ask("getRecentPrioritizationFees", asked).await?;
        let fees = found.iter().map(|slot| slot.prioritization_fee).collect();
        Ok(percentile(fees))
    }

    /// The priority fee of a transaction, micro-lamports per compute unit. A node that keeps no fees counts as one
    /// where nobody pays any.
    pub(super) async fn priority_fee(
        &self,
        instructions: &[Instruction],
        policy: &Policy,
    ) -> Result<u64, RpcError> {
        if policy.max_priority_fee == 0 {
            return Ok(0);
        }
        match self.recent_priority_fee(&written(instructions)).await {
            Ok(fee) => Ok(fee.min(policy.max_priority_fee)),
            Err(RpcError::Refused { .. }) => Ok(0),
            Err(error) => Err(error),
        }
    }
}

/// The accounts that instructions write, each once.
fn written(instructions: &[Instruction]) -> Vec<Pubkey> {
    let metas = instructions.iter().flat_map(|one| &one.accounts);
    let mut written = Vec::new();
    for meta in metas.filter(|meta| meta.is_writable) {
        if !written.contains(&meta.pubkey) {
            written.push(meta.pubkey);
        }
    }
    written
}

/// The nearest rank; 0 of none.
fn percentile(mut fees: Vec<u64>) -> u64 {
    fees.sort_unstable();
    let rank = (fees.len() * PERCENTILE).div_ceil(100);
    let at = rank.saturating_sub(1);
    fees.get(at).copied().unwrap_or(0)
}

/// Lamports of a transaction; the priority fee is rounded up.
pub(super) fn lamports(signatures: usize, compute_limit: u32, priority_fee: u64) -> u64 {
    let micro = u128::from(compute_limit) * u128::from(priority_fee);
    let priority = u64::try_from(micro.div_ceil(1_000_000)).unwrap_or(u64::MAX);
    PER_SIGNATURE
        .saturating_mul(signatures as u64)
        .saturating_add(priority)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_recent_fees_lies_above() {
        assert_eq!(percentile(vec![]), 0);
        assert_eq!(percentile(vec![9]), 9);
        assert_eq!(percentile(vec![4, 1, 3, 2]), 3);
        assert_eq!(percentile((1..=100).rev().collect()), 75);
    }

    #[test]
    fn fees_are_rounded_up_and_never_wrap() {
        assert_eq!(lamports(1, 1_400_000, 0), 5_000);
        assert_eq!(lamports(2, 200_000, 1), 10_001);
        assert_eq!(lamports(1, 200_000, 1_000_000), 205_000);
        assert_eq!(lamports(1, u32::MAX, u64::MAX), u64::MAX);
    }
}
