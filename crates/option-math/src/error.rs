//! Why a value could not be computed.

use core::fmt;

/// The reason a function of this crate has no value for its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MathError {
    /// The spot price is zero or negative.
    NonPositiveSpot,
    /// The forward price is zero or negative.
    NonPositiveForward,
    /// The strike is zero or negative.
    NonPositiveStrike,
    /// The time to expiry is negative.
    NegativeTime,
    /// The volatility is negative.
    NegativeVol,
    /// The time to expiry is 64 years or more.
    TimeOutOfDomain,
    /// The total volatility `sigma * sqrt(T)` is 16 or more.
    TotalVolOutOfDomain,
    /// The absolute value of `r * T` is 8 or more.
    RateOutOfDomain,
    /// The absolute value of `q * T` is 8 or more.
    YieldOutOfDomain,
    /// The delta of a call lies strictly between 0 and 1.
    DeltaOutOfDomain,
    /// The logarithm of zero or of a negative number.
    LogOutOfDomain,
    /// The square root of a negative number.
    SqrtOutOfDomain,
    /// A probability outside the open interval (0, 1).
    ProbabilityOutOfDomain,
    /// The exponential does not fit `I64F64`.
    ExpOverflow,
    /// The strike discounted at a negative rate does not fit `I64F64`.
    DiscountedStrikeOverflow,
    /// The spot discounted at a negative yield does not fit `I64F64`.
    DiscountedSpotOverflow,
    /// The forward discounted at a negative rate does not fit `I64F64`.
    DiscountedForwardOverflow,
    /// The strike of the given delta is above `I64F64` or rounds to zero.
    StrikeOutOfDomain,
    /// A Greek, or a term of it, does not fit `I64F64`.
    GreekOverflow,
    /// An option's price at or below its discounted intrinsic value, or at or above the most it can be worth.
    PriceOutOfBounds,
    /// An option whose price moves too little with volatility to imply one.
    VegaTooSmall,
}

impl fmt::Display for MathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NonPositiveSpot => "spot price is not positive",
            Self::NonPositiveForward => "forward price is not positive",
            Self::NonPositiveStrike => "strike is not positive",
            Self::NegativeTime => "time to expiry is negative",
            Self::NegativeVol => "volatility is negative",
            Self::TimeOutOfDomain => "time to expiry is 64 years or more",
            Self::TotalVolOutOfDomain => "volatility times the root of time is 16 or more",
            Self::RateOutOfDomain => "rate times time is 8 or more in absolute value",
            Self::YieldOutOfDomain => "yield times time is 8 or more in absolute value",
            Self::DeltaOutOfDomain => "call delta is not strictly between 0 and 1",
            Self::LogOutOfDomain => "logarithm of a number that is not positive",
            Self::SqrtOutOfDomain => "square root of a negative number",
            Self::ProbabilityOutOfDomain => "probability is not strictly between 0 and 1",
            Self::ExpOverflow => "exponential does not fit the number format",
            Self::DiscountedStrikeOverflow => "discounted strike does not fit the number format",
            Self::DiscountedSpotOverflow => "discounted spot does not fit the number format",
            Self::DiscountedForwardOverflow => "discounted forward does not fit the number format",
            Self::StrikeOutOfDomain => "strike does not fit the number format",
            Self::GreekOverflow => "a Greek does not fit the number format",
            Self::PriceOutOfBounds => "option price is outside the bounds of no arbitrage",
            Self::VegaTooSmall => "option price moves too little with volatility to imply one",
        })
    }
}

impl core::error::Error for MathError {}
