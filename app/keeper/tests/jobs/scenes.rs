//! Situations that a keeper finds: the harness's, with fewer accounts in the market where a job counts them.

use ballast_client::{SeriesKeys, VaultKeys};
use ballast_harness::{
    scenes::write_to_limit,
    setup::{DOLLAR, SOL},
    Actor, Setup, World,
};
use option_risk::units::Kind;

pub use ballast_harness::scenes::{
    bad_price, crash, disarmed, near_series, plenty, reach_agreement, reach_expiry, rich,
    rich_writer, stake, START_PRICE, WRITTEN,
};

/// A writer of [`WRITTEN`] contracts of [`near_series`] with the initial margin and no more.
pub fn short_at_limit(world: &mut World, kind: Kind) -> (Actor, SeriesKeys) {
    let series = near_series(world, kind);
    let writer = rich_writer(world, kind);
    write_to_limit(world, &writer, &series, WRITTEN);
    (writer, series)
}

/// A price at which it is worth nothing.
pub fn ruinous(kind: Kind) -> u64 {
    match kind {
        Kind::Call => 400 * DOLLAR,
        Kind::Put => 100 * DOLLAR,
    }
}

/// A vault whose sale of `sold` options is over; the options run.
pub fn live(world: &mut World, sold: u64) -> (Actor, SeriesKeys) {
    let (depositor, buyer) = (rich(world), rich(world));
    let stake = stake(world.vault.kind);
    world.queue_deposit(&depositor, stake).expect("room");
    world.roll_round().expect("a queue");
    let series = world.start_sale().expect("assets");
    world
        .buy(&buyer, &series, sold, u64::MAX)
        .expect("an offer");
    world.hold(660, 60, START_PRICE).expect("prints");
    world.end_sale(&series).expect("an end");
    (buyer, series)
}

/// The calls' vault, which sells, and a vault of puts, which buys; both live.
pub fn both_live(world: &mut World) -> (VaultKeys, VaultKeys) {
    let seller = world.vault;
    live(world, 500 * SOL);
    let mut params = Setup::default().vault;
    params.hedge.target_delta_bps = 1_500;
    world.vault = world.create_vault(1, Kind::Put, params).expect("a vault");
    live(world, 500 * SOL);
    let buyer = std::mem::replace(&mut world.vault, seller);
    world.tick(10, START_PRICE).expect("a print");
    (seller, buyer)
}
