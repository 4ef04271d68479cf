//! A writer's collateral, short positions and the options held against them.

use anchor_lang::prelude::*;
use option_risk::{liquidation::Auction, margin::Leg, units::Kind};

use super::Version;
use crate::{
    constants::MAX_POSITIONS,
    errors::{risk, BallastError},
};

/// PDA `["margin", market, owner, kind]`. One kind of option and so one
/// collateral mint: base for calls, quote for puts; nothing has to be converted to be paid.
#[account]
#[derive(InitSpace, Debug)]
pub struct MarginAccount {
    pub version: Version,
    pub bump: u8,
    /// [`Kind`] as a byte.
    pub kind: u8,
    pub market: Pubkey,
    pub owner: Pubkey,
    /// Collateral atoms, held in the market's custody account of the collateral mint.
    pub collateral: u64,
    /// Positions; an entry without contracts is free.
    pub positions: [Position; MAX_POSITIONS],
    /// When the account was flagged for liquidation; 0 for not.
    pub flagged_ts: i64,
    /// Seconds the market had been closed when it was flagged.
    pub flagged_closed_secs: u64,
}

/// A position in one series; strike and expiry are copied from it so that
/// health needs no other account.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct Position {
    pub series: Pubkey,
    /// Feed units.
    pub strike: u64,
    pub expiry_ts: i64,
    /// Contracts written, atoms.
    pub short: u64,
    /// Options deposited, atoms.
    pub long: u64,
}

impl Position {
    /// Whether the entry is free.
    pub fn is_free(&self) -> bool {
        self.short == 0 && self.long == 0
    }

    /// The position without its contracts.
    pub fn of(series: Pubkey, strike: u64, expiry_ts: i64) -> Self {
        Self {
            series,
            strike,
            expiry_ts,
            short: 0,
            long: 0,
        }
    }
}

impl MarginAccount {
    /// An empty account.
    pub fn new(market: Pubkey, owner: Pubkey, kind: Kind, bump: u8) -> Self {
        Self {
            version: Version::CURRENT,
            bump,
            kind: kind as u8,
            market,
            owner,
            collateral: 0,
            positions: [Position::default(); MAX_POSITIONS],
            flagged_ts: 0,
            flagged_closed_secs: 0,
        }
    }

    /// Whether the account writes calls or puts.
    pub fn kind(&self) -> Result<Kind> {
        Kind::try_from(self.kind).map_err(risk)
    }

    /// The positions as the risk library takes them, with the leg of `series` if it has one.
    pub fn legs(&self, series: Option<&Pubkey>) -> (Vec<Leg>, Option<usize>) {
        let mut legs = Vec::with_capacity(MAX_POSITIONS);
        let mut index = None;
        for position in self.positions.iter().filter(|p| !p.is_free()) {
            if Some(&position.series) == series {
                index = Some(legs.len());
            }
            legs.push(Leg {
                strike: position.strike,
                expiry_ts: position.expiry_ts,
                short: position.short,
                long: position.long,
            });
        }
        (legs, index)
    }

    /// Options that go out with a liquidation, `by_leg` of [`Self::legs`].
    pub fn carried(&self, by_leg: &[u64]) -> Vec<Position> {
        let legs = self.positions.iter().filter(|p| !p.is_free()).zip(by_leg);
        legs.filter(|(_, options)| **options > 0)
            .map(|(position, options)| Position {
                short: 0,
                long: *options,
                ..*position
            })
            .collect()
    }

    /// True if the account is short of nothing.
    pub fn is_flat(&self) -> bool {
        self.positions.iter().all(|p| p.short == 0)
    }

    /// True if there is nothing in the account.
    pub fn is_empty(&self) -> bool {
        self.collateral == 0 && self.positions.iter().all(Position::is_free)
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

    /// The position in `series`, if there is one.
    pub fn position(&self, series: &Pubkey) -> Option<&Position> {
        (self.positions.iter()).find(|p| !p.is_free() && p.series == *series)
    }

    /// Short contracts in `series`.
    pub fn short_of(&self, series: &Pubkey) -> u64 {
        self.position(series).map_or(0, |p| p.short)
    }

    /// Options of `series` deposited.
    pub fn long_of(&self, series: &Pubkey) -> u64 {
        self.position(series).map_or(0, |p| p.long)
    }

    /// Short contracts in all series.
    pub fn shorts(&self) -> u64 {
        (self.positions.iter()).fold(0, |sum, p| p.short.saturating_add(sum))
    }

    /// Adds contracts of `added`, in a free entry if its series is new.
    pub fn add(&mut self, added: &Position) -> Result<()> {
        if added.is_free() {
            return Ok(());
        }
        let same = |p: &&mut Position| !p.is_free() && p.series == added.series;
        let entry = match self.positions.iter_mut().find(same) {
            Some(entry) => entry,
            None => {
                let free = self.positions.iter_mut().find(|p| p.is_free());
                let free = free.ok_or(BallastError::TooManyPositions)?;
                *free = Position::of(added.series, added.strike, added.expiry_ts);
                free
            }
        };
        let sum = |a: u64, b: u64| a.checked_add(b).ok_or(BallastError::Overflow);
        entry.short = sum(entry.short, added.short)?;
        entry.long = sum(entry.long, added.long)?;
        Ok(())
    }

    /// Takes from the short in a series and frees the entry when it is empty.
    pub fn reduce_short(&mut self, series: &Pubkey, contracts: u64) -> Result<()> {
        self.reduce(series, |position| {
            position.short = position.short.checked_sub(contracts)?;
            Some(())
        })
    }

    /// Takes from the options deposited of a series and frees the entry when it is empty.
    pub fn reduce_long(&mut self, series: &Pubkey, contracts: u64) -> Result<()> {
        self.reduce(series, |position| {
            position.long = position.long.checked_sub(contracts)?;
            Some(())
        })
    }

    /// Takes the whole position in a series out.
    pub fn take(&mut self, series: &Pubkey) -> Result<Position> {
        let entry = (self.positions.iter_mut())
            .find(|p| !p.is_free() && p.series == *series)
            .ok_or(BallastError::NoPosition)?;
        Ok(core::mem::take(entry))
    }

    fn reduce(
        &mut self,
        series: &Pubkey,
        take: impl FnOnce(&mut Position) -> Option<()>,
    ) -> Result<()> {
        let entry = (self.positions.iter_mut())
            .find(|p| !p.is_free() && p.series == *series)
            .ok_or(BallastError::NoPosition)?;
        take(entry).ok_or(BallastError::NoPosition)?;
        if entry.is_free() {
            *entry = Position::default();
        }
        Ok(())
    }

    /// The liquidation auction of the account.
    pub fn auction(&self) -> Auction {
        Auction {
            flagged_ts: self.flagged_ts,
            closed_secs: self.flagged_closed_secs,
        }
    }

    /// Sets the liquidation auction of the account.
    pub fn set_auction(&mut self, auction: Auction) {
        self.flagged_ts = auction.flagged_ts;
        self.flagged_closed_secs = auction.closed_secs;
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
