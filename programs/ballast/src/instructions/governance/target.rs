//! The account a change is about, and whether the change fits it.

use anchor_lang::prelude::*;

use crate::{
    errors::BallastError,
    state::{Change, Market, MarketParams, Vault, VaultParams, Version},
};

/// The accounts passed with a change; their protocol and market have been checked.
pub struct Target<'a, 'info> {
    pub protocol: Pubkey,
    pub market: Option<&'a AccountLoader<'info, Market>>,
    pub vault: Option<&'a Account<'info, Vault>>,
}

impl<'a, 'info> Target<'a, 'info> {
    /// Validates a change against its target and returns the target's address.
    pub fn vet(&self, change: &Change) -> Result<Pubkey> {
        match change {
            Change::MarketParams(params) => self.vet_market(params),
            Change::VaultParams(params) => self.vet_vault(params),
            Change::Oracle { .. } => Ok(self.market()?.key()),
            Change::Guardian(_) => Ok(self.protocol),
        }
    }

    fn market(&self) -> Result<&'a AccountLoader<'info, Market>> {
        let market = self.market.ok_or(BallastError::WrongTarget)?;
        Version::require(market.load()?.version)?;
        Ok(market)
    }

    /// A new strike tick may only be finer, so that vaults' and series' ticks stay on it.
    fn vet_market(&self, params: &MarketParams) -> Result<Pubkey> {
        params.validate()?;
        let market = self.market()?;
        let tick = market.load()?.params.strike_tick;
        require!(
            tick.is_multiple_of(params.strike_tick),
            BallastError::InvalidParameter
        );
        Ok(market.key())
    }

    fn vet_vault(&self, params: &VaultParams) -> Result<Pubkey> {
        params.validate()?;
        let tick = self.market()?.load()?.params.strike_tick;
        require!(
            params.sale.tick.is_multiple_of(tick),
            BallastError::InvalidParameter
        );
        Ok(self.vault.ok_or(BallastError::WrongTarget)?.key())
    }
}
