//! What a vault has on offer: its round's options, a hedge, a buy-back.

use anchor_lang::prelude::*;
use option_risk::{
    breaker::BreakerState,
    buyback::BuybackParams,
    hedge::{HedgeParams, Side},
};

use crate::errors::{risk, BallastError};

/// The round's options.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct Sale {
    pub series: Pubkey,
    /// Feed units.
    pub strike: u64,
    pub expiry_ts: i64,
    pub started_ts: i64,
    /// Seconds the market had ever been closed when the sale started: the sale's clock stops meanwhile.
    pub closed_secs_at_start: u64,
    /// Options minted and covered: offered plus sold.
    pub contracts: u64,
    pub sold: u64,
    /// Collateral atoms locked for them: the most they can ever cost.
    pub coverage: u64,
    /// Collateral atoms earned in this round, net of the insurance share.
    pub premium: u64,
    /// Collateral atoms spent on buying back in this round.
    pub buyback_cost: u64,
}

/// The vault's one hedge order. It is open while `base_atoms > 0` and its time is not over.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct HedgeOrder {
    /// [`Side`] as a byte.
    pub side: u8,
    /// Left to fill.
    pub base_atoms: u64,
    pub opened_ts: i64,
    /// Opened without a budget, against the move: it is void once that is not so any more.
    pub is_free: bool,
}

/// The vault's one order to buy its options back. It is open while `contracts > 0` and its time is not over.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct BuybackOrder {
    /// Left to fill.
    pub contracts: u64,
    pub opened_ts: i64,
}

impl HedgeOrder {
    /// Whether something is left to fill, the order's time is not over and no halt has begun since: the price clock
    /// knew nothing of the move that halted.
    pub fn is_open(&self, params: &HedgeParams, breaker: &BreakerState, now: i64) -> bool {
        self.base_atoms > 0
            && now <= params.ends_ts(self.opened_ts)
            && breaker.is_after_last_halt(self.opened_ts)
    }

    /// The order's side.
    pub fn side(&self) -> Result<Side> {
        Side::try_from(self.side).map_err(risk)
    }

    /// Takes what was traded elsewhere out of an order of that side.
    pub fn reduce(&mut self, side: Side, base: u64) {
        if self.side == side as u8 {
            self.base_atoms = self.base_atoms.saturating_sub(base);
        }
    }
}

impl BuybackOrder {
    /// Whether something is left to fill, the order's time is not over and no halt has begun since.
    pub fn is_open(&self, params: &BuybackParams, breaker: &BreakerState, now: i64) -> bool {
        self.contracts > 0
            && now <= params.ends_ts(self.opened_ts)
            && breaker.is_after_last_halt(self.opened_ts)
    }
}

impl Sale {
    /// Seconds the sale has run; `closed_secs` is the market's, up to now.
    pub fn elapsed_secs(&self, closed_secs: u64, now: i64) -> u64 {
        u64::try_from(now.saturating_sub(self.started_ts))
            .unwrap_or(0)
            .saturating_sub(closed_secs.saturating_sub(self.closed_secs_at_start))
    }

    /// Books a purchase.
    pub fn sell(&mut self, contracts: u64, earned: u64) -> Result<()> {
        self.sold = self
            .sold
            .checked_add(contracts)
            .filter(|sold| *sold <= self.contracts)
            .ok_or(BallastError::SoldOut)?;
        self.premium = self
            .premium
            .checked_add(earned)
            .ok_or(BallastError::Overflow)?;
        Ok(())
    }

    /// Ends the offer: what was not sold is gone, and `coverage` is what the rest needs.
    pub fn end(&mut self, coverage: u64) {
        self.contracts = self.sold;
        self.coverage = coverage;
    }

    /// Books options bought back, once nothing is on offer any more.
    pub fn take_back(&mut self, contracts: u64, cost: u64, coverage: u64) -> Result<()> {
        let left = self.sold.checked_sub(contracts);
        self.sold = left.ok_or(BallastError::InsufficientOptions)?;
        self.contracts = self.sold;
        self.coverage = coverage;
        self.buyback_cost = self
            .buyback_cost
            .checked_add(cost)
            .ok_or(BallastError::Overflow)?;
        Ok(())
    }
}
