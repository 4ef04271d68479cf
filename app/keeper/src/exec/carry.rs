//! One task: simulated, sent and waited for; what it did.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anchor_lang::prelude::Pubkey;
use ballast_client::rpc::{self, Node, Policy, Refused, SendError, Simulated};
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::fate::{find_out, Fate};
use crate::{config::Config, jobs::Task};

/// How long a transaction that may as well be sent again is waited for.
const REPEATABLE: Duration = Duration::from_secs(10);

/// What became of a task.
#[derive(Debug)]
pub enum Outcome {
    /// It was done.
    Done(Landed),
    /// Its own print tripped the breaker: the trip is on record, and nothing else was done.
    Deferred(Landed),
    /// In a dry run it would have been done; none if nobody is there to try it as.
    Tried(Option<Simulated>),
    /// It was not done.
    Failed(SendError),
}

/// A transaction that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landed {
    /// Its name.
    pub signature: String,
    /// When it was first handed to the node; none where its fate was found out late.
    pub sent_at: Option<Instant>,
    /// Slot it is in.
    pub slot: u64,
    /// Compute units, where the node says so.
    pub units: Option<u64>,
    /// What it cost; 0 where that is not known.
    pub fee_lamports: u64,
}

/// Who sends, and how.
#[derive(Clone)]
pub struct Hands {
    node: Node,
    market: Pubkey,
    wallet: Option<Arc<Keypair>>,
    policy: Policy,
    is_dry: bool,
}

impl Hands {
    /// Sends by `wallet`, or only tries if the run is dry.
    pub fn new(
        node: Node,
        market: Pubkey,
        wallet: Option<Arc<Keypair>>,
        config: &Config,
        is_dry: bool,
    ) -> Self {
        let send = &config.send;
        Self {
            node,
            market,
            wallet,
            policy: Policy {
                max_compute_units: send.max_compute_units,
                compute_margin_bps: send.compute_margin_bps,
                max_priority_fee: send.max_priority_fee_micro_lamports,
                attempts: send.attempts,
                confirm_within: Duration::from_secs(send.confirm_secs),
            },
            is_dry,
        }
    }

    /// Carries a task out. It comes back once its fate is known, however long that takes.
    pub async fn carry_out(&self, task: &Task) -> Outcome {
        let outcome = match (&self.wallet, self.is_dry) {
            (None, _) => Ok(Outcome::Tried(None)),
            (Some(wallet), true) => self.tried(wallet, task).await,
            (Some(wallet), false) => self.sent(wallet, task).await,
        };
        outcome.unwrap_or_else(Outcome::Failed)
    }

    async fn tried(&self, wallet: &Keypair, task: &Task) -> Result<Outcome, SendError> {
        let me = wallet.pubkey();
        let simulated = self.node.simulate(&me, &task.instructions).await?;
        Ok(Outcome::Tried(Some(simulated)))
    }

    async fn sent(&self, wallet: &Keypair, task: &Task) -> Result<Outcome, SendError> {
        let signers = [wallet];
        let policy = self.policy_for(task);
        let sent = self.node.send(&signers, &task.instructions, &policy);
        match sent.await {
            Ok(sent) => {
                let landed = Landed {
                    signature: sent.signature.to_string(),
                    sent_at: Some(sent.sent_at),
                    slot: sent.slot,
                    units: sent.units,
                    fee_lamports: sent.fee_lamports,
                };
                Ok(self.told(task, landed, rpc::outcome(&sent.logs)).await)
            }
            Err(SendError::Unknown {
                signature,
                last_height,
                ..
            }) if !task.is_repeatable => {
                match find_out(&self.node, &signature, last_height).await {
                    Fate::Expired => Err(SendError::Expired { signature }),
                    Fate::Landed(_, Some(error)) => Err(Refused::of(error, &[]).into()),
                    Fate::Landed(slot, None) => {
                        let landed = Landed {
                            signature: signature.to_string(),
                            sent_at: None,
                            slot,
                            units: None,
                            fee_lamports: 0,
                        };
                        Ok(self.told(task, landed, None).await)
                    }
                }
            }
            Err(error) => Err(error),
        }
    }

    /// What was worth it at one price may not be at the next: it is planned anew instead of sent anew. A print is of no
    /// use to anybody once the next is there: nobody waits for it either.
    fn policy_for(&self, task: &Task) -> Policy {
        let mut policy = self.policy.clone();
        if task.edge.is_some() || task.is_repeatable {
            policy.attempts = 1;
        }
        if task.is_repeatable {
            policy.confirm_within = policy.confirm_within.min(REPEATABLE);
        }
        policy
    }

    /// Where no log is kept the market says whether it was deferred: the program itself defers by this.
    async fn told(&self, task: &Task, landed: Landed, told: Option<rpc::Outcome>) -> Outcome {
        let is_deferred = match told {
            _ if !task.key.is_deferrable() => false,
            Some(told) => told == rpc::Outcome::Deferred,
            None => self.has_tripped(landed.slot).await,
        };
        match is_deferred {
            true => Outcome::Deferred(landed),
            false => Outcome::Done(landed),
        }
    }

    async fn has_tripped(&self, slot: u64) -> bool {
        let market = self.node.market(&self.market).await;
        market.is_ok_and(|(market, _)| market.tripped_in(slot))
    }
}
