//! What became of a transaction that nobody answered for.
//!
//! Until that is known nothing of the kind is sent again: the same instructions in two transactions would act twice.

use std::time::Duration;

use ballast_client::rpc::{Node, RpcError, Sighting};
use solana_transaction::Signature;
use solana_transaction_error::TransactionError;
use tokio::time::sleep;

use crate::backoff::Growing;

/// Blocks that a blockhash is good for, and a few more: behind one address there may be several nodes.
const BLOCKS: u64 = 150 + 10;
/// Between two looks: at first, and at most.
const LOOKS: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(10));

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in a block of this slot, with this error or none.
    Landed(u64, Option<TransactionError>),
    /// It never will be.
    Expired,
}

/// What one look shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Look {
    /// Height of the newest block, looked at before the transaction was.
    height: u64,
    /// Where it was.
    sighting: Sighting,
}

/// Waits until a node says what became of a transaction, however long that takes.
pub async fn find_out(node: &Node, signature: &Signature) -> Fate {
    let mut wait = Growing::new(LOOKS.0, LOOKS.1);
    let mut first = None;
    loop {
        if let Ok(look) = look(node, signature).await {
            if let Some(fate) = judge(&look, *first.get_or_insert(look.height)) {
                return fate;
            }
        }
        sleep(wait.next()).await;
    }
}

/// What a look says, `first` being the height of the first one.
fn judge(look: &Look, first: u64) -> Option<Fate> {
    match &look.sighting {
        Sighting::Confirmed { slot, error } => Some(Fate::Landed(*slot, error.clone())),
        // It may land yet, however late it is.
        Sighting::Unconfirmed => None,
        Sighting::Nowhere if look.height > first.saturating_add(BLOCKS) => Some(Fate::Expired),
        // Another chain: the node has begun anew, and knows nothing of the old blockhash.
        Sighting::Nowhere if look.height < first => Some(Fate::Expired),
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
        assert_eq!(judge(&look(100, None), 100), None);
        assert_eq!(judge(&look(260, None), 100), None);
        assert_eq!(judge(&look(261, None), 100), Some(Fate::Expired));
        let landed = judge(&look(261, Some((7, None))), 100);
        assert_eq!(landed, Some(Fate::Landed(7, None)));
        let error = TransactionError::AccountNotFound;
        let failed = judge(&look(101, Some((7, Some(error.clone())))), 100);
        assert_eq!(failed, Some(Fate::Landed(7, Some(error))));
    }

    #[test]
    fn another_chain_knows_nothing_of_it() {
        assert_eq!(judge(&look(5, None), 100), Some(Fate::Expired));
    }
}
