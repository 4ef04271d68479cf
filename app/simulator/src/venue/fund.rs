//! The insurance fund, and the account with which it takes over what is worth nothing.

use anchor_lang::prelude::Pubkey;
use ballast::state::{MarginAccount, Market, Position};
use option_risk::{
    margin::{requirement, Level, MarketView},
    units::Kind,
    waterfall,
};

use super::{open::MARKET, Balance};
use crate::error::Result;

/// Its owner.
const OWNER: Pubkey = Pubkey::new_from_array([3; 32]);

/// The fund.
pub struct Fund {
    account: MarginAccount,
    insurance: u64,
}

impl Fund {
    /// With so many quote atoms.
    pub fn new(insurance: u64) -> Self {
        Self {
            account: MarginAccount::new(MARKET, OWNER, Kind::Put, 0),
            insurance,
        }
    }

    /// Takes a position over with all the collateral behind it.
    pub fn take_over(&mut self, position: &Position, collateral: u64) -> Result<()> {
        self.account.add(position)?;
        Ok(self.account.credit(collateral)?)
    }

    /// Takes its share of a bonus.
    pub fn earn(&mut self, fee: u64) {
        self.insurance = self.insurance.saturating_add(fee);
    }

    /// Pays what writers and its own account cannot, at the last price.
    pub fn balance(
        &self,
        market: &Market,
        writers: Balance,
        penalties: u64,
        now: i64,
    ) -> Result<Balance> {
        let owed = owed(market, &market.view(now)?, &self.account)?;
        let short = owed.saturating_sub(self.account.collateral);
        let bad_debt = writers.bad_debt.saturating_add(short);
        let paid = waterfall::split(bad_debt, bad_debt, 0, self.insurance)?;
        Ok(Balance {
            bad_debt,
            insurance_used: paid.insurance,
            penalties,
            ..writers
        })
    }
}

/// What an account's shorts are worth at the mark, atoms, rounded up.
pub fn owed(market: &Market, view: &MarketView, account: &MarginAccount) -> Result<u64> {
    let (legs, _) = account.legs(None);
    let params = &market.params.margin;
    let asked = requirement(Kind::Put, &legs, view, params, Level::Maintenance)?;
    Ok(asked.mark)
}
