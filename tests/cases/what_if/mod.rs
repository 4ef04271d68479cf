//! The client's margin against the program's, to the atom, and what would be against what then is.

mod changes;
mod prints;
mod refusals;
mod requirements;

use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, World,
};
use option_risk::units::Kind;

use crate::scenes::{expiry, rich_writer, START_PRICE};

/// Portfolios looked at per kind and back end.
const PORTFOLIOS: u64 = 4;

/// Series of a portfolio: four strikes from the money outward, at two expiries.
fn series(world: &mut World, kind: Kind) -> Vec<SeriesKeys> {
    let mut all = Vec::new();
    for days in [3, 9] {
        for step in 0..4 {
            let strike = match kind {
                Kind::Call => START_PRICE + step * 9 * DOLLAR,
                Kind::Put => START_PRICE - step * 9 * DOLLAR,
            };
            let series = world.ensure_series(kind, strike, expiry(world, days));
            all.push(series.expect("a series"));
        }
    }
    all
}

/// A number under `end`, another one for every portfolio and thing asked about it.
fn scattered(seed: u64, what: u64, end: u64) -> u64 {
    let mixed = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ (what + 1).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ (mixed >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb) % end
}

/// An account short of some series, at least the first, and long of others.
fn portfolio(world: &mut World, kind: Kind, seed: u64) -> Actor {
    let (writer, other) = (rich_writer(world, kind), rich_writer(world, kind));
    for (index, series) in series(world, kind).iter().enumerate() {
        let below = |end, what| scattered(seed, 4 * index as u64 + what, end);
        let contracts = SOL + below(60 * SOL, 0);
        if index == 0 || below(2, 1) == 0 {
            world.write(&writer, series, contracts).expect("room");
        }
        if below(2, 2) == 0 {
            let contracts = SOL + below(60 * SOL, 3);
            world.write(&other, series, contracts).expect("room");
            world
                .transfer_options(&other, &writer, series, contracts)
                .expect("options");
            world
                .deposit_options(&writer, series, contracts)
                .expect("an offset");
        }
    }
    writer
}
