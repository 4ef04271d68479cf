//! A market: two mints, one oracle, the sensed state of risk and its parameters.

mod book;
mod risk;

use anchor_lang::prelude::*;
use option_risk::{
    book::Book,
    calendar,
    flow::FlowBudget,
    settlement::ExpirySlot,
    state::RiskState,
    units::{Kind, Scale},
};

use super::{MarketParams, SignerSeeds};
use crate::{
    constants::{INSURANCE_SEED, MARKET_SEED, MAX_EXPIRIES, MAX_EXPIRY_DAYS},
    errors::{risk, BallastError},
};

/// PDA `["market", protocol, base_mint, quote_mint, origin_feed]`; owner of the
/// margin custody accounts.
#[account(zero_copy)]
#[derive(Debug)]
#[repr(C)]
pub struct Market {
    pub version: u8,
    pub bump: u8,
    pub insurance_bump: u8,
    /// [`crate::oracle::OracleKind`] as a byte.
    pub oracle_kind: u8,
    pub base_decimals: u8,
    pub quote_decimals: u8,
    pub _padding: [u8; 2],
    /// Prices are integers times ten to this, in quote per whole base.
    pub price_exponent: i32,
    pub _padding2: [u8; 4],
    pub protocol: Pubkey,
    pub base_mint: Pubkey,
    pub quote_mint: Pubkey,
    /// Program that owns the oracle account.
    pub oracle_owner: Pubkey,
    /// Legacy Pyth: the price account's address. Receiver: the feed id.
    pub feed: [u8; 32],
    /// Custody of margin collateral: associated token accounts of the market.
    pub base_custody: Pubkey,
    pub quote_custody: Pubkey,
    /// Insurance fund: associated token accounts of the insurance authority.
    pub base_insurance: Pubkey,
    pub quote_insurance: Pubkey,
    /// Collateral owed to margin accounts out of each custody account.
    pub base_collateral: u64,
    pub quote_collateral: u64,
    /// Payoff that could not be paid, since creation, per collateral mint.
    pub base_bad_debt: u64,
    pub quote_bad_debt: u64,
    /// Events emitted so far.
    pub sequence: u64,
    /// Slot of the last trip.
    pub trip_slot: u64,
    /// Slot of the last change of parameters.
    pub params_slot: u64,
    /// Everything sensed from the oracle, and the breaker.
    pub risk: RiskState,
    pub hedge_flow: FlowBudget,
    pub liquidation_flow: FlowBudget,
    pub expiries: [ExpirySlot; MAX_EXPIRIES],
    pub params: MarketParams,
    /// Sum of what the series last contributed.
    pub book: Book,
    /// Options that margin accounts are short of, in contract atoms, over all series.
    pub written: u64,
    /// The feed at creation: part of the address, which outlives a change of oracle.
    pub origin_feed: [u8; 32],
}

impl Market {
    /// Units of the market's prices and amounts.
    pub fn scale(&self) -> Scale {
        Scale {
            base_decimals: self.base_decimals,
            quote_decimals: self.quote_decimals,
            price_exponent: self.price_exponent,
        }
    }

    /// Mint that collateralises, pays and settles a kind of option.
    pub fn collateral_mint(&self, kind: Kind) -> Pubkey {
        match kind {
            Kind::Call => self.base_mint,
            Kind::Put => self.quote_mint,
        }
    }

    /// Custody of margin collateral of a kind.
    pub fn custody(&self, kind: Kind) -> Pubkey {
        match kind {
            Kind::Call => self.base_custody,
            Kind::Put => self.quote_custody,
        }
    }

    /// Insurance fund of a kind.
    pub fn insurance(&self, kind: Kind) -> Pubkey {
        match kind {
            Kind::Call => self.base_insurance,
            Kind::Put => self.quote_insurance,
        }
    }

    /// Owner of the insurance fund's token accounts and of its margin accounts; `key` is the market's.
    pub fn insurance_authority(&self, key: &Pubkey) -> Result<Pubkey> {
        let seeds = self.insurance_signer(key);
        Pubkey::create_program_address(&seeds.seeds(), &crate::ID)
            .map_err(|_| BallastError::InvariantBroken.into())
    }

