//! Changes that wait: proposed once, carried out once due.

use anchor_lang::prelude::Pubkey;
use anyhow::{Context, Result};
use ballast_client::{
    ballast::{
        errors::BallastError,
        state::{Change, Proposal},
    },
    instructions::{self as ix, Target},
};
use option_risk::governance::{phase, Phase};

use super::{site::Site, told::Told};
use crate::{admin::proposals, format::utc, rpc::Refused};

/// What must end before a vault's parameters may change.
const IN_THE_WAY: [BallastError; 4] = [
    BallastError::SaleRunning,
    BallastError::HedgeOpen,
    BallastError::BuybackOpen,
    BallastError::WrongStage,
];

/// A change that the file asks for.
pub struct Wanted<'a> {
    pub site: &'a Site,
    pub target: Target,
    pub change: Change,
    /// The account that shows the new feed.
    pub oracle: Option<Pubkey>,
    /// In words.
    pub what: String,
}

/// What of a protocol's proposals concerns a change.
struct Standing {
    now: i64,
    /// Those that propose it.
    equal: Vec<Proposal>,
    /// Those that propose something else for the same account, and may still be carried out.
    others: Vec<u64>,
}

impl Wanted<'_> {
    /// The account that changes.
    fn on(&self) -> Pubkey {
        let target = &self.target;
        target.vault.or(target.market).unwrap_or(target.protocol)
    }

    /// Carries the change out if it is proposed and due; nothing if it is not.
    pub fn if_due(&self) -> Result<Option<Told>> {
        let standing = self.standing()?;
        let due = standing.first(Phase::Due);
        due.map(|proposal| self.execute(proposal)).transpose()
    }

    /// Proposes the change unless it is proposed already.
    pub fn propose(&self) -> Result<Told> {
        let standing = self.standing()?;
        let told = match standing.first(Phase::Waiting) {
            Some(found) => {
                let what = format!("{}: proposal {}", self.what, found.index);
                Told::waits(Some(found.due_ts), what)
            }
            None => self.propose_now(&standing)?,
        };
        Ok(Told {
            what: standing.warned(told.what),
            ..told
        })
    }

    fn propose_now(&self, standing: &Standing) -> Result<Told> {
        let site = self.site;
        site.require_authority()?;
        let protocol = site.protocol()?.context("the protocol is gone")?;
        let (address, index) = (site.protocol, protocol.proposals);
        let lapsed = standing.equal.iter();
        let mut instructions: Vec<_> = lapsed
            .map(|old| ix::cancel_proposal(&address, &site.me, old.index, &old.proposer))
            .collect();
        let propose = ix::propose_change(&self.target, &site.me, index, self.change);
        instructions.push(propose);
        let sent = site.send(&instructions)?;
        let mut what = format!("propose {}", self.what);
        if sent.is_some() {
            let made = ballast_client::address::proposal(&address, index);
            let made: Option<Proposal> = site.node.account(&made)?;
            let due = made.map(|made| format!(", due {}", utc(made.due_ts)));
            what += &format!(": proposal {index}{}", due.unwrap_or_default());
        }
        Ok(Told::did(sent.as_ref(), what))
    }

    fn execute(&self, proposal: &Proposal) -> Result<Told> {
        let index = proposal.index;
        let execute = ix::execute_proposal(&self.target, index, &proposal.proposer, self.oracle);
        let what = format!("carry out proposal {index}: {}", self.what);
        match self.site.send(&[execute]) {
            Ok(sent) => Ok(Told::did(sent.as_ref(), what)),
            Err(error) => match error.downcast_ref::<Refused>() {
                Some(refused) if refused.reason.is_some_and(|why| IN_THE_WAY.contains(&why)) => {
                    let what = format!("{what}; {error}");
                    Ok(Told::waits(None, what))
                }
                _ => Err(error),
            },
        }
    }

    fn standing(&self) -> Result<Standing> {
        let site = self.site;
        let mut standing = Standing {
            now: site.node.clock()?,
            equal: Vec::new(),
            others: Vec::new(),
        };
        // A dry run may have created nothing yet.
        if site.protocol()?.is_none() {
            return Ok(standing);
        }
        let kind = std::mem::discriminant(&self.change);
        for proposal in proposals::of(&site.node, &site.protocol)? {
            let concerns = proposal.target == self.on();
            if !concerns || std::mem::discriminant(&proposal.change) != kind {
                continue;
            }
            if proposal.change == self.change {
                standing.equal.push(proposal);
            } else if !proposal.has_lapsed(standing.now) {
                standing.others.push(proposal.index);
            }
        }
        standing.equal.sort_unstable_by_key(|one| one.index);
        standing.others.sort_unstable();
        Ok(standing)
    }
}

impl Standing {
    /// The first proposal of the change in a phase.
    fn first(&self, wanted: Phase) -> Option<&Proposal> {
        let mut equal = self.equal.iter();
        equal.find(|one| phase(one.due_ts, self.now) == wanted)
    }

    /// `what`, and what else is proposed for the same account.
    fn warned(&self, what: String) -> String {
        let others: Vec<_> = self.others.iter().map(u64::to_string).collect();
        match others.is_empty() {
            true => what,
            false => format!(
                "{what}; proposed otherwise by {}, which anyone may carry out once due (`ballast admin cancel`)",
                others.join(", ")
            ),
        }
    }
}
