//! The circuit breaker as the market lives it.

mod clock;
mod deferral;
mod exits;
mod life;
mod pause;
mod scenes;
mod throttle;
mod triggers;