    /// Signer seeds of the insurance authority.
    pub fn insurance_signer(&self, key: &Pubkey) -> SignerSeeds<3> {
        SignerSeeds::new([INSURANCE_SEED, key.as_ref(), &[self.insurance_bump]])
    }

    /// Books collateral into custody.
    pub fn collateral_in(&mut self, kind: Kind, amount: u64) -> Result<()> {
        let owed = self.collateral_mut(kind);
        *owed = owed.checked_add(amount).ok_or(BallastError::Overflow)?;
        Ok(())
    }

    /// Books collateral out of custody.
    pub fn collateral_out(&mut self, kind: Kind, amount: u64) -> Result<()> {
        let owed = self.collateral_mut(kind);
        *owed = owed
            .checked_sub(amount)
            .ok_or(BallastError::InvariantBroken)?;
        Ok(())
    }

    fn collateral_mut(&mut self, kind: Kind) -> &mut u64 {
        match kind {
            Kind::Call => &mut self.base_collateral,
            Kind::Put => &mut self.quote_collateral,
        }
    }

    /// Books payoff that nobody could pay.
    pub fn book_bad_debt(&mut self, kind: Kind, amount: u64) {
        let debt = match kind {
            Kind::Call => &mut self.base_bad_debt,
            Kind::Put => &mut self.quote_bad_debt,
        };
        *debt = debt.saturating_add(amount); // a statistic must not stop a settlement
    }

    /// Refuses a series of these terms that would be created now.
    pub fn require_series(&self, kind: Kind, strike: u64, expiry_ts: i64, now: i64) -> Result<()> {
        // A fifth to five times the price: wider strikes have no price worth a series.
        require!(
            strike > 0
                && strike.is_multiple_of(self.params.strike_tick)
                && strike >= self.risk.price / 5
                && strike <= self.risk.price.saturating_mul(5),
            BallastError::InvalidStrike
        );
        require!(
            expiry_ts > now.max(self.risk.publish_ts)
                && calendar::validate_expiry(expiry_ts, now, 0, MAX_EXPIRY_DAYS).is_ok(),
            BallastError::InvalidExpiry
        );
        // Decimals and exponent must allow coverage of the strike to be computed.
        self.scale().coverage_up(kind, 1, strike).map_err(risk)?;
        Ok(())
    }

    /// Starts, or shares, the settlement accumulator of an expiry.
    pub fn join_expiry(&mut self, expiry_ts: i64) -> Result<()> {
        let index = self
            .expiries
            .iter()
            .position(|s| s.series > 0 && s.expiry_ts == expiry_ts)
            .or_else(|| self.expiries.iter().position(|s| s.series == 0))
            .ok_or(BallastError::TooManyExpiries)?;
        let slot = &mut self.expiries[index];
        if slot.series == 0 {
            *slot = ExpirySlot::new(expiry_ts);
        }
        slot.series = slot
            .series
            .checked_add(1)
            .ok_or(BallastError::TooManyExpiries)?;
        Ok(())
    }

    /// The accumulator of an expiry, if series still settle by it.
    pub fn expiry_mut(&mut self, expiry_ts: i64) -> Option<&mut ExpirySlot> {
        (self.expiries.iter_mut()).find(|s| s.series > 0 && s.expiry_ts == expiry_ts)
    }

    /// The settlement price of an expiry; the accumulator is freed by its last series.
    pub fn leave_expiry(&mut self, expiry_ts: i64) -> Result<u64> {
        let slot = self
            .expiry_mut(expiry_ts)
            .ok_or(BallastError::InvariantBroken)?;
        let price = slot.settlement().ok_or(BallastError::NoSettlementPrice)?;
        slot.series -= 1;
        Ok(price)
    }

    /// The market's signer seeds.
    pub fn signer(&self) -> SignerSeeds<6> {
        SignerSeeds::new([
            MARKET_SEED,
            self.protocol.as_ref(),
            self.base_mint.as_ref(),
            self.quote_mint.as_ref(),
            &self.origin_feed,
            &[self.bump],
        ])
    }
}
