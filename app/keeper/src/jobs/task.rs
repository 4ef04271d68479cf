//! Something to be done, as one transaction.

use std::{fmt, time::Duration};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use serde::{Deserialize, Serialize};

/// What a keeper does, the most urgent first.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    clap::ValueEnum,
)]
#[serde(rename_all = "snake_case")]
#[clap(rename_all = "snake_case")]
pub enum Job {
    /// Records prints.
    Observe,
    /// Takes shorts over, burns options for them, or hands worthless accounts to the insurance fund.
    Liquidate,
    /// Starts and ends liquidation auctions.
    Flag,
    /// Ends vaults' sales that are over.
    EndSale,
    /// Settles expired series with everybody in them.
    Settle,
    /// Rolls rounds and starts sales.
    Roll,
    /// Opens, crosses, fills and closes vaults' orders.
    Hedge,
    /// Refreshes the gamma book.
    RefreshBook,
    /// Redeems the keeper's own options.
    Redeem,
}

impl Job {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 9] = [
        Self::Observe,
        Self::Liquidate,
        Self::Flag,
        Self::EndSale,
        Self::Settle,
        Self::Roll,
        Self::Hedge,
        Self::RefreshBook,
        Self::Redeem,
    ];

    /// As it is written in a configuration and in metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Observe => "observe",
            Self::Liquidate => "liquidate",
            Self::Flag => "flag",
            Self::EndSale => "end_sale",
            Self::Settle => "settle",
            Self::Roll => "roll",
            Self::Hedge => "hedge",
            Self::RefreshBook => "refresh_book",
            Self::Redeem => "redeem",
        }
    }
}

impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a task is about: who is left alone for a while after it has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The job.
    pub job: Job,
    /// The account it is about. No two tasks about one account are under way at once.
    pub about: Pubkey,
    /// Which of the things that may be done to it.
    pub what: &'static str,
    /// The series, or another account, that it is done in; otherwise `about`.
    pub detail: Pubkey,
}

/// What the program defers, instead of refusing it, where its own print trips the breaker.
const DEFERRABLE: [&str; 5] = [
    "takeover",
    "burn",
    "start_sale",
    "open_hedge",
    "open_buyback",
];

impl Key {
    /// Whether a transaction that succeeded may have done nothing but record a trip.
    pub fn is_deferrable(&self) -> bool {
        DEFERRABLE.contains(&self.what)
    }

    /// Something done to an account.
    pub fn of(job: Job, what: &'static str, about: Pubkey) -> Self {
        Self {
            job,
            about,
            what,
            detail: about,
        }
    }

    /// The same, in a series or with another account.
    pub fn within(self, detail: Pubkey) -> Self {
        Self { detail, ..self }
    }
}

/// `liquidate takeover 9x…f3 in Dk…aa`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            job,
            about,
            what,
            detail,
        } = self;
        match about == detail {
            true => write!(f, "{job} {what} {about}"),
            false => write!(f, "{job} {what} {about} in {detail}"),
        }
    }
}

/// One transaction that is due.
#[derive(Clone, Debug)]
pub struct Task {
    /// What it is about.
    pub key: Key,
    /// What is sent.
    pub instructions: Vec<Instruction>,
    /// Why, in words.
    pub reason: String,
    /// What the keeper gains by it after fees and position risk, quote atoms; none where nothing is gained.
    pub edge: Option<i128>,
    /// Among the tasks of a job, lower is more urgent.
    pub urgency: i64,
    /// Accounts besides `about` that no task planned earlier may be using.
    pub claims: Vec<Pubkey>,
    /// Whether doing it twice is as good as once: it need not be known what became of the first.
    pub is_repeatable: bool,
    /// What has to rest after a success, and for how long.
    pub rest: Option<(&'static str, Duration)>,
}

impl Task {
    /// A task that nothing is gained by.
    pub fn new(key: Key, instructions: Vec<Instruction>, reason: String) -> Self {
        Self {
            key,
            instructions,
            reason,
            edge: None,
            urgency: 0,
            claims: Vec::new(),
            is_repeatable: false,
            rest: None,
        }
    }

    /// The same, which may as well be done twice.
    pub fn repeatable(self) -> Self {
        Self {
            is_repeatable: true,
            ..self
        }
    }

    /// The same, after which something rests.
    pub fn resting(self, what: &'static str, rest: Duration) -> Self {
        Self {
            rest: Some((what, rest)),
            ..self
        }
    }

    /// The same, so urgent.
    pub fn urgent(mut self, urgency: i64) -> Self {
        self.urgency = urgency;
        self
    }

    /// The same, using other accounts too.
    pub fn claiming(mut self, accounts: impl IntoIterator<Item = Pubkey>) -> Self {
        self.claims.extend(accounts);
        self
    }

    /// Every account it writes, each once.
    pub fn written(&self) -> Vec<Pubkey> {
        let metas = self.instructions.iter().flat_map(|one| &one.accounts);
        let mut written: Vec<Pubkey> = metas
            .filter(|meta| meta.is_writable)
            .map(|meta| meta.pubkey)
            .collect();
        written.sort_unstable();
        written.dedup();
        written
    }
}
