//! Which oracle prints are fit, and for what.
//!
//! Who published a print is the caller's to verify; this judges what it says, and later whether it still serves.
//!
//! | Use | Age at most | Confidence at most | Distance from the oracle's average and the stable price |
//! |---|---|---|---|
//! | [`Use::Sense`]: ring, volatility, breaker | `max_sense_age_secs` | `max_confidence_bps` | any |
//! | [`Use::Act`]: liquidate, hedge, health | `max_age_secs` | `max_confidence_bps` | any |
//! | [`Use::NewRisk`]: write, withdraw beside shorts, take an account over for the insurance fund | `max_age_secs` | `max_confidence_bps` | within both bounds |
//! | [`Use::Fill`]: fill a hedge | `max_trade_age_secs` | `max_confidence_bps` | any |
//! | [`Use::Trade`]: start a sale, buy | `max_trade_age_secs` | `max_confidence_bps` | within both bounds |
//!
//! What a print says of itself is judged when it is taken ([`OracleParams::judge`]), its distances when it is used
//! ([`crate::state::RiskState::fit_for`]).

mod params;
mod stable;

pub use params::OracleParams;
pub use stable::StablePrice;

use crate::breaker::Action;
use crate::numeric::BPS;

/// Silence after which the oracle counts as out, seconds.
pub const OUTAGE_SECS: i64 = 1_200;

/// Whether the last recorded print is so old that nobody can have a fit one.
pub fn is_out(last_publish_ts: i64, now: i64) -> bool {
    now.saturating_sub(last_publish_ts) > OUTAGE_SECS
}

/// What a price is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// To learn from it: ring, volatility, breaker.
    Sense,
    /// To liquidate, hedge, or judge health.
    Act,
    /// To fill a vault's hedge, which is priced close to the print and most needed after a move.
    Fill,
    /// To trade against a vault: nobody may choose among recent prints.
    Trade,
    /// To take on risk: write, withdraw beside shorts, or take over what an account cannot pay.
    NewRisk,
}

impl Use {
    /// What an action needs a price for.
    pub fn of(action: Action) -> Self {
        match action {
            Action::WithdrawCollateral | Action::WriteOption => Self::NewRisk,
            Action::StartSale | Action::BuyOption | Action::BuyBack => Self::Trade,
            Action::HedgeWithMove | Action::HedgeAgainstMove | Action::Liquidate => Self::Act,
        }
    }

    /// Whether the price must be near the oracle's average and the stable price.
    pub fn needs_agreement(self) -> bool {
        matches!(self, Self::Trade | Self::NewRisk)
    }
}

/// What an oracle account says, in feed units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Price.
    pub price: i64,
    /// Half-width of its confidence interval.
    pub confidence: u64,
    /// The oracle's own moving average; not positive for none.
    pub ema_price: i64,
    /// When the publishers saw it, unix seconds.
    pub publish_ts: i64,
    /// When they saw the one before it.
    pub prev_publish_ts: i64,
}

/// A print that passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    /// Feed units.
    pub price: u64,
    /// When the publishers saw it, unix seconds.
    pub publish_ts: i64,
    /// When they saw the one before it.
    pub prev_publish_ts: i64,
    /// The oracle's own moving average, feed units; 0 for none.
    pub ema_price: u64,
}

/// Why a print is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Zero or negative.
    NotPositive,
    /// Older than its use allows.
    Stale,
    /// Further ahead of the clock than `max_ahead_secs`.
    FromFuture,
    /// Not after the print on record.
    OutOfOrder,
    /// Confidence wider than `max_confidence_bps` of the price.
    WideConfidence,
    /// In other units than the market's.
    WrongExponent,
    /// Not verified by as many of the oracle's guardians as it takes.
    NotVerified,
    /// Published while the feed is not trading.
    NotTrading,
    /// Further from the oracle's own moving average than `max_ema_divergence_bps` of that.
    DivergesFromEma,
    /// Further from the stable price than `max_stable_divergence_bps` of that.
    DivergesFromStable,
}

impl OracleParams {
    /// Oldest print for `use_`, seconds.
    pub fn max_age_for(&self, use_: Use) -> u32 {
        match use_ {
            Use::Sense => self.max_sense_age_secs,
            Use::Act | Use::NewRisk => self.max_age_secs,
            Use::Fill | Use::Trade => self.max_trade_age_secs,
        }
    }

    /// Whether a print of `publish_ts` is young enough for `use_` at `now`. The bound itself is.
    pub fn is_young(&self, use_: Use, publish_ts: i64, now: i64) -> bool {
        now.saturating_sub(publish_ts) <= i64::from(self.max_age_for(use_))
    }

    /// Judges what a print says of itself. The bounds themselves pass.
    ///
    /// A wide print is [`Rejection::WideConfidence`] only from its own second until it is `max_age_secs` old: that
    /// verdict can throttle a market, so one and the same print must not be shown for longer. Outside of it a wide print
    /// is from the future, or stale.
    pub fn judge(&self, quote: &Quote, use_: Use, now: i64) -> Result<Print, Rejection> {
        let price = positive(quote.price)?;
        if !self.is_young(use_, quote.publish_ts, now) {
            return Err(Rejection::Stale);
        }
        self.judge_width(quote, price, now)
    }

    /// As [`Self::judge`] for a print of any age: what it says is a fact of the past.
    pub fn judge_past(&self, quote: &Quote, now: i64) -> Result<Print, Rejection> {
        let price = positive(quote.price)?;
        self.judge_width(quote, price, now)
    }

    fn judge_width(&self, quote: &Quote, price: u64, now: i64) -> Result<Print, Rejection> {
        if quote.publish_ts.saturating_sub(now) > i64::from(self.max_ahead_secs) {
            return Err(Rejection::FromFuture);
        }
        let width = u128::from(quote.confidence) * u128::from(BPS);
        if width > u128::from(price) * u128::from(self.max_confidence_bps) {
            return Err(self.judge_wide(quote.publish_ts, now));
        }
        Ok(Print {
            price,
            publish_ts: quote.publish_ts,
            prev_publish_ts: quote.prev_publish_ts,
            ema_price: u64::try_from(quote.ema_price).unwrap_or(0),
        })
    }

    fn judge_wide(&self, publish_ts: i64, now: i64) -> Rejection {
        if publish_ts > now {
            Rejection::FromFuture
        } else if now.saturating_sub(publish_ts) >= i64::from(self.max_age_secs) {
            Rejection::Stale
        } else {
            Rejection::WideConfidence
        }
    }
}

fn positive(price: i64) -> Result<u64, Rejection> {
    match u64::try_from(price) {
        Ok(price) if price > 0 => Ok(price),
        _ => Err(Rejection::NotPositive),
    }
}
