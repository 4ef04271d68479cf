//! Every refusal of the program. Append only: clients match on the numbers.

use anchor_lang::prelude::*;
use option_risk::{oracle::Rejection, RiskError};

/// What the program refuses, each with what the caller can do about it.
#[error_code]
#[derive(PartialEq, Eq, strum::FromRepr)]
pub enum BallastError {
    // Authority and identity.
    #[msg("Signer is not the protocol's authority; sign with the authority")]
    WrongAuthority,
    #[msg("Signer does not own this account; sign with its owner")]
    WrongOwner,
    #[msg("Account belongs to another protocol; pass the market's protocol")]
    WrongProtocol,
    #[msg("Account belongs to another market; pass accounts of one market")]
    WrongMarket,
    #[msg("Series is not the one this action concerns; pass the position's or the round's series")]
    WrongSeries,
    #[msg("Mint is not the one recorded; pass the mint the account was created with")]
    WrongMint,
    #[msg("Token account is not the program's own for this purpose; derive it from the recorded address")]
    WrongCustody,
    #[msg("Vault is not the one this account belongs to; pass the vault of the receipt or round")]
    WrongVault,
    #[msg("Round record is not the receipt's round; derive it from the receipt")]
    WrongRound,
    #[msg("Call and put accounts do not mix; pass accounts of one option kind")]
    WrongKind,
    #[msg("Token program does not own the mint; pass the mint's token program")]
    WrongTokenProgram,

