//! What a failure says about trying again.

use anchor_lang::error::ErrorCode;
use ballast_client::{
    ballast::errors::BallastError,
    rpc::{RpcError, SendError},
};
use solana_transaction::InstructionError;
use solana_transaction_error::TransactionError;

/// What a failure says about trying again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The state was no longer what it was planned on: somebody was faster, or the price has moved on. Planned anew from
    /// the new state, it is dropped or fits.
    Overtaken,
    /// It heals with time: a halt, a window's throughput, a price that is stale.
    Heals,
    /// Nothing that should have happened.
    Unexpected,
    /// Sent, and nobody knows what became of it.
    Unknown,
    /// The node's fault.
    Node,
}

impl Class {
    /// As metrics name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overtaken => "overtaken",
            Self::Heals => "waits",
            Self::Unexpected => "unexpected",
            Self::Unknown => "unknown",
            Self::Node => "node",
        }
    }

    /// Of a transaction that did not succeed.
    pub fn of(error: &SendError) -> Self {
        match error {
            SendError::Refused(refused) => match refused.reason {
                Some(reason) => Self::of_refusal(reason),
                None => Self::of_runtime(&refused.error),
            },
            SendError::Unsendable(_) => Self::Unexpected,
            SendError::Expired { .. } => Self::Node,
            SendError::Unknown { .. } => Self::Unknown,
            SendError::Rpc(error) => Self::of_rpc(error),
        }
    }

    fn of_rpc(error: &RpcError) -> Self {
        match error.is_transient() {
            true => Self::Node,
            false => Self::Unexpected,
        }
    }

    /// Of a refusal that is not the program's own: an account that another transaction has created, closed or moved on
    /// meanwhile is nobody's fault.
    fn of_runtime(error: &TransactionError) -> Self {
        use InstructionError::{AccountAlreadyInitialized, Custom, InvalidInstructionData};
        let TransactionError::InstructionError(_, error) = error else {
            return Self::Unexpected;
        };
        match error {
            // The system program's words for an account in use; a program that runs natively has no number for it.
            Custom(0) | AccountAlreadyInitialized | InvalidInstructionData => Self::Overtaken,
            Custom(code) if MOVED_ON.contains(code) => Self::Overtaken,
            _ => Self::Unexpected,
        }
    }

    /// Of the program's refusal.
    pub fn of_refusal(reason: BallastError) -> Self {
        use BallastError::*;
        match reason {
            AccountHealthy | AccountSolvent | AlreadyFlagged | NotFlagged | StillUnhealthy
            | NoPosition | NothingToLiquidate | LongsFirst | SlippageExceeded
            | LiquidatorUnhealthy | InsufficientOptions | AccountNotEmpty | ZeroAmount
            | SeriesSettled | SeriesNotSettled | SeriesExpired | SeriesNotExpired | PriceFixed
            | NotFirstPrint | UnknownExpiry | NotNetted | WrongStage | WrongStrike
            | WrongSeries | InvalidExpiry | QueuePending | NothingToRoll | SaleRunning
            | NothingToSell | HedgeNotDue | HedgeOpen | NoHedgeOrder | NothingToCross
            | NoStaleOrder | BuybackNotDue | BuybackOpen | NoBuybackOrder => Self::Overtaken,
            BreakerHalted
            | BreakerGrace
            | BreakerTripped
            | FlowLimit
            | OracleStale
            | OracleFromFuture
            | OracleOutOfOrder
            | OracleWideConfidence
            | OracleNotTrading
            | OracleNotVerified
            | OracleInvalidPrice
            | OracleDivergesFromEma
            | OracleDivergesFromStable
            | NoSettlementPrice
            | PoolIncomplete
            | LongUnsettled
            | CrossingFirst
            | SaleNotDue
            | TooManyExpiries
            | ParametersChanged
            | BuybackBudget => Self::Heals,
            _ => Self::Unexpected,
        }
    }
}

/// Anchor's words for an account whose address has another number by now, and for one that is gone.
const MOVED_ON: [u32; 2] = [
    ErrorCode::ConstraintSeeds as u32,
    ErrorCode::AccountNotInitialized as u32,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_sorted_by_what_to_do_next() {
        for (reason, class) in [
            (BallastError::SeriesSettled, Class::Overtaken),
            (BallastError::WrongStrike, Class::Overtaken),
            (BallastError::BreakerHalted, Class::Heals),
            (BallastError::FlowLimit, Class::Heals),
            (BallastError::WrongCustody, Class::Unexpected),
            (BallastError::InvariantBroken, Class::Unexpected),
        ] {
            assert_eq!(Class::of_refusal(reason), class, "{reason}");
        }
        for (error, class) in [
            (InstructionError::Custom(2_006), Class::Overtaken),
            (InstructionError::Custom(3_012), Class::Overtaken),
            (InstructionError::Custom(0), Class::Overtaken),
            (InstructionError::Custom(1), Class::Unexpected),
            (InstructionError::MissingAccount, Class::Unexpected),
        ] {
            let error = TransactionError::InstructionError(0, error);
            assert_eq!(Class::of_runtime(&error), class, "{error}");
        }
        let error = TransactionError::AccountNotFound;
        assert_eq!(Class::of_runtime(&error), Class::Unexpected);
    }
}
