//! Situations that many cases begin with.

use ballast_client::SeriesKeys;
use option_risk::{breaker::Stage, calendar, settlement, units::Kind};

use crate::{
    setup::{DOLLAR, SOL, USDC},
    Actor, Setup, World,
};

/// Contracts of the writer in [`short_at_limit`].
pub const WRITTEN: u64 = 100 * SOL;

/// The price all worlds start at.
pub const START_PRICE: u64 = 200 * DOLLAR;

/// A writer, somebody to take over, and what was written.
pub struct Short {
    pub writer: Actor,
    pub liquidator: Actor,
    pub series: SeriesKeys,
}

/// A vault whose options are sold.
pub struct Sold {
    pub depositor: Actor,
    pub buyer: Actor,
    pub calls: SeriesKeys,
}

/// A default setup whose breaker never trips: prices may jump.
pub fn disarmed() -> Setup {
    let mut setup = Setup::default();
    setup.market.breaker.armed = 0;
    setup
}

/// The first expiry at least `days` ahead.
pub fn expiry(world: &World, days: u32) -> i64 {
    calendar::next_expiry(world.now(), days).expect("a calendar")
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

/// A wallet with a margin account of a kind and plenty in it.
pub fn rich_writer(world: &mut World, kind: Kind) -> Actor {
    let actor = rich(world);
    world
        .open_margin(&actor, kind, plenty(kind) / 2)
        .expect("a margin account");
    actor
}

/// A weekly series 5% out of the money at the starting price.
pub fn near_series(world: &mut World, kind: Kind) -> SeriesKeys {
    let strike = match kind {
        Kind::Call => 210 * DOLLAR,
        Kind::Put => 190 * DOLLAR,
    };
    let expiry_ts = expiry(world, 7);
    world
        .ensure_series(kind, strike, expiry_ts)
        .expect("a series")
}

/// A writer of [`WRITTEN`] contracts of [`near_series`] with the initial margin and no more, and a rich liquidator.
pub fn short_at_limit(world: &mut World, kind: Kind) -> Short {
    let series = near_series(world, kind);
    let writer = rich_writer(world, kind);
    let liquidator = rich_writer(world, kind);
    write_to_limit(world, &writer, &series, WRITTEN);
    Short {
        writer,
        liquidator,
        series,
    }
}

/// Writes, and takes out all that the initial margin leaves.
pub fn write_to_limit(world: &mut World, writer: &Actor, series: &SeriesKeys, contracts: u64) {
    world.write(writer, series, contracts).expect("room");
    let health = world.health(&writer.key(), series.kind);
    let spare = health.collateral - health.initial.required;
    world.withdraw(writer, series.kind, spare).expect("spare");
}

/// A price at which [`short_at_limit`]'s writer is under water but solvent.
pub fn bad_price(kind: Kind) -> u64 {
    match kind {
        Kind::Call => 218 * DOLLAR,
        Kind::Put => 182 * DOLLAR,
    }
}

/// Goes to a price and holds it until the market's stable price has followed, however far.
pub fn reach_agreement(world: &mut World, price: u64) {
    world.tick(60, price).expect("a print");
    world.hold(6 * 3_600, 600, price).expect("prints");
}

/// What the depositor of [`selling`] puts in: 1,000 base, or as much quote at the starting price.
pub fn stake(kind: Kind) -> u64 {
    match kind {
        Kind::Call => 1_000 * SOL,
        Kind::Put => 200_000 * USDC,
    }
}

/// A vault with a [`stake`] that has sold `sold` options; the sale still runs.
pub fn selling(world: &mut World, sold: u64) -> Sold {
    let (depositor, buyer) = (rich(world), rich(world));
    let round = world.vault_state().book.round;
    (world.queue_deposit(&depositor, stake(world.vault.kind))).expect("room");
    world.roll_round().expect("a queue");
    world.claim_shares(&depositor, round).expect("shares");
    let calls = world.start_sale().expect("assets");
    if sold > 0 {
        world.buy(&buyer, &calls, sold, u64::MAX).expect("an offer");
    }
    Sold {
        depositor,
        buyer,
        calls,
    }
}

/// As [`selling`], with the sale over.
pub fn live(world: &mut World, sold: u64) -> Sold {
    let scene = selling(world, sold);
    world.hold(660, 60, START_PRICE).expect("prints");
    world.end_sale(&scene.calls).expect("an end");
    scene
}

/// Ends a live round at a settlement price, up to its roll.
pub fn settle(world: &mut World, scene: &Sold, price: u64) {
    reach_expiry(world, scene.calls.expiry_ts, price);
    world.settle_series(&scene.calls).expect("a price");
    world.settle_vault(&scene.calls).expect("a payoff");
}

/// Brings an expiry about: a minute's print at `price` from before the averaging window until the expiry has passed.
pub fn reach_expiry(world: &mut World, expiry_ts: i64, price: u64) {
    let to_window = expiry_ts - settlement::WINDOW_SECS - 100 - world.now();
    world.hold(to_window, 86_400, price).expect("prints");
    world.hold(1_960, 60, price).expect("prints");
}

/// Falls by a quarter within a minute: the print is published but nobody has observed it.
pub fn crash(world: &mut World) {
    world.advance(60);
    world.set_price(150 * DOLLAR);
}

/// Observes a crash: the breaker is halted.
pub fn halt(world: &mut World) {
    crash(world);
    world.observe().expect("a print");
    assert_eq!(world.market().risk.breaker.stage(), Stage::Halted);
}

/// From a halt to the first second of the reopening's ramp, holding the price.
pub fn reach_ramp(world: &mut World) {
    let price = world.market().risk.price;
    while world.market().risk.breaker.stage() == Stage::Halted {
        world.tick(30, price).expect("a print");
    }
    let market = world.market();
    let grace = i64::from(market.params.breaker.grace_secs);
    let ramp_from = market.risk.breaker.stage_since_ts + grace;
    let wait = ramp_from - world.now();
    world.tick(wait, price).expect("a print");
}