    // Parameters and amounts.
    #[msg("Amount is zero; pass at least one atom")]
    ZeroAmount,
    #[msg("Arithmetic overflow; pass a smaller amount")]
    Overflow,
    #[msg("Parameter outside its hard bounds; see the bounds documented on the parameter")]
    InvalidParameter,
    #[msg("Base and quote mint are the same; pass two mints")]
    SameMint,
    #[msg("Strike is off the tick or too far from the price; pick a strike on the tick")]
    InvalidStrike,
    #[msg(
        "Expiry is off the calendar (08:00 UTC, at most two weeks ahead); pick a calendar expiry"
    )]
    InvalidExpiry,
    #[msg("No room for another expiry in this market; settle expired series first")]
    TooManyExpiries,
    #[msg("No room for another position in this account; close one first")]
    TooManyPositions,
    #[msg("Price is worse than the caller's limit; raise the limit or wait")]
    SlippageExceeded,

    // Mints.
    #[msg("Token-2022 mint with a transfer fee is not supported; create the market with a mint that has no such extension")]
    MintHasTransferFee,
    #[msg("Token-2022 mint with a transfer hook is not supported; create the market with a mint that has no such extension")]
    MintHasTransferHook,
    #[msg("Token-2022 mint with a permanent delegate is not supported; create the market with a mint that has no such extension")]
    MintHasPermanentDelegate,
    #[msg("Token-2022 mint with confidential transfers is not supported; create the market with a mint that has no such extension")]
    MintHasConfidentialTransfer,
    #[msg("Token-2022 mint that is non-transferable is not supported; create the market with a mint that has no such extension")]
    MintIsNonTransferable,
    #[msg("Token-2022 mint with a default account state is not supported; create the market with a mint that has no such extension")]
    MintHasDefaultAccountState,
    #[msg("Token-2022 mint with a close authority is not supported; create the market with a mint that has no such extension")]
    MintHasCloseAuthority,
    #[msg("Token-2022 mint with an extension this program does not know is not supported; create the market with a mint that has no such extension")]
    MintHasUnknownExtension,

    // Oracle.
    #[msg("Oracle account has the wrong owner; pass the market's Pyth account")]
    OracleWrongOwner,
    #[msg("Oracle account is of another feed; pass the market's Pyth account")]
    OracleWrongFeed,
    #[msg("Oracle account cannot be read as a Pyth price; pass an account of Pyth's, its push oracle's or its receiver's")]
    OracleUnreadable,
    #[msg("Oracle exponent differs from the one asserted at creation; pass the market's feed, or propose a change of oracle")]
    OracleWrongExponent,
    #[msg("Oracle price is not fully verified; post a fully verified update")]
    OracleNotVerified,
    #[msg("Oracle is not trading; wait for the feed")]
    OracleNotTrading,
    #[msg("Oracle price is zero or negative; wait for the feed's next price")]
    OracleInvalidPrice,
    #[msg("Oracle price is stale; post a fresh update first")]
    OracleStale,
    #[msg("Oracle price is from the future; check the clock")]
    OracleFromFuture,
    #[msg("Oracle price is older than one already recorded; pass the newest update")]
    OracleOutOfOrder,
    #[msg("Oracle confidence is too wide; wait for the feed to settle")]
    OracleWideConfidence,

    // Breaker.
    #[msg("The circuit breaker is halted; wait for the reopening")]
    BreakerHalted,
    #[msg("The market has just reopened; only top-ups and closes act in the grace period")]
    BreakerGrace,
    #[msg("This observation trips the circuit breaker; send observe to record it")]
    BreakerTripped,
    #[msg("The flow limit of this window is used up; try again in the next one")]
    FlowLimit,

    // Series and settlement.
    #[msg("A series has expired; settle it with settle_series and settle_short first")]
    SeriesExpired,
    #[msg("Series has not expired yet; wait for the expiry")]
    SeriesNotExpired,
    #[msg("Series is not settled yet; call settle_series first")]
    SeriesNotSettled,
    #[msg("Series is settled already; settle its shorts, or redeem its options")]
    SeriesSettled,
    #[msg("No settlement price yet; observe a price at or after the expiry")]
    NoSettlementPrice,
    #[msg("More options than the series has left; pass at most what you hold")]
    InsufficientOptions,
    #[msg("Some shorts of the series are unsettled; call settle_short for them first")]
    PoolIncomplete,

    // Margin.
    #[msg("Collateral would fall under the initial margin; add collateral or take less")]
    InsufficientMargin,
    #[msg("More than the account holds; pass a smaller amount")]
    InsufficientCollateral,
    #[msg("A short this small would only hold up settlement; close it whole or keep more")]
    ShortTooSmall,
    #[msg("No position in this series; pass a series the account is short of")]
    NoPosition,
    #[msg("Account is healthy and cannot be liquidated; leave it until it is under its maintenance margin")]
    AccountHealthy,
    #[msg("Nothing to liquidate at this size; pass a larger amount")]
    NothingToLiquidate,
    #[msg("The liquidator's own account would not be healthy after it; add collateral first")]
    LiquidatorUnhealthy,
    #[msg("Account still holds collateral or positions; empty it first")]
    AccountNotEmpty,

    // Vault.
    #[msg("The vault's round is at another stage; see the vault's stage for what is due")]
    WrongStage,
    #[msg("Deposit is under the vault's minimum; deposit more")]
    BelowMinimum,
    #[msg("Deposit would pass the vault's cap; deposit less, or wait for withdrawals")]
    CapExceeded,
    #[msg("Receipt was rolled already; claim it")]
    AlreadyRolled,
    #[msg("Receipt's round has not been rolled yet; wait or cancel")]
    NotRolled,
    #[msg("The round could not value deposits; take yours back with cancel_deposit")]
    DepositRefunded,
    #[msg("Nothing is queued and no round is over; there is nothing to roll")]
    NothingToRoll,
    #[msg("The vault has no assets to sell options against; wait for a deposit to be rolled in")]
    NothingToSell,
    #[msg("Series strike is not the one the vault picks at this price; create the right series")]
    WrongStrike,
    #[msg("The sale is still running; wait for its end")]
    SaleRunning,
    #[msg("The sale is over; wait for the next round")]
    SaleOver,
    #[msg("Fewer options are left than asked for; ask for what is left")]
    SoldOut,
    #[msg("Deposits or withdrawals are queued; roll the round first, in the same transaction")]
    QueuePending,

    // Hedge.
    #[msg("This vault does not hedge; see the vault's parameters")]
    HedgeDisabled,
    #[msg("The vault's delta is inside its band; no hedge is due")]
    HedgeNotDue,
    #[msg("A hedge order is open already; fill it or wait for its end")]
    HedgeOpen,
    #[msg("No hedge order of this side is open; call open_hedge first, if one is due")]
    NoHedgeOrder,

    // Mathematics.
    #[msg("A price or Greek cannot be computed for these inputs; pass a price, strike, volatility and expiry within their documented ranges")]
    Math,
    #[msg("The program's books would not balance; nothing was done")]
    InvariantBroken,

    // Later additions, at the end: the numbers above stay.
    #[msg(
        "Oracle price is too far from its own moving average for new risk; wait for it to follow"
    )]
    OracleDivergesFromEma,
    #[msg(
        "Oracle price moved too fast for new risk; wait for the market's stable price to follow"
    )]
    OracleDivergesFromStable,
    #[msg("The breaker's own halt is running; it cannot be paused over")]
    HaltRunning,
    #[msg("The guardian's pauses are used up; the market must stay open for a while first")]
    PausesSpent,
    #[msg("No pause of the guardian is running; there is nothing to lift")]
    NoPause,
    #[msg("Signer is not the protocol's guardian; sign with the guardian")]
    WrongGuardian,
    #[msg("No series to refresh; pass at least one of the market's")]
    NoSeries,

    // Governance.
    #[msg("Signer has not been offered the authority; have the authority offer it first")]
    AuthorityNotOffered,
    #[msg("A parameter would loosen; propose the change and wait")]
    NotTightening,
    #[msg("The proposal's delay is not over; wait until it is due")]
    ProposalNotDue,
    #[msg("The proposal was not executed in time; cancel it and propose the change again")]
    ProposalLapsed,
    #[msg("Signer may not cancel this proposal yet; sign with the authority, or with the guardian unless it is being replaced")]
    MayNotCancel,
    #[msg("Account is not the proposer; pass the one the proposal records")]
    WrongProposer,
    #[msg("The change concerns another account, or one is missing; pass the proposal's target and, for an oracle, the new one")]
    WrongTarget,
    #[msg("The new oracle's price is more than 10% from the market's last; observe first, or propose another feed")]
    OracleTooFar,
    #[msg("The market's parameters changed in this slot; try again in the next")]
    ParametersChanged,

    // Clearing.
    #[msg("A liquidation auction of this account is running already; liquidate it")]
    AlreadyFlagged,
    #[msg("No liquidation auction of this account is running; call flag_account first, if it is under its maintenance margin")]
    NotFlagged,
    #[msg("The account is under its maintenance margin; top it up or close shorts first")]
    StillUnhealthy,
    #[msg("The account is still worth something; liquidate it")]
    AccountSolvent,
    #[msg("This is the insurance fund's own account; it is run to settlement")]
    BackstopAccount,
    #[msg("Pass the account's deposited options first; the fund takes over shorts last")]
    LongsFirst,
    #[msg("The account's options further out of the money pay this short; call settle_long for them first")]
    LongUnsettled,
    #[msg("The account holds options of the series it is short of; call net_position first")]
    NotNetted,
    #[msg("The market or the series has as many written options as its cap allows; write less, or wait for shorts to be closed")]
    OpenInterestCap,
    #[msg("The account would be short of more than one account may be; write less")]
    ConcentrationCap,
    #[msg("The update is not the first at or after the expiry; post that one")]
    NotFirstPrint,
    #[msg("The expiry has its settlement price already; settle the series by it")]
    PriceFixed,
    #[msg("No series of this market expires then; pass the expiry of a series that is not settled yet")]
    UnknownExpiry,

    // Vaults at full depth.
    #[msg("The vault is being wound down: it takes no deposits and sells no more; withdraw")]
    VaultWindingDown,
    #[msg("The vault's next sale is not due yet; see its schedule")]
    SaleNotDue,
    #[msg("What is left queued would be under the vault's minimum; take all of it back")]
    RemainderTooSmall,
    #[msg("The vault has no fees to claim; wait for a round that earns some")]
    NoFees,
    #[msg("Vaults cross this order first; fill it a few seconds later")]
    CrossingFirst,
    #[msg("The two vaults do not want opposite sides now; there is nothing to cross")]
    NothingToCross,
    #[msg("The vault has no order that is over; fill the open one or wait for its end")]
    NoStaleOrder,
    #[msg("This vault does not buy its options back; see the vault's parameters")]
    BuybackDisabled,
    #[msg("The vault's gamma is within its limit, or its options are in their last half hour; no buy-back is due")]
    BuybackNotDue,
    #[msg("A buy-back order is open already; fill it or wait for its end")]
    BuybackOpen,
    #[msg("No buy-back order is open; call open_buyback first, if one is due")]
    NoBuybackOrder,
    #[msg(
        "The vault may not spend as much on buy-backs; sell it less, or wait for the next round"
    )]
    BuybackBudget,
    #[msg("Purchase is under a thousandth of the sale; buy at least that, or all that is left")]
    LotTooSmall,
}

