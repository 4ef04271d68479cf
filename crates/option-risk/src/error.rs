//! Everything a risk decision can refuse, one variant per reason.

use core::fmt;

use option_math::MathError;

/// Result of a risk decision.
pub type Result<T> = core::result::Result<T, RiskError>;

/// Why a risk decision could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RiskError {
    /// The pricing formula refused its inputs.
    Math(MathError),
    /// An exact result does not fit its type.
    Overflow,
    /// A parameter lies outside its hard bounds; the name is the field's.
    InvalidParameter(&'static str),
    /// A byte that names no option kind.
    UnknownKind(u8),
    /// A byte that names no side of an order.
    UnknownSide(u8),
    /// A price of zero.
    ZeroPrice,
    /// A timestamp earlier than one already recorded.
    OutOfOrder,
    /// A window of no length.
    EmptyWindow,
    /// A delta outside -1..=1, or a change of one per 1% outside 0..=1.
    DeltaOutOfRange,
    /// More than the flow budget has left in this window.
    FlowBudgetExceeded,
    /// A leg has expired: what it owes is for its settlement to say, not for the spot of the moment.
    ExpiredLeg,
    /// The account meets its maintenance requirement.
    Healthy,
    /// No such leg in the account.
    UnknownLeg,
    /// No contracts may be taken, or taking them would not lower the requirement.
    NothingToLiquidate,
    /// No positive strike lies on the tick grid on the out-of-the-money side.
    NoStrike,
    /// Not an 08:00 UTC expiry.
    OffCalendar,
    /// The expiry is nearer than the shortest tenor.
    ExpiryTooSoon,
    /// The expiry is further than the longest tenor.
    ExpiryTooFar,
    /// A halt of the breaker's own runs: a pause cannot be laid over it.
    HaltRunning,
    /// The guardian's pauses in a row, or of the day, are used up.
    PausesSpent,
    /// No pause of the guardian is running.
    NoPause,
    /// The account is worth something.
    Solvent,
    /// The market or the series has as much open interest as its cap allows.
    OpenInterestCap,
    /// One account would be short of more than its cap.
    ConcentrationCap,
    /// Not the first print at or after the expiry.
    NotFirstPrint,
    /// The settlement price is fixed.
    PriceFixed,
}

impl From<MathError> for RiskError {
    fn from(error: MathError) -> Self {
        Self::Math(error)
    }
}

impl fmt::Display for RiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Math(error) => write!(f, "pricing failed: {error}"),
            Self::Overflow => f.write_str("a result does not fit its type"),
            Self::InvalidParameter(name) => write!(f, "parameter {name} is out of bounds"),
            Self::UnknownKind(byte) => write!(f, "{byte} names no option kind"),
            Self::UnknownSide(byte) => write!(f, "{byte} names no side of an order"),
            Self::ZeroPrice => f.write_str("a price is zero"),
            Self::OutOfOrder => f.write_str("a print is older than one already recorded"),
            Self::EmptyWindow => f.write_str("a window has no length"),
            Self::DeltaOutOfRange => f.write_str("a delta or a gamma is out of range"),
            Self::FlowBudgetExceeded => f.write_str("the flow budget of this window is used up"),
            Self::ExpiredLeg => f.write_str("a leg has expired and must be settled first"),
            Self::Healthy => f.write_str("the account meets its maintenance requirement"),
            Self::UnknownLeg => f.write_str("the account has no such leg"),
            Self::NothingToLiquidate => f.write_str("nothing to take that lowers the requirement"),
            Self::NoStrike => f.write_str("no strike on the tick grid is out of the money"),
            Self::OffCalendar => f.write_str("the expiry is not at 08:00 UTC"),
            Self::ExpiryTooSoon => f.write_str("the expiry is nearer than the shortest tenor"),
            Self::ExpiryTooFar => f.write_str("the expiry is further than the longest tenor"),
            Self::HaltRunning => f.write_str("a halt of the breaker's own is running"),
            Self::PausesSpent => f.write_str("the guardian's pauses are used up"),
            Self::NoPause => f.write_str("no pause of the guardian is running"),
            Self::Solvent => f.write_str("the account is worth something"),
            Self::OpenInterestCap => f.write_str("open interest is at its cap"),
            Self::ConcentrationCap => f.write_str("one account would pass its cap"),
            Self::NotFirstPrint => f.write_str("not the first print at or after the expiry"),
            Self::PriceFixed => f.write_str("the settlement price is fixed"),
        }
    }
}

impl core::error::Error for RiskError {}
