//! A market: two mints, one oracle, the sensed state of risk and its parameters.

use anchor_lang::prelude::*;
use option_math::Vol;
use option_risk::{
    breaker::{self, Action, BreakerState, Permission, Reading, Transitions},
    flow::FlowBudget,
    margin::{Level, MarketView},
    oracle::Print,
    ring::PriceRing,
    settlement::ExpirySlot,
    units::{Kind, Scale},
    vol::VolState,
};

use super::{MarketParams, SignerSeeds};
use crate::{
    constants::{MARKET_SEED, MAX_EXPIRIES},
    errors::{risk, BallastError},
};

/// PDA `["market", protocol, base_mint, quote_mint, feed]`; owner of the
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
    /// Latest accepted print.
    pub price: u64,
    pub publish_ts: i64,
    /// Slot of the last trip.
    pub trip_slot: u64,
    pub ring: PriceRing,
    pub vol: VolState,
    pub breaker: BreakerState,
    pub hedge_flow: FlowBudget,
    pub liquidation_flow: FlowBudget,
    pub expiries: [ExpirySlot; MAX_EXPIRIES],
    pub params: MarketParams,
}

/// What taking a print into the market did.
pub struct Observation {
    pub reading: Reading,
    pub transitions: Transitions,
    /// False if the print was the one already recorded.
    pub recorded: bool,
}

impl Market {
    /// Feeds one valid print to every estimator, accumulator and the breaker.
    ///
    /// A print no newer than the one on record changes nothing but the clock's
    /// effect on the breaker: the market goes on at the newer price.
    pub fn observe(&mut self, print: &Print, now: i64) -> Result<Observation> {
        let recorded = print.publish_ts > self.publish_ts;
        if !recorded {
            return Ok(Observation {
                reading: Reading::default(),
                transitions: self.breaker.advance(&self.params.breaker, now),
                recorded,
            });
        }
        let sigma = self.vol.slow(&self.params.vol).map_err(risk)?;
        let reading =
            breaker::read(&self.ring, print.price, print.publish_ts, sigma).map_err(risk)?;
        let transitions = self
            .breaker
            .observe(&self.params.breaker, &reading, print.price, now);
        match transitions.trip() {
            Some(_) => self.ring.restart(print.publish_ts, print.price),
            None => self.ring.record(print.publish_ts, print.price),
        }
        .map_err(risk)?;
        self.vol
            .sample(&self.params.vol, print.publish_ts, print.price)
            .map_err(risk)?;
        for slot in self.expiries.iter_mut().filter(|s| s.series > 0) {
            slot.feed(print.publish_ts, print.price).map_err(risk)?;
        }
        self.price = print.price;
        self.publish_ts = print.publish_ts;
        Ok(Observation {
            reading,
            transitions,
            recorded,
        })
    }

    /// Whether a trip on record is of this slot and still on.
    pub fn tripped_in(&self, slot: u64) -> bool {
        self.breaker.stage() == breaker::Stage::Halted && self.trip_slot == slot
    }

    /// The breaker's word on an action: the share of its flow limit in force, or the refusal.
    pub fn permit(&self, action: Action, now: i64) -> Result<u32> {
        match self.breaker.permission(&self.params.breaker, action, now) {
            Permission::Allowed { limit_bps } => Ok(limit_bps),
            Permission::Grace { .. } => err!(BallastError::BreakerGrace),
            Permission::Halted { .. } => err!(BallastError::BreakerHalted),
        }
    }

    fn implied_vol(&self) -> Vol {
        Vol::from_bps(self.params.implied_vol_bps)
    }

    /// Seconds the market has ever been closed to sales: halts and the graces after them.
    pub fn closed_secs(&self, now: i64) -> u64 {
        self.breaker.closed_secs(&self.params.breaker, now)
    }

    /// Volatility options are marked at.
    pub fn mark_vol(&self) -> Result<Vol> {
        self.vol
            .mark_vol(self.implied_vol(), &self.params.vol)
            .map_err(risk)
    }

    /// The market as the margin engine sees it.
    pub fn view(&self, now: i64) -> Result<MarketView> {
        Ok(MarketView {
            spot: self.price,
            now,
            mark_vol: self.mark_vol()?,
            maintenance_vol: self.vol.maintenance_vol(&self.params.vol).map_err(risk)?,
            initial_vol: self
                .vol
                .initial_vol(self.implied_vol(), &self.params.vol)
                .map_err(risk)?,
            scale: self.scale(),
        })
    }

    /// The level new risk is held to now: stressed unless the breaker is normal.
    pub fn initial_level(&self, now: i64) -> Level {
        match self.breaker.stage_at(&self.params.breaker, now) {
            breaker::Stage::Normal => Level::Initial,
            _ => Level::StressedInitial,
        }
    }

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

    /// The settlement price of an expiry; the accumulator is freed by its last series.
    pub fn leave_expiry(&mut self, expiry_ts: i64) -> Result<u64> {
        let slot = self
            .expiries
            .iter_mut()
            .find(|s| s.series > 0 && s.expiry_ts == expiry_ts)
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
            &self.feed,
            &[self.bump],
        ])
    }
}
