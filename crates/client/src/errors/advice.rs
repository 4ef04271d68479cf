//! What to do about refusals that do not say so themselves.

use ballast::errors::BallastError as E;

/// Advice for an error whose own text, which is fixed, has none.
pub(super) fn advice(error: E) -> Option<&'static str> {
    Some(match error {
        E::MintHasTransferFee
        | E::MintHasTransferHook
        | E::MintHasPermanentDelegate
        | E::MintHasConfidentialTransfer
        | E::MintIsNonTransferable
        | E::MintHasDefaultAccountState
        | E::MintHasCloseAuthority
        | E::MintHasUnknownExtension => "create the market with a mint that has no such extension",
        E::OracleUnreadable => "pass an account of Pyth's, its push oracle's or its receiver's",
        E::OracleWrongExponent => "pass the market's feed, or propose a change of oracle",
        E::OracleInvalidPrice => "wait for the feed's next price",
        E::SeriesSettled => "settle its shorts, or redeem its options",
        E::AccountHealthy => "leave it until it is under its maintenance margin",
        E::BelowMinimum => "deposit more",
        E::CapExceeded => "deposit less, or wait for withdrawals",
        E::NothingToSell => "wait for a deposit to be rolled in",
        E::SoldOut => "ask for what is left",
        E::HedgeDisabled | E::BuybackDisabled => "see the vault's parameters",
        E::NoHedgeOrder => "call open_hedge first, if one is due",
        E::NoBuybackOrder => "call open_buyback first, if one is due",
        E::Math => "pass a price, strike, volatility and expiry within their documented ranges",
        E::NoPause => "there is nothing to lift",
        E::NotFlagged => "call flag_account first, if it is under its maintenance margin",
        E::OpenInterestCap => "write less, or wait for shorts to be closed",
        E::PriceFixed => "settle the series by it",
        E::UnknownExpiry => "pass the expiry of a series that is not settled yet",
        E::NoFees => "wait for a round that earns some",
        _ => return None,
    })
}