impl From<RiskError> for BallastError {
    fn from(error: RiskError) -> Self {
        match error {
            RiskError::Overflow => Self::Overflow,
            RiskError::Healthy => Self::AccountHealthy,
            RiskError::NothingToLiquidate => Self::NothingToLiquidate,
            RiskError::InvalidParameter(_) => Self::InvalidParameter,
            RiskError::UnknownKind(_) => Self::WrongKind,
            RiskError::FlowBudgetExceeded => Self::FlowLimit,
            RiskError::UnknownLeg => Self::NoPosition,
            RiskError::NoStrike => Self::InvalidStrike,
            RiskError::UnknownSide(_) => Self::NoHedgeOrder,
            RiskError::ExpiredLeg => Self::SeriesExpired,
            RiskError::OutOfOrder => Self::OracleOutOfOrder,
            RiskError::HaltRunning => Self::HaltRunning,
            RiskError::PausesSpent => Self::PausesSpent,
            RiskError::NoPause => Self::NoPause,
            RiskError::Solvent => Self::AccountSolvent,
            RiskError::OpenInterestCap => Self::OpenInterestCap,
            RiskError::ConcentrationCap => Self::ConcentrationCap,
            RiskError::NotFirstPrint => Self::NotFirstPrint,
            RiskError::PriceFixed => Self::PriceFixed,
            _ => Self::Math,
        }
    }
}

impl From<Rejection> for BallastError {
    fn from(why: Rejection) -> Self {
        match why {
            Rejection::NotPositive => Self::OracleInvalidPrice,
            Rejection::Stale => Self::OracleStale,
            Rejection::FromFuture => Self::OracleFromFuture,
            Rejection::OutOfOrder => Self::OracleOutOfOrder,
            Rejection::WideConfidence => Self::OracleWideConfidence,
            Rejection::WrongExponent => Self::OracleWrongExponent,
            Rejection::NotVerified => Self::OracleNotVerified,
            Rejection::NotTrading => Self::OracleNotTrading,
            Rejection::DivergesFromEma => Self::OracleDivergesFromEma,
            Rejection::DivergesFromStable => Self::OracleDivergesFromStable,
        }
    }
}

/// Turns a risk library error into the program's.
pub fn risk(error: RiskError) -> Error {
    BallastError::from(error).into()
}
