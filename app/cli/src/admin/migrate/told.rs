//! What a step did, in a form that prints and that is JSON.

use anchor_lang::prelude::Pubkey;
use serde::Serialize;

use super::differences::Difference;
use crate::{format::utc, rpc::Sent};

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Something was sent, and did what it should.
    Done,
    /// Nothing to do.
    Already,
    /// A dry run would have sent something.
    WouldDo,
    /// It goes on later, by itself or by somebody else.
    Waits,
    /// It cannot be done.
    Refused,
}

/// A step, or a part of one.
#[derive(Debug, Serialize)]
pub struct Told {
    pub state: State,
    /// Until when it waits, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_ts: Option<i64>,
    /// Who would have to sign it, if that is not who ran this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// In words, or the address of what the step is about.
    pub what: String,
    /// More of it, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
    /// Of the transaction that did it.
    pub signature: Option<String>,
    /// Parameters that differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Difference>,
}

impl Told {
    fn new(state: State, what: String) -> Self {
        Self {
            state,
            until_ts: None,
            by: None,
            what,
            details: Vec::new(),
            signature: None,
            changes: Vec::new(),
        }
    }

    pub fn already(what: String) -> Self {
        Self::new(State::Already, what)
    }

    pub fn refused(what: String) -> Self {
        Self::new(State::Refused, what)
    }

    pub fn waits(until_ts: Option<i64>, what: String) -> Self {
        Self {
            until_ts,
            ..Self::new(State::Waits, what)
        }
    }

    /// Done by a transaction, or not sent because the run is dry.
    pub fn did(sent: Option<&Sent>, what: String) -> Self {
        match sent {
            None => Self::new(State::WouldDo, what),
            Some(sent) => Self {
                signature: Some(sent.signature.to_string()),
                ..Self::new(State::Done, what)
            },
        }
    }

    /// Not sent, because the run is dry, and only somebody else could have signed it.
    pub fn would_do_by(signer: &Pubkey, what: String) -> Self {
        Self {
            by: Some(signer.to_string()),
            ..Self::new(State::WouldDo, what)
        }
    }

    /// With the parameters that differ.
    pub fn changing(self, changes: Vec<Difference>) -> Self {
        Self { changes, ..self }
    }

    /// With more of it.
    pub fn detailed(self, details: Vec<String>) -> Self {
        Self { details, ..self }
    }

    /// The state as a line has it.
    pub fn state(&self) -> String {
        let words = match self.state {
            State::Done => "done",
            State::Already => "already",
            State::WouldDo => "would do",
            State::Waits => "waits",
            State::Refused => "refused",
        };
        match (&self.by, self.until_ts) {
            (Some(signer), _) => format!("{words}, by {signer}"),
            (None, Some(ts)) => format!("{words} until {}", utc(ts)),
            (None, None) => words.to_owned(),
        }
    }
}
