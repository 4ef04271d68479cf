//! Written options: those that margin rather than coverage stands behind.

use anchor_lang::prelude::*;
use option_risk::open_interest;

use super::{MarginAccount, Market, Series};
use crate::errors::{risk, BallastError};

impl Market {
    /// Books options that `account`, already short of them, has written; the market's, the series' and the
    /// account's caps permitting.
    pub fn open_written(
        &mut self,
        series: &mut Series,
        account: &MarginAccount,
        contracts: u64,
    ) -> Result<()> {
        let sum = |a: u64| a.checked_add(contracts).ok_or(BallastError::Overflow);
        self.written = sum(self.written)?;
        series.written = sum(series.written)?;
        let caps = &self.params.open_interest;
        open_interest::allow(caps, self.written, series.written).map_err(risk)?;
        open_interest::allow_account(caps, account.shorts()).map_err(risk)
    }

    /// Takes written options out that were burned before the expiry, and their share out of the gamma book.
    pub fn close_written_early(
        &mut self,
        series: &mut Series,
        contracts: u64,
        now: i64,
    ) -> Result<()> {
        series.close_shorts(&mut self.book, contracts, now)?;
        self.close_written(series, contracts)
    }

    /// Takes written options out that were burned or settled.
    pub fn close_written(&mut self, series: &mut Series, contracts: u64) -> Result<()> {
        let rest = |a: u64| {
            a.checked_sub(contracts)
                .ok_or(BallastError::InvariantBroken)
        };
        self.written = rest(self.written)?;
        series.written = rest(series.written)?;
        Ok(())
    }
}
