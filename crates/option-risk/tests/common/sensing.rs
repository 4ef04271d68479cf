//! A market's sensing for the tests of the state.

use super::thresholds::thresholds;
use super::{NOW, SPOT};
use option_math::Vol;
use option_risk::breaker::BreakerParams;
use option_risk::oracle::{OracleParams, Print};
use option_risk::state::{Observation, RiskParams, RiskState};
use option_risk::vol::{ImpliedParams, VolParams};

/// A minute begins.
pub const T: i64 = NOW + 40;

/// Parameters that can be lent.
#[derive(Clone, Copy)]
pub struct Params {
    pub oracle: OracleParams,
    pub vol: VolParams,
    pub breaker: BreakerParams,
    pub implied: ImpliedParams,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            oracle: OracleParams::default(),
            vol: VolParams::default(),
            breaker: thresholds(),
            implied: ImpliedParams::default(),
        }
    }
}

impl Params {
    pub fn lent(&self) -> RiskParams<'_> {
        RiskParams {
            oracle: &self.oracle,
            vol: &self.vol,
            breaker: &self.breaker,
            implied: &self.implied,
        }
    }
}

pub fn print(price: u64, publish_ts: i64) -> Print {
    Print {
        price,
        publish_ts,
        prev_publish_ts: publish_ts - 1,
        ema_price: price,
    }
}

/// Opened at `T` and `SPOT` with everything at 80%.
pub fn opened(params: &Params) -> RiskState {
    let vol = Vol::from_bps(8_000);
    RiskState::open(&params.lent(), &print(SPOT, T), vol, vol, T).unwrap()
}

/// Opened, and held at its price for half an hour: Normal, with a full ring.
pub fn settled(params: &Params) -> RiskState {
    let mut state = opened(params);
    for minute in 1..=30 {
        observe(&mut state, params, SPOT, T + 60 * minute);
    }
    state
}

/// When [`settled`] was last cranked.
pub const SETTLED: i64 = T + 1_800;

/// A print taken in at its own second.
pub fn observe(state: &mut RiskState, params: &Params, price: u64, ts: i64) -> Observation {
    let print = print(price, ts);
    state.observe(&params.lent(), &print, 0, ts).unwrap()
}
