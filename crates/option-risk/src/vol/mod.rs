//! Realised variance on irregular time, jumps, the implied mark, and the volatilities the decisions use.
//!
//! Two exponentially weighted estimates of annualised variance, `s2 += w (r^2/dt - s2)` with
//! `w = 1 - exp(-dt ln 2 / half_life)` and `r = ln(price / sampled price)`, winsorised at `winsor_milli / 1000` of the
//! estimate's own standard deviations, so that one print moves neither estimate far. Beside them, at the slow half-life
//! and not winsorised, the same of `r^2/dt` and of the median of three successive squared returns, which a jump does not
//! reach (Andersen, Dobrev, Schaumburg 2012): their difference is the part that came by jumps.
//!
//! Realised volatility alone prices no option: the implied mark comes from cleared sales. Margin runs on volatilities
//! of its own ([`MarginVol`]).

mod ewma;
mod implied;
mod margin_vol;
mod params;
mod realised;
mod skew;
mod slew;

pub use implied::{ImpliedMark, ImpliedParams};
pub use margin_vol::MarginVol;
pub use params::VolParams;
pub use realised::{Estimates, VolState};
pub use skew::Skew;

/// Variances in accounts are integers in units of `2^-VARIANCE_FRACTION_BITS`.
pub const VARIANCE_FRACTION_BITS: u32 = 48;

/// Volatilities and normalised returns in accounts are integers in units of `2^-VOL_FRACTION_BITS`.
pub const VOL_FRACTION_BITS: u32 = 32;
