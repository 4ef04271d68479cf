//! Every reason the risk library has for a refusal, as the program's own error.

use ballast::errors::BallastError;
use ballast_client::option_math::MathError;
use option_risk::RiskError;

#[test]
fn every_reason_of_the_risk_library_has_its_error() {
    let reasons = [
        (RiskError::Overflow, BallastError::Overflow),
        (
            RiskError::InvalidParameter("x"),
            BallastError::InvalidParameter,
        ),
        (RiskError::UnknownKind(2), BallastError::WrongKind),
        (RiskError::UnknownSide(2), BallastError::NoHedgeOrder),
        (RiskError::OutOfOrder, BallastError::OracleOutOfOrder),
        (RiskError::FlowBudgetExceeded, BallastError::FlowLimit),
        (RiskError::ExpiredLeg, BallastError::SeriesExpired),
        (RiskError::Healthy, BallastError::AccountHealthy),
        (RiskError::UnknownLeg, BallastError::NoPosition),
        (
            RiskError::NothingToLiquidate,
            BallastError::NothingToLiquidate,
        ),
        (RiskError::NoStrike, BallastError::InvalidStrike),
        (RiskError::HaltRunning, BallastError::HaltRunning),
        (RiskError::PausesSpent, BallastError::PausesSpent),
        (RiskError::NoPause, BallastError::NoPause),
        (RiskError::Solvent, BallastError::AccountSolvent),
        (RiskError::OpenInterestCap, BallastError::OpenInterestCap),
        (RiskError::ConcentrationCap, BallastError::ConcentrationCap),
        (RiskError::NotFirstPrint, BallastError::NotFirstPrint),
        (RiskError::PriceFixed, BallastError::PriceFixed),
        // What no instruction asks for in a way that its sender could mend.
        (RiskError::Math(MathError::NegativeVol), BallastError::Math),
        (RiskError::ZeroPrice, BallastError::Math),
        (RiskError::EmptyWindow, BallastError::Math),
        (RiskError::DeltaOutOfRange, BallastError::Math),
        (RiskError::OffCalendar, BallastError::Math),
        (RiskError::ExpiryTooSoon, BallastError::Math),
        (RiskError::ExpiryTooFar, BallastError::Math),
    ];
    for (reason, error) in reasons {
        let found = BallastError::from(reason);
        assert_eq!(u32::from(found), u32::from(error), "{reason}");
    }
}
