//! Changes that wait: proposed once, carried out once due.

use anchor_lang::prelude::Pubkey;
use anyhow::Result;
use ballast_client::{
    ballast::{
        errors::BallastError,
        state::{Change, Proposal},
    },
    instructions::{self as ix, Target},
    params::feed_text,
    reports::Pending,
};
use option_risk::governance::{phase, Phase};

use super::{
    differences::Comparison,
    report::Report,
    site::Site,
    told::{State, Told},
};
use crate::{admin::proposals, format::utc, rpc::Refused};

/// What must end before a vault's parameters may change.
const IN_THE_WAY: [BallastError; 4] = [
    BallastError::SaleRunning,
    BallastError::HedgeOpen,
    BallastError::BuybackOpen,
    BallastError::WrongStage,
];

/// What the file says of an account, as the change that would bring it about.
pub struct Wanted<'a> {
    pub site: &'a Site,
    pub target: Target,
    pub change: Change,
    /// The account that shows the new feed.
    pub oracle: Option<Pubkey>,
}

/// It, and what is proposed already.
pub struct Standing<'a> {
    wanted: Wanted<'a>,
    now: i64,
    /// Proposals of that change.
    equal: Vec<Proposal>,
}

impl<'a> Wanted<'a> {
    /// Reads what is proposed for the same account, and tells what of it contradicts the file: even where nothing differs
    /// now, anyone may carry that out once it is due.
    pub fn stand(self, report: &mut Report) -> Result<Standing<'a>> {
        let site = self.site;
        let now = site.node.clock()?;
        // A dry run may have created nothing yet.
        let proposals = match site.protocol()? {
            Some(_) => proposals::of(&site.node, &site.protocol)?,
            None => Vec::new(),
        };
        let mut equal = Vec::new();
        for proposal in proposals {
            if !self.is_about(&proposal) {
                continue;
            }
            if proposal.change == self.change {
                equal.push(proposal);
            } else if !proposal.has_lapsed(now) {
                report.tell(self.contradicted(&proposal, now)?);
            }
        }
        Ok(Standing {
            wanted: self,
            now,
            equal,
        })
    }

    /// Whether a proposal changes the same of the same account.
    fn is_about(&self, proposal: &Proposal) -> bool {
        let target = &self.target;
        let on = target.vault.or(target.market).unwrap_or(target.protocol);
        let kind = std::mem::discriminant(&self.change);
        proposal.target == on && std::mem::discriminant(&proposal.change) == kind
    }

    /// What a proposal says otherwise than the file, and how it is stopped.
    fn contradicted(&self, proposal: &Proposal, now: i64) -> Result<Told> {
        let (changes, says) = match (&self.change, &proposal.change) {
            (Change::MarketParams(file), Change::MarketParams(other)) => {
                (Comparison::of(file, other)?.differences, String::new())
            }
            (Change::VaultParams(file), Change::VaultParams(other)) => {
                (Comparison::of(file, other)?.differences, String::new())
            }
            (_, Change::Oracle { feed }) => {
                let feed = feed_text(self.site.oracle.kind, feed);
                (Vec::new(), format!(" (feed {feed})"))
            }
            (_, Change::Guardian(guardian)) => (Vec::new(), format!(" (guardian {guardian})")),
            _ => Default::default(),
        };
        let (index, protocol) = (proposal.index, self.target.protocol);
        let until = utc(Pending::of(proposal, now).until_ts);
        let details = vec![
            format!("anyone may carry it out until {until}"),
            format!("to stop it: ballast admin cancel {index} --protocol {protocol}"),
        ];
        let what = format!("proposal {index}{says} is not what the file says");
        let due = Some(proposal.due_ts).filter(|due_ts| phase(*due_ts, now) == Phase::Waiting);
        Ok(Told::waits(due, what).detailed(details).changing(changes))
    }
}

impl Standing<'_> {
    /// Carries the change out if it is proposed and due, else proposes it; `what` has it in words.
    pub fn bring_about(&self, what: &str) -> Result<Told> {
        match self.if_due(what)? {
            Some(told) => Ok(told),
            None => self.propose(what),
        }
    }

    /// Carries the change out if it is proposed and due; nothing if it is not.
    pub fn if_due(&self, what: &str) -> Result<Option<Told>> {
        let due = self.first(Phase::Due);
        due.map(|proposal| self.execute(proposal, what)).transpose()
    }

    /// Proposes the change unless it is proposed already.
    pub fn propose(&self, what: &str) -> Result<Told> {
        match self.first(Phase::Waiting) {
            Some(found) => {
                let what = format!("{what}: proposal {}", found.index);
                Ok(Told::waits(Some(found.due_ts), what))
            }
            None => self.propose_now(what),
        }
    }

    /// The first proposal of the change in a phase.
    fn first(&self, wanted: Phase) -> Option<&Proposal> {
        let mut equal = self.equal.iter();
        equal.find(|one| phase(one.due_ts, self.now) == wanted)
    }

    fn propose_now(&self, what: &str) -> Result<Told> {
        let Wanted {
            site,
            target,
            change,
            ..
        } = &self.wanted;
        // A dry run proposes in a protocol that it has not created.
        let index = site.protocol()?.map_or(0, |protocol| protocol.proposals);
        let address = site.protocol;
        let lapsed = self.equal.iter();
        let mut instructions: Vec<_> = lapsed
            .map(|old| ix::cancel_proposal(&address, &site.me, old.index, &old.proposer))
            .collect();
        instructions.push(ix::propose_change(target, &site.me, index, *change));
        let told = site.govern(&instructions, format!("propose {what}"))?;
        if told.state != State::Done {
            return Ok(told);
        }
        let made = ballast_client::address::proposal(&address, index);
        let made: Option<Proposal> = site.node.account(&made)?;
        let due = made.map(|made| format!(", due {}", utc(made.due_ts)));
        Ok(Told {
            what: format!("{}: proposal {index}{}", told.what, due.unwrap_or_default()),
            ..told
        })
    }

    fn execute(&self, proposal: &Proposal, what: &str) -> Result<Told> {
        let Wanted {
            site,
            target,
            oracle,
            ..
        } = &self.wanted;
        let index = proposal.index;
        let execute = ix::execute_proposal(target, index, &proposal.proposer, *oracle);
        let what = format!("carry out proposal {index}: {what}");
        match site.send(&[execute]) {
            Ok(sent) => Ok(Told::did(sent.as_ref(), what)),
            Err(error) => match error.downcast_ref::<Refused>() {
                Some(refused) if refused.reason.is_some_and(|why| IN_THE_WAY.contains(&why)) => {
                    Ok(Told::waits(None, format!("{what}; {error}")))
                }
                _ => Err(error.context(what)),
            },
        }
    }
}
