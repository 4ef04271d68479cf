//! Taking the steps, whoever else does so meanwhile.

use anyhow::Result;
use ballast_client::{
    ballast::{
        errors::BallastError,
        state::{Series, Stage},
    },
    reports::Next,
    views::{self, Due},
};

use super::steps;
use crate::{
    rpc::{told, Refused, VaultDesk},
    steps::{Step, Steps},
};

/// Times a step is tried again because the price has moved the strike meanwhile.
const TRIES: u32 = 3;

/// A vault, its series, and what was done so far.
pub struct Crank {
    at: VaultDesk,
    series: Option<Series>,
    steps: Steps,
}

impl Crank {
    pub fn new(at: VaultDesk) -> Self {
        Self {
            at,
            series: None,
            steps: Steps::default(),
        }
    }

    /// What was done.
    pub fn steps(&self) -> &[Step] {
        &self.steps.steps
    }

    /// As [`Self::steps`].
    pub fn into_steps(self) -> Vec<Step> {
        self.steps.steps
    }

    /// By the cluster's clock, as last read.
    pub fn now(&self) -> i64 {
        self.at.desk.now
    }

    /// What comes next, as last read.
    pub fn next(&self) -> Result<Next> {
        Ok(Next::of(self.due()?, &self.at.vault))
    }

    fn due(&self) -> Result<Due> {
        let (desk, vault) = (&self.at.desk, &self.at.vault);
        told(views::due(
            &desk.market,
            vault,
            self.series.as_ref(),
            desk.now,
        ))
    }

    /// Takes step after step until none is due, or one if `once`.
    pub fn turn(&mut self, once: bool) -> Result<()> {
        self.read()?;
        let mut tries = 0;
        loop {
            let due = self.due()?;
            if matches!(due, Due::Wait(_)) {
                return Ok(());
            }
            let (before, outcome) = (self.progress(), self.step(due));
            self.read()?;
            match outcome {
                Ok(()) if once => return Ok(()),
                Ok(()) => tries = 0,
                // Somebody else took it.
                Err(_) if self.progress() != before => {}
                Err(error) if tries < TRIES && is_outdated(&error) => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn read(&mut self) -> Result<()> {
        self.at.refresh()?;
        self.series = self.at.desk.round_series(&self.at.vault)?;
        Ok(())
    }

    /// Changes with every step.
    fn progress(&self) -> (u64, Stage, bool) {
        let vault = &self.at.vault;
        let settled = self.series.as_ref().is_some_and(|series| series.settled);
        (vault.book.round, vault.stage, settled)
    }

    fn step(&mut self, due: Due) -> Result<()> {
        if let Some((what, sent)) = steps::take(&self.at, due)? {
            self.steps.tell(what, &sent);
        }
        Ok(())
    }
}

/// Whether the price or the clock has moved on since the step was made.
fn is_outdated(error: &anyhow::Error) -> bool {
    let refused = error.downcast_ref::<Refused>();
    matches!(
        refused.and_then(|refused| refused.reason),
        Some(BallastError::WrongStrike | BallastError::InvalidExpiry | BallastError::QueuePending)
    )
}
