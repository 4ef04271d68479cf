//! What a keeper said.

use std::{fs, path::Path};

use serde_json::Value;

/// One keeper process's log.
pub struct Log {
    pub text: String,
    pub done: Vec<Done>,
}

/// One transaction that did what it was sent for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Done {
    pub job: String,
    pub what: String,
    pub about: String,
    pub detail: String,
    pub signature: String,
}

impl Log {
    /// Reads a log of JSON lines; the last may be cut short.
    pub fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let lines = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        let done = lines.filter_map(|line: Value| done(&line)).collect();
        Self { done, text }
    }
}

fn done(line: &Value) -> Option<Done> {
    if line["message"] != "done" {
        return None;
    }
    let field = |name: &str| Some(line[name].as_str()?.to_owned());
    Some(Done {
        job: field("job")?,
        what: field("what")?,
        about: field("about")?,
        detail: field("detail")?,
        signature: field("signature")?,
    })
}
