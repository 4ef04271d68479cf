//! Error numbers of failed transactions, as text.
//!
//! ```
//! use ballast_client::{ballast::errors::BallastError, errors};
//!
//! // `custom program error: 0x1776`, as a wallet or an explorer shows it.
//! let code = 0x1776;
//! assert_eq!(errors::from_code(code), Some(BallastError::WrongCustody));
//! assert!(errors::describe(code).starts_with("WrongCustody: Token account is not the program's own"));
//! // Another program's.
//! assert_eq!(errors::from_code(1), None);
//! assert_eq!(errors::describe(1), "custom program error 1");
//! ```

use anchor_lang::error::{Error, ERROR_CODE_OFFSET};
use ballast::errors::BallastError;

/// The program's error for a custom error number, if it is one of its own.
pub fn from_code(code: u32) -> Option<BallastError> {
    BallastError::from_repr(code.checked_sub(ERROR_CODE_OFFSET)?)
}

/// Every error of the program, in the order of their numbers.
pub fn all() -> impl Iterator<Item = BallastError> {
    (0..).map_while(BallastError::from_repr)
}

/// The program's error in what one of its own functions returned; they return no others.
///
/// ```
/// use ballast_client::{ballast::{errors::BallastError, state::MarginAccount}, errors};
///
/// # let key = anchor_lang::prelude::Pubkey::default();
/// # let mut account = MarginAccount::new(key, key, ballast_client::option_risk::units::Kind::Call, 0);
/// let refused = account.debit(1).unwrap_err();
/// assert_eq!(errors::refusal(refused), BallastError::InsufficientCollateral);
/// ```
pub fn refusal(error: Error) -> BallastError {
    let own = match error {
        Error::AnchorError(error) => from_code(error.error_code_number),
        Error::ProgramError(_) => None,
    };
    own.unwrap_or(BallastError::InvariantBroken)
}

/// The custom error number the program returns for `error`.
///
/// ```
/// use ballast_client::{ballast::errors::BallastError, errors};
///
/// assert_eq!(errors::code(BallastError::WrongAuthority), 6_000);
/// ```
pub fn code(error: BallastError) -> u32 {
    error.into()
}

/// What a custom error number means and what to do about it: `Name: statement; advice`, or the number alone if it is
/// another program's.
///
/// ```
/// use ballast_client::{ballast::errors::BallastError, errors};
///
/// let text = errors::describe(errors::code(BallastError::OracleStale));
/// assert_eq!(text, "OracleStale: Oracle price is stale; post a fresh update first");
/// ```
pub fn describe(code: u32) -> String {
    let Some(error) = from_code(code) else {
        return format!("custom program error {code}");
    };
    format!("{}: {error}", error.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_what_it_means_and_what_to_do() {
        let all: Vec<BallastError> = all().collect();
        // The last one, so that a gap in the numbers does not cut the list short.
        assert_eq!(all.last(), Some(&BallastError::LotTooSmall));
        for error in all {
            let text = describe(code(error));
            let (name, said) = text.split_once(": ").expect(&text);
            assert_eq!(name, error.name());
            let (statement, advice) = said.split_once("; ").expect(&text);
            for part in [statement, advice] {
                assert!(!part.trim().is_empty(), "{text}");
            }
            assert!(statement.starts_with(char::is_uppercase), "{text}");
            assert!(advice.starts_with(char::is_lowercase), "{text}");
        }
    }
}
