//! Error numbers of failed transactions, as text.

use anchor_lang::error::{Error, ERROR_CODE_OFFSET};
use ballast::errors::BallastError;

/// The program's error for a custom error number, if it is one of its own.
pub fn from_code(code: u32) -> Option<BallastError> {
    BallastError::from_repr(code.checked_sub(ERROR_CODE_OFFSET)?)
}

/// The program's error in what one of its own functions returned; they return no others.
pub fn refusal(error: Error) -> BallastError {
    let own = match error {
        Error::AnchorError(error) => from_code(error.error_code_number),
        Error::ProgramError(_) => None,
    };
    own.unwrap_or(BallastError::InvariantBroken)
}

/// The custom error number the program returns for `error`.
pub fn code(error: BallastError) -> u32 {
    error.into()
}

/// Name and advice for a custom error number, whatever program it is of.
pub fn describe(code: u32) -> String {
    match from_code(code) {
        Some(error) => format!("{}: {error}", error.name()),
        None => format!("custom program error {code}"),
    }
}
