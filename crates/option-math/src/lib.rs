//! Fixed-point option mathematics: `no_std`, no float, no allocation.
//!
//! `I64F64` at the border, 64-bit mantissas inside. Three layers, lowest first:
//! [`types`] (units) and [`error`], [`kernel`] (elementary functions), [`black_scholes`] (prices, Greeks, strikes).
//! Every function is total: it returns a value within its stated error bound or a named [`MathError`].
#![no_std]
#![deny(missing_docs)]

pub mod black_scholes;
pub mod error;
mod implied;
pub mod kernel;
pub mod types;

pub use black_scholes::{
    black_76, merton, price, price_and_all_greeks, price_and_greeks, strike_from_delta, AtSpot,
    AtVol, CallPut, CarriedSecondOrder, CarriedValuation, Greeks, OptionInputs, SecondOrder,
    Series, SpotFactor, Valuation,
};
pub use error::MathError;
pub use fixed::types::I64F64;
pub use implied::{implied_vol, OptionKind};
pub use types::{Price, Rate, Vol, Years};
