//! The gamma book: what hedgers of the market's options must trade when the price moves, and whether that flow is more
//! than the market can take.
//!
//! Every series states the [`Exposure`] it last had; [`Book`] is their exact sum. The **loop gain**
//! `g = (H + C) / D` is the forced flow per 1% move over the depth per 1%: at `g >= 1` a move feeds itself
//! (price amplification `1 / (1 - g)`; Frey and Stremme 1997, Schoenbucher and Wilmott 2000).
//!
//! # Signs
//! Negative is short. Writers and vaults are short and hedge; holders are assumed not to, so that open shorts count in
//! full and nothing offsets them: the book errs on the side of a larger gain.
//!
//! # Profile
//! [`profile`], [`flips`] and [`walls`] move the spot under any signed positions with their volatilities held (sticky
//! strike): the market's own, or a snapshot of another venue's open interest under signs that the caller assumes.

mod exposure;
mod flips;
mod gain;
mod params;
mod profile;
mod state;
mod walls;

pub use exposure::{exposure, BookView, Exposure};
pub use flips::flips;
pub use gain::{depth, loop_gain_milli, thinning_bps};
pub use params::BookParams;
pub use profile::{profile, Point, Position, POINTS};
pub use state::Book;
pub use walls::{walls, Wall};
