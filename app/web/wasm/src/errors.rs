//! Why there is no answer, in words.

use anchor_lang::error::Error;
use ballast_client::{
    ballast::errors::BallastError,
    errors::{code, describe, refusal},
    option_risk::RiskError,
    views::WhatIfError,
};
use wasm_bindgen::{JsError, JsValue};

/// What a method answers.
pub type Told<T> = Result<T, Failure>;

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// What was passed is not what it should be.
    NotA(&'static str),
    /// The program would refuse.
    Refused(BallastError),
    /// Nothing can be said of that.
    WhatIf(WhatIfError),
    /// What was passed or found is no JavaScript object of its type.
    Untold(tsify::Error),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotA(what) => write!(f, "this is no {what}"),
            Self::Refused(why) => f.write_str(&describe(code(*why))),
            Self::WhatIf(why) => why.fmt(f),
            Self::Untold(why) => why.fmt(f),
        }
    }
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        JsError::new(&failure.to_string()).into()
    }
}

impl From<BallastError> for Failure {
    fn from(why: BallastError) -> Self {
        Self::Refused(why)
    }
}

impl From<RiskError> for Failure {
    fn from(why: RiskError) -> Self {
        Self::Refused(why.into())
    }
}

impl From<Error> for Failure {
    fn from(why: Error) -> Self {
        Self::Refused(refusal(why))
    }
}

impl From<tsify::Error> for Failure {
    fn from(why: tsify::Error) -> Self {
        Self::Untold(why)
    }
}

impl From<WhatIfError> for Failure {
    fn from(why: WhatIfError) -> Self {
        match why {
            WhatIfError::Risk(why) => why.into(),
            why => Self::WhatIf(why),
        }
    }
}
