//! What became of a transaction that nobody answered for.
//!
//! Until that is known nothing of the kind is sent again: the same instructions in two transactions would act twice.

use std::time::Duration;

use ballast_client::rpc::{Node, RpcError, Sighting, SLACK};
use solana_transaction::Signature;
use solana_transaction_error::TransactionError;
use tokio::time::sleep;

use crate::backoff::Growing;

/// Blocks that a blockhash is good for.
const BLOCKS: u64 = 150;
/// Between two looks: at first, and at most.
const LOOKS: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(15));

/// What became of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in a block of this slot; with an error, without effect.
    Landed(u64, Option<TransactionError>),
    /// It is in none, and can be in none any more.
    Expired,
}

/// One look.
#[derive(Clone, Debug)]
struct Look {
    /// Height of the newest block, looked at before the transaction was.
    height: u64,
    /// Where it was.
    sighting: Sighting,
}

/// Waits until a node says what became of a transaction that no block after `last_height` may hold, however long that
/// takes.
pub async fn find_out(node: &Node, signature: &Signature, last_height: u64) -> Fate {
    let mut wait = Growing::new(LOOKS.0, LOOKS.1);
    loop {
        if let Ok(look) = look(node, signature).await {
            if let Some(fate) = judge(&look, last_height) {
                return fate;
            }
        }
        sleep(wait.next()).await;
    }
}

/// What a look says. Behind one address there may be several nodes, some of them behind the others.
fn judge(look: &Look, last_height: u64) -> Option<Fate> {
    match &look.sighting {
        Sighting::Confirmed { slot, error } => Some(Fate::Landed(*slot, error.clone())),
        // It may land yet, however late it is.
        Sighting::Unconfirmed => None,
        Sighting::Nowhere if look.height > last_height.saturating_add(SLACK) => Some(Fate::Expired),
        // Another chain, which knows nothing of the old blockhash: no node is that far behind.
        Sighting::Nowhere if look.height.saturating_add(2 * BLOCKS) < last_height => {
            Some(Fate::Expired)
        }
        Sighting::Nowhere => None,
    }
}

async fn look(node: &Node, signature: &Signature) -> Result<Look, RpcError> {
    Ok(Look {
        height: node.height().await?,
        sighting: node.sight(signature, true).await?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(height: u64, landed: Option<(u64, Option<TransactionError>)>) -> Look {
        let confirmed = |(slot, error)| Sighting::Confirmed { slot, error };
        Look {
            height,
            sighting: landed.map_or(Sighting::Nowhere, confirmed),
        }
    }

    #[test]
    fn one_in_a_block_that_may_be_dropped_is_waited_for() {
        let late = Look {
            height: 1_000,
            sighting: Sighting::Unconfirmed,
        };
        assert_eq!(judge(&late, 100), None);
    }

    #[test]
    fn a_transaction_is_waited_for_until_its_blockhash_is_gone() {
        assert_eq!(judge(&look(100, None), 250), None);
        assert_eq!(judge(&look(250 + SLACK, None), 250), None);
        let expired = judge(&look(251 + SLACK, None), 250);
        assert_eq!(expired, Some(Fate::Expired));
        let landed = judge(&look(251 + SLACK, Some((7, None))), 250);
        assert_eq!(landed, Some(Fate::Landed(7, None)));
        let error = TransactionError::AccountNotFound;
        let failed = judge(&look(101, Some((7, Some(error.clone())))), 250);
        assert_eq!(failed, Some(Fate::Landed(7, Some(error))));
    }

    #[test]
    fn another_chain_knows_nothing_of_it_but_a_node_that_is_behind_may() {
        assert_eq!(judge(&look(5, None), 1_000), Some(Fate::Expired));
        assert_eq!(judge(&look(700, None), 1_000), None);
    }
}
