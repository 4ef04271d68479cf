//! The whole of a market's sensing as one state: what the program, its client, the back-test and the simulator drive.

mod views;

use bytemuck::Zeroable;
use option_math::Vol;

use crate::breaker::{
    read, BreakerParams, BreakerState, Reading, Reason, Signals, Stage, Transitions,
};
use crate::error::Result;
use crate::numeric::distance_bps;
use crate::oracle::{OracleParams, Print, Quote, Rejection, StablePrice, Use};
use crate::ring::PriceRing;
use crate::vol::{ImpliedMark, ImpliedParams, MarginVol, VolParams, VolState};

/// The parameters of the sensing.
#[derive(Clone, Copy, Debug)]
pub struct RiskParams<'a> {
    /// Which prints are fit.
    pub oracle: &'a OracleParams,
    /// The estimates of volatility.
    pub vol: &'a VolParams,
    /// The breaker.
    pub breaker: &'a BreakerParams,
    /// The implied mark.
    pub implied: &'a ImpliedParams,
}

/// What a market knows of its price.
#[repr(C)]
#[cfg_attr(feature = "idl", anchor_lang::zero_copy)]
#[cfg_attr(
    not(feature = "idl"),
    derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)
)]
#[derive(Debug, PartialEq, Eq)]
pub struct RiskState {
    /// Latest print taken in, feed units.
    pub price: u64,
    /// When it was published.
    pub publish_ts: i64,
    /// The oracle's own moving average with it, feed units; 0 for none.
    pub ema_price: u64,
    /// Prints refused so far.
    pub rejected: u64,
    /// The last hour.
    pub ring: PriceRing,
    /// Realised variance.
    pub vol: VolState,
    /// What margin runs on.
    pub margin_vol: MarginVol,
    /// The rate-limited price.
    pub stable: StablePrice,
    /// The implied mark.
    pub implied: ImpliedMark,
    /// The circuit breaker.
    pub breaker: BreakerState,
}

const _: () = assert!(core::mem::size_of::<RiskState>() == 2_952);

impl Default for RiskState {
    fn default() -> Self {
        Self::zeroed()
    }
}

/// What taking a print in did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The print against its windows.
    pub reading: Reading,
    /// What the breaker judged.
    pub signals: Signals,
    /// What came of it, in order.
    pub transitions: Transitions,
    /// False if the print was no newer than the one on record.
    pub recorded: bool,
}

impl RiskState {
    /// Opens a market at a first print, its estimates at `initial_vol` and its mark at `implied`.
    ///
    /// The breaker judges it as any other, so that a market opens throttled until its ring is no longer thin.
    /// [`crate::RiskError::ZeroPrice`] for no price, [`crate::RiskError::Overflow`] for a volatility that does not fit.
    pub fn open(
        params: &RiskParams,
        print: &Print,
        initial_vol: Vol,
        implied: Vol,
        now: i64,
    ) -> Result<Self> {
        let mut opened = Self::default();
        opened.open_in_place(params, print, initial_vol, implied, now)?;
        Ok(opened)
    }

    /// [`Self::open`] where the state lies: by value it is too large for a stack frame on chain. Whatever it held is
    /// lost, and after an error it is of no use.
    pub fn open_in_place(
        &mut self,
        params: &RiskParams,
        print: &Print,
        initial_vol: Vol,
        implied: Vol,
        now: i64,
    ) -> Result<()> {
        *self = Self::zeroed();
        self.price = print.price;
        self.publish_ts = print.publish_ts;
        self.ema_price = print.ema_price;
        self.vol = VolState::new(initial_vol, print.price, print.publish_ts)?;
        self.margin_vol = MarginVol::new(params.vol, &self.vol, print.publish_ts)?;
        self.stable = StablePrice::new(print.price, print.publish_ts);
        self.implied = ImpliedMark::new(implied, now)?;
        let signals = self.sense(params, print, 0, now)?;
        (self.breaker).observe(params.breaker, &signals, print.price, now);
        self.ring.record(print.publish_ts, print.price)
    }

    /// Whether a print may be taken in. Counts nothing.
    ///
    /// A wide print that is no newer than the one on record is [`Rejection::OutOfOrder`]: a good one has superseded it.
    pub fn judge(
        &self,
        params: &RiskParams,
        quote: &Quote,
        now: i64,
    ) -> core::result::Result<Print, Rejection> {
        let verdict = params.oracle.judge(quote, Use::Sense, now);
        match verdict {
            Err(Rejection::WideConfidence) if quote.publish_ts <= self.publish_ts => {
                Err(Rejection::OutOfOrder)
            }
            _ => verdict,
        }
    }

