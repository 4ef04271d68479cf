//! What somebody has queued with a vault.

use ballast::{
    errors::BallastError,
    state::{DepositReceipt, Round, Vault, WithdrawalReceipt},
};
use serde::Serialize;

use super::Tokens;
use crate::errors::refusal;

/// A deposit receipt.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Deposit {
    pub round: u64,
    pub amount: u64,
    /// `queued`, `claimable`, or `refunded`: not taken, and to be taken back.
    #[cfg_attr(
        feature = "web",
        tsify(type = "\"queued\" | \"claimable\" | \"refunded\"")
    )]
    pub state: &'static str,
    /// To be claimed.
    pub shares: Option<u64>,
}

/// A withdrawal receipt.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Withdrawal {
    pub round: u64,
    pub shares: u64,
    /// `queued` or `claimable`.
    #[cfg_attr(feature = "web", tsify(type = "\"queued\" | \"claimable\""))]
    pub state: &'static str,
    /// To be claimed.
    pub assets: Option<Tokens>,
}

/// A deposit's receipt; `record` is that of its round, once that is rolled.
pub fn deposit(
    vault: &Vault,
    receipt: &DepositReceipt,
    record: Option<&Round>,
) -> Result<Deposit, BallastError> {
    let (mut state, mut shares) = ("queued", None);
    if receipt.round < vault.book.round {
        let mut record = of_round(record, receipt.round)?.clone();
        state = "refunded";
        if !record.deposits_refunded {
            state = "claimable";
            let claimed = record.unclaimed.claim_shares(receipt.amount);
            shares = Some(claimed.map_err(refusal)?);
        }
    }
    Ok(Deposit {
        round: receipt.round,
        amount: receipt.amount,
        state,
        shares,
    })
}

/// A withdrawal's receipt; `record` is that of its round, once that is rolled.
pub fn withdrawal(
    vault: &Vault,
    receipt: &WithdrawalReceipt,
    record: Option<&Round>,
) -> Result<Withdrawal, BallastError> {
    let (mut state, mut assets) = ("queued", None);
    if receipt.round < vault.book.round {
        let mut record = of_round(record, receipt.round)?.clone();
        state = "claimable";
        let claimed = record.unclaimed.claim_assets(receipt.shares);
        assets = Some(Tokens::of(&claimed.map_err(refusal)?));
    }
    Ok(Withdrawal {
        round: receipt.round,
        shares: receipt.shares,
        state,
        assets,
    })
}

fn of_round(record: Option<&Round>, round: u64) -> Result<&Round, BallastError> {
    let record = record.filter(|record| record.round == round);
    record.ok_or(BallastError::WrongRound)
}
