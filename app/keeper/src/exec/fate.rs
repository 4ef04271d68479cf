//! What became of a transaction that nobody answered for.
//!
//! Until that is known nothing of the kind is sent again: the same instructions in two transactions would act twice.

use std::time::Duration;

use ballast_client::rpc::{Node, RpcError};
use solana_transaction::Signature;
use solana_transaction_error::TransactionError;
use tokio::time::sleep;

use crate::{backoff::Growing, mirror::reading::in_time};

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
    /// Slot and error, if it is in a block.
    landed: Option<(u64, Option<TransactionError>)>,
}

/// Waits until a node says what became of a transaction, however long that takes.
pub async fn find_out(node: &Node, within: Duration, signature: &Signature) -> Fate {
    let mut wait = Growing::new(LOOKS.0, LOOKS.1);
    let mut first = None;
    loop {
        if let Ok(look) = look(node, within, signature).await {
            if let Some(fate) = judge(&look, *first.get_or_insert(look.height)) {
                return fate;
            }
        }
        sleep(wait.next()).await;
    }
}

/// What a look says, `first` being the height of the first one.
fn judge(look: &Look, first: u64) -> Option<Fate> {
    match &look.landed {
        Some((slot, error)) => Some(Fate::Landed(*slot, error.clone())),
        None if look.height > first.saturating_add(BLOCKS) => Some(Fate::Expired),
        // Another chain: the node has begun anew, and knows nothing of the old blockhash.
        None if look.height < first => Some(Fate::Expired),
        None => None,
    }
}

async fn look(node: &Node, within: Duration, signature: &Signature) -> Result<Look, RpcError> {
    let client = node.client();
    let height = client.get_block_height();
    let height = in_time(node, "getBlockHeight", within, height).await?;
    let signatures = [*signature];
    let asked = client.get_signature_statuses_with_history(&signatures);
    let mut statuses = in_time(node, "getSignatureStatuses", within, asked)
        .await?
        .value;
    let status = statuses.pop().flatten();
    let status = status.filter(|status| status.satisfies_commitment(client.commitment()));
    Ok(Look {
        height,
        landed: status.map(|status| (status.slot, status.err)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(height: u64, landed: Option<(u64, Option<TransactionError>)>) -> Look {
        Look { height, landed }
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