    /// Takes in a print that [`Self::judge`] passed.
    ///
    /// It is read against the ring and judged by the breaker before it is recorded; a trip restarts the ring at it and
    /// accepts the implied target, so that what has tripped once does not trip again. A print no newer than the one on record changes nothing but the
    /// clock's effect on the breaker. `gain_milli` is the loop gain x 1000.
    pub fn observe(
        &mut self,
        params: &RiskParams,
        print: &Print,
        gain_milli: u32,
        now: i64,
    ) -> Result<Observation> {
        self.leave_halt_behind(params, now);
        if print.publish_ts <= self.publish_ts {
            return Ok(Observation {
                reading: Reading::default(),
                signals: Signals::default(),
                transitions: self.breaker.advance(params.breaker, now),
                recorded: false,
            });
        }
        let signals = self.sense(params, print, gain_milli, now)?;
        let transitions = self
            .breaker
            .observe(params.breaker, &signals, print.price, now);
        if transitions.trip().is_some() {
            self.implied.accept(now);
            self.ring.restart(print.publish_ts, print.price)?;
        } else {
            self.ring.record(print.publish_ts, print.price)?;
        }
        self.record(params, print)?;
        Ok(Observation {
            reading: signals.reading,
            signals,
            transitions,
            recorded: true,
        })
    }

    /// Counts a refused print; a wide one also makes the breaker suspicious. Otherwise only the clock acts.
    pub fn reject(&mut self, params: &RiskParams, why: Rejection, now: i64) -> Transitions {
        self.leave_halt_behind(params, now);
        self.rejected = self.rejected.saturating_add(1);
        match why {
            Rejection::WideConfidence => self.breaker.suspect(params.breaker, now),
            _ => self.breaker.advance(params.breaker, now),
        }
    }

    /// Goes on with another feed from `print`: the step between two feeds is no move of the price. Takes no print in.
    pub fn switch_feed(&mut self, print: &Print) {
        self.ring.level(print.price);
        self.vol.sampled_price = print.price;
        self.vol.sampled_ts = self.vol.sampled_ts.max(print.publish_ts);
    }

    fn sense(
        &self,
        params: &RiskParams,
        print: &Print,
        gain_milli: u32,
        now: i64,
    ) -> Result<Signals> {
        let sigma = self.vol.slow(params.vol)?;
        let realised = self.vol.quote_vol(params.vol)?;
        let reading = read(&self.ring, print.price, print.publish_ts, sigma)?;
        Ok(Signals {
            reading,
            thin: reading.fifteen().buckets < params.breaker.min_buckets15,
            fresh: params.oracle.is_young(Use::Act, print.publish_ts, now),
            divergence_bps: divergence_bps(print.price, print.ema_price),
            implied_jump_bps: (self.implied).jump_bps(params.implied, realised, now),
            gain_milli,
        })
    }

    /// As a halt ends, levels the ring at the last price: what moved while the market was shut is over, and must not
    /// halt it again. A pause is no answer to a move, so it leaves the ring as it is.
    fn leave_halt_behind(&mut self, params: &RiskParams, now: i64) {
        let breaker = &self.breaker;
        if breaker.stage() == Stage::Halted
            && breaker.reason() != Reason::Guardian
            && breaker.stage_at(params.breaker, now) != Stage::Halted
        {
            self.ring.level(self.price);
        }
    }

    /// Everything a print leaves behind outside ring and breaker.
    fn record(&mut self, params: &RiskParams, print: &Print) -> Result<()> {
        let rate = params.oracle.stable_rate_bps_per_min;
        // Until this print the last one was in force.
        self.stable = self.stable.at(self.price, rate, print.publish_ts);
        (self.margin_vol).advance(params.vol, &self.vol, print.publish_ts)?;
        if (self.vol).sample(params.vol, print.publish_ts, print.price)? {
            (self.margin_vol).remember(params.vol, &self.vol, print.publish_ts)?;
        }
        self.price = print.price;
        self.publish_ts = print.publish_ts;
        self.ema_price = print.ema_price;
        Ok(())
    }
}

fn divergence_bps(price: u64, ema_price: u64) -> u32 {
    match ema_price {
        0 => 0,
        ema => distance_bps(price, ema),
    }
}
