//! An instruction sent with one thing wrong, and the refusal that must answer.

use anchor_lang::{
    prelude::Pubkey,
    solana_program::instruction::{AccountMeta, Instruction},
};
use ballast_harness::{Account, Receipt, TxError};

use super::{exceptions, idl::Call};

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Another account in its place.
    Replaced,
    /// Sent without its signature.
    Unsigned,
    /// Sent read-only.
    ReadOnly,
    /// The discriminator of another type.
    OtherType,
    /// No discriminator.
    ZeroDiscriminator,
    /// Another version of its layout.
    OtherVersion,
    /// A byte less than its content.
    CutByOne,
    /// Less than a discriminator.
    CutToFour,
    /// The same bytes, the system program's.
    SystemOwned,
    /// Gone.
    Closed,
    /// There already, where it is to be created.
    Occupied,
    /// The same account in two places.
    Twice,
    /// One token program in the place of the other.
    OtherTokenProgram,
}

/// How it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An error number, of whatever program.
    Number(u32),
    /// The runtime's words, or the end of them.
    Runtime(&'static str),
    /// Not at all: the instruction works.
    Accepted,
    /// Differently by the two back ends.
    Differs {
        native: &'static Refusal,
        built: &'static Refusal,
    },
}

impl Refusal {
    /// Another program is called with a privilege that the caller does not have: the native stand-in for calls panics.
    pub const ESCALATION: Self = Self::Differs {
        native: &Self::Runtime("Program failed to complete"),
        built: &Self::Runtime(
            "Cross-program invocation with unauthorized signer or writable account",
        ),
    };

    /// The system program does not create what exists. Its number is zero, which natively reads as another error.
    pub const IN_USE: Self = Self::Differs {
        native: &Self::Runtime("invalid instruction data"),
        built: &Self::Number(0),
    };

    /// Another program is called for an account that was not passed; natively, as above.
    pub const MISSING: Self = Self::Differs {
        native: &Self::Runtime("Program failed to complete"),
        built: &Self::Runtime("An account required by the instruction is missing"),
    };

    /// On one of the back ends.
    fn on(self, is_native: bool) -> Self {
        match self {
            Self::Differs { native, .. } if is_native => *native,
            Self::Differs { built, .. } => *built,
            same => same,
        }
    }

    fn fits(self, outcome: &Result<Receipt, TxError>) -> bool {
        match (outcome, self) {
            (Err(TxError::Program(found)), Self::Number(expected)) => *found == expected,
            (Err(TxError::Runtime(text)), Self::Runtime(expected)) => text.ends_with(expected),
            (Ok(_), Self::Accepted) => true,
            _ => false,
        }
    }
}

/// One try.
pub struct Attempt {
    pub way: Way,
    /// `instruction.account`, or the number of the trial's wrong account.
    pub account: String,
    /// More, for messages.
    pub detail: String,
    pub instruction: Instruction,
    /// An account written to the chain for it, and taken back afterwards.
    pub spoiled: Option<(Pubkey, Account)>,
    pub refusal: Refusal,
}

impl Attempt {
    /// Something generated is wrong with an account; the class's refusal must answer unless the exceptions say otherwise.
    pub fn on(call: &Call, account: &str, way: Way, class: Refusal) -> Self {
        Self {
            way,
            account: format!("{}.{account}", call.name),
            detail: String::new(),
            instruction: call.instruction.clone(),
            spoiled: None,
            refusal: exceptions::refusal(way, &format!("{}.{account}", call.name)).unwrap_or(class),
        }
    }

    /// Changes every mention of an address.
    pub fn with(mut self, key: &Pubkey, change: impl Fn(&mut AccountMeta)) -> Self {
        let metas = self.instruction.accounts.iter_mut();
        metas.filter(|meta| meta.pubkey == *key).for_each(change);
        self
    }

    /// Why the outcome is not the expected one.
    pub fn judge(&self, outcome: &Result<Receipt, TxError>, is_native: bool) -> Option<String> {
        let expected = self.refusal.on(is_native);
        let found = match outcome {
            Ok(_) => "accepted".to_string(),
            Err(error) => format!("{error} ({error:?})"),
        };
        let (account, way, detail) = (&self.account, self.way, &self.detail);
        let text = format!("{account} {way:?} {detail}: expected {expected:?}, found {found}");
        (!expected.fits(outcome)).then_some(text)
    }
}
