//! Who may change what, when, and within which bounds.

mod authority;
mod bounds;
mod oracle;
mod powers;
mod proposals;
mod tightening;
mod vaults;

use ballast::state::{Change, MarketParams};
use ballast_harness::World;

/// The market's parameters with one of them tighter.
fn tighter(world: &mut World) -> MarketParams {
    let mut params = world.market().params;
    params.breaker.z15_milli -= 1;
    params
}

/// A change that loosens: it has to wait.
fn loosening(world: &mut World) -> Change {
    let mut params = world.market().params;
    params.breaker.z15_milli += 1;
    Change::MarketParams(params)
}
