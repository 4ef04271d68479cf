//! The circuit breaker as the market lives it.

mod deferral;
mod exits;
mod life;
mod scenes;
