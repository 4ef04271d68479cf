//! A writer's collateral and short positions.

use anchor_lang::prelude::*;
use option_risk::{margin::Leg, units::Kind};

use crate::{
    constants::MAX_POSITIONS,
    errors::{risk, BallastError},
};

/// PDA `["margin", market, owner, kind]`. One kind of option and so one
/// collateral mint: base for calls, quote for puts; nothing has to be converted to be paid.
#[account]
#[derive(InitSpace, Debug)]
pub struct MarginAccount {
    pub version: u8,
    pub bump: u8,
    /// [`Kind`] as a byte.
    pub kind: u8,
    pub market: Pubkey,
    pub owner: Pubkey,
    /// Collateral atoms, held in the market's custody account of the collateral mint.
    pub collateral: u64,
    /// Short positions; an entry without contracts is free.
    pub positions: [Position; MAX_POSITIONS],
}

/// A short position; strike and expiry are copied from the series so that
/// health needs no other account.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct Position {
    pub series: Pubkey,
    /// Feed units.
    pub strike: u64,
    pub expiry_ts: i64,
    /// Short contracts, in contract atoms.
    pub contracts: u64,
}

impl MarginAccount {
    /// Whether the account writes calls or puts.
    pub fn kind(&self) -> Result<Kind> {
        Kind::try_from(self.kind).map_err(risk)
    }

    /// The shorts as the risk library takes them, with the leg of `series` if it has one.
    pub fn legs(&self, series: Option<&Pubkey>) -> (Vec<Leg>, Option<usize>) {
        let mut legs = Vec::with_capacity(MAX_POSITIONS);
        let mut index = None;
        for position in self.positions.iter().filter(|p| p.contracts > 0) {
            if Some(&position.series) == series {
                index = Some(legs.len());
            }
            legs.push(Leg {
                strike: position.strike,
                expiry_ts: position.expiry_ts,
                contracts: position.contracts,
            });
        }
        (legs, index)
    }

    /// True if the account is short of nothing.
    pub fn is_flat(&self) -> bool {
        self.positions.iter().all(|p| p.contracts == 0)
    }

    /// Refuses a short in `series` of less than `tiny` contracts: every short must
    /// be settled before anybody redeems, so each must be worth somebody's while.
    pub fn require_no_dust(&self, series: &Pubkey, tiny: u64) -> Result<()> {
        let contracts = self.short_of(series);
        require!(
            contracts == 0 || contracts >= tiny,
            BallastError::ShortTooSmall
        );
        Ok(())
    }

    /// Short contracts in `series`.
    pub fn short_of(&self, series: &Pubkey) -> u64 {
        self.positions
            .iter()
            .find(|p| p.contracts > 0 && p.series == *series)
            .map_or(0, |p| p.contracts)
    }

    /// Adds to the short in a series, in a free entry if it is new.
    pub fn add_short(
        &mut self,
        series: Pubkey,
        strike: u64,
        expiry_ts: i64,
        contracts: u64,
    ) -> Result<()> {
        let entry = match self
            .positions
            .iter()
            .position(|p| p.contracts > 0 && p.series == series)
        {
            Some(index) => index,
            None => self
                .positions
                .iter()
                .position(|p| p.contracts == 0)
                .ok_or(BallastError::TooManyPositions)?,
        };
        let position = &mut self.positions[entry];
        let contracts = position
            .contracts
            .checked_add(contracts)
            .ok_or(BallastError::Overflow)?;
        *position = Position {
            series,
            strike,
            expiry_ts,
            contracts,
        };
        Ok(())
    }

    /// Takes from the short in a series and frees the entry when it is empty.
    pub fn reduce_short(&mut self, series: &Pubkey, contracts: u64) -> Result<()> {
        let position = self
            .positions
            .iter_mut()
            .find(|p| p.contracts > 0 && p.series == *series)
            .ok_or(BallastError::NoPosition)?;
        position.contracts = position
            .contracts
            .checked_sub(contracts)
            .ok_or(BallastError::NoPosition)?;
        if position.contracts == 0 {
            *position = Position::default();
        }
        Ok(())
    }

    /// Adds collateral.
    pub fn credit(&mut self, amount: u64) -> Result<()> {
        self.collateral = self
            .collateral
            .checked_add(amount)
            .ok_or(BallastError::Overflow)?;
        Ok(())
    }

    /// Takes collateral.
    pub fn debit(&mut self, amount: u64) -> Result<()> {
        self.collateral = self
            .collateral
            .checked_sub(amount)
            .ok_or(BallastError::InsufficientCollateral)?;
        Ok(())
    }
}
