//! What a command has done, told as it happens.

use serde::Serialize;

use crate::rpc::Sent;

/// One transaction that did what it was sent for.
#[derive(Serialize)]
pub struct Step {
    /// In words.
    pub what: String,
    /// Its signature.
    pub signature: String,
}

/// Everything done so far.
#[derive(Default, Serialize)]
pub struct Steps {
    pub steps: Vec<Step>,
}

impl Steps {
    /// Prints a step and keeps it.
    pub fn tell(&mut self, what: String, sent: &Sent) {
        println!("{what}\n  {}", sent.signature);
        self.steps.push(Step {
            what,
            signature: sent.signature.clone(),
        });
    }
}
