//! Why a transaction failed, in words.

use ballast::errors::BallastError;
use solana_instruction_error::InstructionError;
use solana_transaction_error::TransactionError;

use crate::errors;

/// A transaction that a program or the runtime refused: in a simulation, so that nothing was sent, or on chain, where it
/// changed nothing but its fee.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct Refused {
    /// The program's own reason, if it was ours.
    pub reason: Option<BallastError>,
    /// The runtime's error.
    pub error: TransactionError,
    /// The program's advice, or another program's number and words.
    pub text: String,
}

impl Refused {
    /// Puts a transaction's error into words; `logs` are the transaction's, as far as they are known.
    pub fn of(error: TransactionError, logs: &[String]) -> Self {
        let TransactionError::InstructionError(_, InstructionError::Custom(code)) = error else {
            return Self {
                reason: None,
                text: error.to_string(),
                error,
            };
        };
        let (reason, text) = (errors::from_code(code), errors::describe(code));
        let said = logs.iter().rev().find_map(|line| said(line));
        let text = match said {
            Some(said) if reason.is_none() => format!("{text}: {said}"),
            _ => text,
        };
        Self {
            reason,
            error,
            text,
        }
    }
}

/// A program's own words on its failure; those built into the runtime speak without a prefix.
fn said(line: &str) -> Option<&str> {
    match line.strip_prefix("Program log: ") {
        Some(said) => said.contains("Error").then_some(said),
        None => (!line.starts_with("Program ")).then_some(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn custom(code: u32) -> TransactionError {
        TransactionError::InstructionError(1, InstructionError::Custom(code))
    }

    fn text(code: u32, logs: &[&str]) -> String {
        let logs: Vec<String> = logs.iter().map(|line| line.to_string()).collect();
        Refused::of(custom(code), &logs).to_string()
    }

    #[test]
    fn a_refusal_is_put_into_words() {
        let own = errors::code(BallastError::InsufficientMargin);
        let text = text(own, &[]);
        assert!(
            text.starts_with("InsufficientMargin: Collateral would fall"),
            "{text}"
        );
    }

    #[test]
    fn another_programs_words_are_added_to_its_number() {
        let token = text(
            1,
            &[
                "Program log: Instruction: TransferChecked",
                "Program log: Error: insufficient funds",
                "Program TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA failed: custom program error: 0x1",
            ],
        );
        assert_eq!(token, "custom program error 1: Error: insufficient funds");
        let system = text(
            1,
            &[
                "Program 11111111111111111111111111111111 invoke [1]",
                "Transfer: insufficient lamports 1, need 2",
                "Program 11111111111111111111111111111111 failed: custom program error: 0x1",
            ],
        );
        let words = "custom program error 1: Transfer: insufficient lamports 1, need 2";
        assert_eq!(system, words);
    }

    #[test]
    fn the_runtimes_own_refusal_has_no_reason_of_ours() {
        let refused = Refused::of(TransactionError::AccountNotFound, &[]);
        assert_eq!(refused.reason, None);
        assert_eq!(refused.text, TransactionError::AccountNotFound.to_string());
    }
}
