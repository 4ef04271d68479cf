//! What can go wrong.

use anchor_lang::error::Error as ProgramError;
use ballast::errors::BallastError;
use option_risk::RiskError;

/// Why a run or a setting failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program's own code failed where nothing may fail.
    #[error("the program refused: {0}")]
    Program(String),
    /// The risk library failed where nothing may fail.
    #[error(transparent)]
    Risk(#[from] RiskError),
    /// No parameter of that name.
    #[error("no parameter `{0}`; `--json` of any run lists them all under `settings`")]
    UnknownParameter(String),
    /// A value that is not of the parameter's kind.
    #[error("parameter `{name}`: `{value}` is not {wanted}")]
    BadValue {
        /// The parameter.
        name: String,
        /// What was given.
        value: String,
        /// What was wanted.
        wanted: &'static str,
    },
    /// A parameter outside what the model or the program can take.
    #[error("parameter out of bounds: {0}")]
    OutOfBounds(String),
    /// No scenario of that name.
    #[error("no scenario `{0}`: one of {1}")]
    UnknownScenario(String, String),
    /// No mechanism of that name.
    #[error("no mechanism `{0}`: one of {1}, several joined by `+`, or all-but- and one of them")]
    UnknownMechanism(String, String),
    /// Mechanisms that exclude each other.
    #[error("mechanisms `{0}` and `{1}` exclude each other")]
    Exclusive(&'static str, &'static str),
    /// The machine gives no threads, or they have been started before.
    #[error("cannot start threads")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// What most functions here return.
pub type Result<T> = std::result::Result<T, Error>;

impl From<ProgramError> for Error {
    fn from(error: ProgramError) -> Self {
        Self::Program(error.to_string())
    }
}

/// Whether the program refused for one of these reasons.
pub fn is_refusal(error: &ProgramError, reasons: &[BallastError]) -> bool {
    match error {
        ProgramError::AnchorError(error) => {
            let code = error.error_code_number;
            reasons.iter().any(|reason| u32::from(*reason) == code)
        }
        ProgramError::ProgramError(_) => false,
    }
}
