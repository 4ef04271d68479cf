//! One option series: a strike and an expiry, its token and its payoff pool.

use anchor_lang::prelude::*;
use option_risk::{
    units::{Kind, Scale},
    waterfall,
};

use super::{Position, SignerSeeds, Version};
use crate::{
    constants::SERIES_SEED,
    errors::{risk, BallastError},
};

/// PDA `["series", market, kind, strike, expiry]`; mint authority of the
/// option token and owner of the payoff pool.
#[account]
#[derive(InitSpace, Debug)]
pub struct Series {
    pub version: Version,
    pub bump: u8,
    /// [`Kind`] as a byte.
    pub kind: u8,
    pub settled: bool,
    pub market: Pubkey,
    pub option_mint: Pubkey,
    /// Associated token account of the series for the collateral mint.
    pub pool: Pubkey,
    /// Feed units.
    pub strike: u64,
    pub expiry_ts: i64,
    /// Shorts that have not paid their payoff yet, in contract atoms: margin
    /// accounts and vaults together. Equals the option supply until settlement.
    pub open_shorts: u64,
    /// Feed units; zero until settled.
    pub settlement_price: u64,
    /// Collateral atoms paid in by shorts and not yet redeemed.
    pub pool_atoms: u64,
    /// Payoff that neither shorts nor insurance could pay: the haircut's numerator.
    pub shortfall: u64,
    /// Slot in which options were last minted.
    pub written_slot: u64,
    /// Those of the open shorts that margin accounts wrote, in contract atoms; vaults' are covered.
    pub written: u64,
    /// Options deposited in margin accounts, in option atoms, held by the market's own account.
    pub deposited: u64,
    /// What the series last contributed to the market's book: quote atoms of delta
    /// hedge per 1% move, and per volatility point; negative for shorts.
    pub book_gamma: i64,
    pub book_vega: i64,
}

impl Series {
    /// A series nothing was written of yet; bump, option mint and pool are for its creator to add.
    pub fn new(market: Pubkey, kind: Kind, strike: u64, expiry_ts: i64) -> Self {
        Self {
            version: Version::CURRENT,
            bump: 0,
            kind: kind as u8,
            settled: false,
            market,
            option_mint: Pubkey::default(),
            pool: Pubkey::default(),
            strike,
            expiry_ts,
            open_shorts: 0,
            settlement_price: 0,
            pool_atoms: 0,
            shortfall: 0,
            written_slot: 0,
            written: 0,
            deposited: 0,
            book_gamma: 0,
            book_vega: 0,
        }
    }

    /// Whether the series is of calls or puts.
    pub fn kind(&self) -> Result<Kind> {
        Kind::try_from(self.kind).map_err(risk)
    }

    /// The series' signer seeds.
    pub fn signer(&self) -> SignerSeeds<6> {
        SignerSeeds::new([
            SERIES_SEED,
            self.market.as_ref(),
            &[self.kind],
            &self.strike.to_le_bytes(),
            &self.expiry_ts.to_le_bytes(),
            &[self.bump],
        ])
    }

    /// A position in the series, `key` being its address, of no contracts yet.
    pub fn position(&self, key: Pubkey) -> Position {
        Position::of(key, self.strike, self.expiry_ts)
    }

    /// Adds newly minted options to the open shorts.
    pub fn add_shorts(&mut self, contracts: u64, slot: u64) -> Result<()> {
        self.written_slot = slot;
        self.open_shorts = self
            .open_shorts
            .checked_add(contracts)
            .ok_or(BallastError::Overflow)?;
        Ok(())
    }

    /// Takes burned or settled options out of the open shorts.
    pub fn remove_shorts(&mut self, contracts: u64) -> Result<()> {
        self.open_shorts = self
            .open_shorts
            .checked_sub(contracts)
            .ok_or(BallastError::InvariantBroken)?;
        Ok(())
    }

    /// Books what a settled short paid.
    pub fn book_payoff(&mut self, contracts: u64, paid: u64, shortfall: u64) -> Result<()> {
        self.remove_shorts(contracts)?;
        self.pool_atoms = self
            .pool_atoms
            .checked_add(paid)
            .ok_or(BallastError::Overflow)?;
        self.shortfall = self.shortfall.saturating_add(shortfall);
        Ok(())
    }

    /// Books options deposited in a margin account.
    pub fn add_deposited(&mut self, contracts: u64) -> Result<()> {
        let sum = self.deposited.checked_add(contracts);
        self.deposited = sum.ok_or(BallastError::Overflow)?;
        Ok(())
    }

    /// Books options that left a margin account.
    pub fn remove_deposited(&mut self, contracts: u64) -> Result<()> {
        let rest = self.deposited.checked_sub(contracts);
        self.deposited = rest.ok_or(BallastError::InvariantBroken)?;
        Ok(())
    }

    /// Takes what `contracts` of the `supply` outstanding redeem for out of the pool, once every short has paid.
    pub fn redeem(&mut self, scale: &Scale, contracts: u64, supply: u64) -> Result<u64> {
        require!(self.open_shorts == 0, BallastError::PoolIncomplete);
        let payout = self.payout_down(scale, contracts, supply)?;
        let rest = self.pool_atoms.checked_sub(payout);
        self.pool_atoms = rest.ok_or(BallastError::InvariantBroken)?;
        Ok(payout)
    }

    /// What of their payoff the `supply` outstanding cannot be paid, bps, rounded up; 0 where the pool suffices.
    pub fn haircut_bps(&self, scale: &Scale, supply: u64) -> Result<u32> {
        let full = scale
            .payoff_down(self.kind()?, supply, self.strike, self.settlement_price)
            .map_err(risk)?;
        Ok(waterfall::haircut_bps(full, self.pool_atoms))
    }

    /// What `contracts` of the `supply` outstanding redeem for: the full
    /// payoff, or the pro-rata share of a pool that fell short. Rounded down, in the pool's favour.
    pub fn payout_down(&self, scale: &Scale, contracts: u64, supply: u64) -> Result<u64> {
        require!(contracts <= supply, BallastError::InsufficientOptions);
        let full = scale
            .payoff_down(self.kind()?, contracts, self.strike, self.settlement_price)
            .map_err(risk)?;
        let pro_rata = (self.pool_atoms as u128 * contracts as u128)
            .checked_div(supply as u128)
            .ok_or(BallastError::InvariantBroken)?;
        Ok(full.min(pro_rata.min(u64::MAX as u128) as u64))
    }
}
