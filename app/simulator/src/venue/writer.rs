//! A leveraged account: the writer of a put in the money.
//!
//! A short put of strike `K` in the money with collateral `c` is worth `c - (K - S) = S - (K - c)`: a holding of the base
//! token with a debt of `K - c`. What a lending market calls loan to value is `(K - c) / S`, and the account is worth
//! nothing where `S` falls to its debt.

use anchor_lang::prelude::Pubkey;
use ballast::state::{MarginAccount, Position};
use option_math::I64F64;
use option_risk::{
    margin::{Leg, MarketView},
    units::Kind,
    RiskError,
};

use super::{open::MARKET, BASE};
use crate::error::Result;

/// Address of the series.
pub const SERIES: Pubkey = Pubkey::new_from_array([2; 32]);
/// Contracts that a unit of requirement is for, atoms: enough that rounding to atoms is far below a basis point.
pub const UNIT: u64 = 1_000 * BASE;

/// One account.
pub struct Writer {
    /// The program's account.
    pub account: MarginAccount,
    /// Contracts as it was opened, atoms.
    pub contracts: u64,
    /// Debt as it was opened, quote atoms.
    pub debt: u64,
    /// Collateral as it was opened, atoms.
    pub posted: u64,
    /// Contracts liquidated since.
    pub liquidated: u64,
    /// Contracts the insurance fund has taken over.
    pub given_up: u64,
    /// When it was first seen under maintenance; 0 for not.
    pub under_ts: i64,
}

impl Writer {
    /// An account with the leverage wanted, or the most that leaves what is `asked`.
    pub fn open(view: &MarketView, leg: &Leg, ltv: I64F64, asked: u64) -> Result<Self> {
        let mut account = MarginAccount::new(MARKET, Pubkey::default(), Kind::Put, 0);
        account.add(&Position {
            short: leg.short,
            ..Position::of(SERIES, leg.strike, leg.expiry_ts)
        })?;
        let coverage = view.scale.quote_for_base_up(leg.short, leg.strike)?;
        let value = view.scale.quote_for_base_down(leg.short, view.spot)?;
        let debt = I64F64::from_num(value)
            .checked_mul(ltv)
            .ok_or(RiskError::Overflow)?
            .to_num::<u64>();
        let posted = coverage.saturating_sub(debt).max(asked);
        account.credit(posted)?;
        Ok(Self {
            account,
            contracts: leg.short,
            debt: coverage.saturating_sub(posted),
            posted,
            liquidated: 0,
            given_up: 0,
            under_ts: 0,
        })
    }

    /// Contracts it is short of, atoms.
    pub fn short(&self) -> u64 {
        self.account.short_of(&SERIES)
    }

    /// Part of the debt that so many contracts stand for.
    pub fn debt_of(&self, contracts: u64) -> u64 {
        let share = u128::from(self.debt) * u128::from(contracts);
        // A part of it: it fits.
        share.checked_div(u128::from(self.contracts)).unwrap_or(0) as u64
    }

    /// Collateral behind a unit.
    pub fn cover(&self) -> u64 {
        let cover = u128::from(self.account.collateral) * u128::from(UNIT);
        let cover = cover.checked_div(u128::from(self.short()));
        cover.map_or(u64::MAX, |cover| u64::try_from(cover).unwrap_or(u64::MAX))
    }
}
