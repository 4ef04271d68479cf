//! What may go wrong with a request.

use std::time::Duration;

use serde_json::Value;

/// A node's misbehaviour on one request.
#[derive(Clone, Debug, PartialEq)]
pub enum Mishap {
    /// Answers late.
    Delay(Duration),
    /// Refuses, with a JSON-RPC error.
    Refuse {
        /// The error's code.
        code: i64,
        /// Its words.
        message: String,
    },
    /// Answers with this HTTP status and nothing else.
    Status(u16),
    /// Answers with this instead of JSON.
    Garbage(String),
    /// Does nothing and answers with this result.
    Answer(Value),
    /// Closes the connection; the request is not looked at.
    Drop,
    /// Does what it is asked and closes the connection.
    Mute,
    /// Does what it is asked and answers that it failed.
    Scold,
    /// Takes a transaction and forgets it.
    Lose,
}

/// Mishaps to come: for a method, for so many requests.
#[derive(Default)]
pub(super) struct Mishaps(Vec<(String, Mishap, usize)>);

impl Mishaps {
    pub(super) fn plan(&mut self, method: &str, mishap: Mishap, times: usize) {
        self.0.push((method.to_owned(), mishap, times));
    }

    /// The next one of a method, the first planned first.
    pub(super) fn take(&mut self, method: &str) -> Option<Mishap> {
        let mut planned = self.0.iter_mut();
        let (_, mishap, left) = planned.find(|(of, _, left)| of == method && *left > 0)?;
        *left -= 1;
        Some(mishap.clone())
    }
}
