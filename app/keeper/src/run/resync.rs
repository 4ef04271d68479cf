//! Reading everything beside the loop, which goes on meanwhile.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use anchor_lang::prelude::Pubkey;
use ballast_client::rpc::{Node, Reading, RpcError};
use tokio::{
    sync::mpsc::{channel, Receiver, Sender},
    task::JoinHandle,
};

use crate::mirror::discovery::{fetch, list};

/// Readings under way to the loop: more would only fill memory.
const UNDER_WAY: usize = 16;

/// A part of everything.
pub enum Part {
    /// What one request showed.
    Reading(Reading),
    /// All of what was listed has been shown.
    End {
        /// What was listed, in which slot.
        listed: HashSet<Pubkey>,
        slot: u64,
    },
    /// It has failed.
    Failed(RpcError),
}

/// A reading of everything, if one is under way.
pub struct Resync {
    parts: Receiver<Part>,
    reader: JoinHandle<()>,
    since: Instant,
}

impl Resync {
    /// Begins one of a market's accounts and of `more`.
    pub fn begin(node: Node, market: Pubkey, more: Vec<Pubkey>) -> Self {
        let (send, parts) = channel(UNDER_WAY);
        Self {
            parts,
            reader: tokio::spawn(async move { read(&node, &market, &more, &send).await }),
            since: Instant::now(),
        }
    }

    /// The next part; none where the reader is gone.
    pub async fn next(&mut self) -> Option<Part> {
        self.parts.recv().await
    }

    /// How long it has taken so far.
    pub fn took(&self) -> Duration {
        self.since.elapsed()
    }
}

impl Drop for Resync {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

async fn read(node: &Node, market: &Pubkey, more: &[Pubkey], parts: &Sender<Part>) {
    let last = match parts_of(node, market, more, parts).await {
        Ok((listed, slot)) => Part::End { listed, slot },
        Err(error) => Part::Failed(error),
    };
    // Whoever does not listen any more needs no end either.
    let _ = parts.send(last).await;
}

async fn parts_of(
    node: &Node,
    market: &Pubkey,
    more: &[Pubkey],
    parts: &Sender<Part>,
) -> Result<(HashSet<Pubkey>, u64), RpcError> {
    let listed = list(node, market).await?;
    for addresses in [&listed.addresses[..], more] {
        fetch(node, addresses, |reading| async {
            let _ = parts.send(Part::Reading(reading)).await;
        })
        .await?;
    }
    Ok((listed.addresses.into_iter().collect(), listed.slot))
}
