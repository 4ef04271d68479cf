//! Situations that a keeper finds.

use ballast_client::{SeriesKeys, VaultKeys};
use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Actor, Setup, World,
};
use option_risk::{calendar, settlement, units::Kind};

/// The price all worlds start at.
pub const START_PRICE: u64 = 200 * DOLLAR;
/// Contracts of the writer in [`short_at_limit`].
pub const WRITTEN: u64 = 100 * SOL;

/// A default setup whose breaker never trips.
pub fn disarmed() -> Setup {
    let mut setup = Setup::default();
    setup.market.breaker.armed = 0;
    setup
}

/// More of a kind's collateral than any case needs.
pub fn plenty(kind: Kind) -> u64 {
    match kind {
        Kind::Call => 10_000 * SOL,
        Kind::Put => 1_000_000 * USDC,
    }
}

/// A wallet with plenty of both tokens.
pub fn rich(world: &mut World) -> Actor {
    let (base, quote) = (plenty(Kind::Call), plenty(Kind::Put));
    world.actor(base, quote).expect("an actor")
}

/// A wallet with a margin account of a kind and half of plenty in it.
pub fn rich_writer(world: &mut World, kind: Kind) -> Actor {
    let actor = rich(world);
    let half = plenty(kind) / 2;
    world.open_margin(&actor, kind, half).expect("an account");
    actor
}

/// A weekly series 5% out of the money at the starting price.
pub fn near_series(world: &mut World, kind: Kind) -> SeriesKeys {
    let strike = match kind {
        Kind::Call => 210 * DOLLAR,
        Kind::Put => 190 * DOLLAR,
    };
    let expiry_ts = calendar::next_expiry(world.now(), 7).expect("a calendar");
    let series = world.ensure_series(kind, strike, expiry_ts);
    series.expect("a series")
}

/// A writer of [`WRITTEN`] contracts of [`near_series`] with the initial margin and no more.
pub fn short_at_limit(world: &mut World, kind: Kind) -> (Actor, SeriesKeys) {
    let series = near_series(world, kind);
    let writer = rich_writer(world, kind);
    world.write(&writer, &series, WRITTEN).expect("room");
    let health = world.health(&writer.key(), kind);
    let spare = health.collateral - health.initial.required;
    world.withdraw(&writer, kind, spare).expect("spare");
    (writer, series)
}

/// A price at which [`short_at_limit`]'s writer is under water but solvent.
pub fn bad_price(kind: Kind) -> u64 {
    match kind {
        Kind::Call => 218 * DOLLAR,
        Kind::Put => 182 * DOLLAR,
    }
}

/// A price at which it is worth nothing.
pub fn ruinous(kind: Kind) -> u64 {
    match kind {
        Kind::Call => 400 * DOLLAR,
        Kind::Put => 100 * DOLLAR,
    }
}

/// Goes to a price and holds it until the market's stable price has followed, however far.
pub fn reach_agreement(world: &mut World, price: u64) {
    world.tick(60, price).expect("a print");
    world.hold(6 * 3_600, 600, price).expect("prints");
}

/// Brings an expiry about: a minute's print at `price` from before the averaging window until the expiry has passed.
pub fn reach_expiry(world: &mut World, expiry_ts: i64, price: u64) {
    let to_window = expiry_ts - settlement::WINDOW_SECS - 100 - world.now();
    world.hold(to_window, 86_400, price).expect("prints");
    world.hold(1_960, 60, price).expect("prints");
}

/// What a depositor puts into a vault of a kind: 1,000 base, or as much quote at the starting price.
pub fn stake(kind: Kind) -> u64 {
    match kind {
        Kind::Call => 1_000 * SOL,
        Kind::Put => 200_000 * USDC,
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

/// Falls by a quarter within a minute: the print is published but nobody has observed it.
pub fn crash(world: &mut World) {
    world.advance(60);
    world.set_price(150 * DOLLAR);
}
