//! The program's refusals in its own words.

use anyhow::{anyhow, Result};
use ballast_client::{
    ballast::errors::BallastError,
    errors::{code, describe, refusal},
};

/// Name and advice of a refusal.
pub fn words(error: BallastError) -> String {
    describe(code(error))
}

/// What one of the program's own functions returned, its refusal in words.
pub fn told<T>(outcome: anchor_lang::Result<T>) -> Result<T> {
    outcome.map_err(|error| refused(refusal(error)))
}

/// The program's refusal in words, as what a command ends with.
pub fn refused(error: BallastError) -> anyhow::Error {
    anyhow!(words(error))
}
