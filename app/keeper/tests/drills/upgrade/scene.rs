//! The market that the fixture is of: every type of account, none of them empty.

use ballast::state::Change;
use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, Setup,
};
use option_risk::{calendar, units::Kind};

use super::fixture::actor;
use crate::drill::Drill;

pub const PUT: Kind = Kind::Put;
/// The world's first keypairs.
pub const WALLETS: [u64; 5] = [1_001, 1_002, 1_003, 1_004, 1_005];
/// What the proposal makes of the vault's cap.
pub const PROPOSED_CAP: u64 = 1_100_000 * SOL;

pub struct Cast {
    /// Has shares, a withdrawal that was rolled, and one that waits.
    pub depositor: Actor,
    /// Has not claimed shares.
    pub early: Actor,
    /// Has a deposit that waits.
    pub late: Actor,
    /// Has the vault's calls.
    pub buyer: Actor,
    /// Is short of puts and has them, some in the margin account.
    pub writer: Actor,
    pub puts: SeriesKeys,
    pub calls: SeriesKeys,
}

/// A day's calls, whose vault hedges.
pub fn setup() -> Setup {
    let mut setup = Setup::default();
    (
        setup.vault.schedule.tenor_days,
        setup.vault.schedule.phase_days,
    ) = (1, 0);
    setup
}

/// The strike that the vault's rule picked.
pub const CALL_STRIKE: u64 = 211 * DOLLAR;

impl Cast {
    /// Whose the fixture is.
    pub fn of(drill: &Drill) -> Self {
        let [depositor, early, late, buyer, writer] = WALLETS.map(actor);
        let (keys, start_ts) = (&drill.world.keys, setup().start_ts);
        let expiry = |days| calendar::next_expiry(start_ts, days).expect("a calendar");
        Self {
            depositor,
            early,
            late,
            buyer,
            writer,
            puts: SeriesKeys::derive(keys, PUT, 190 * DOLLAR, expiry(1)),
            calls: SeriesKeys::derive(keys, Kind::Call, CALL_STRIKE, expiry(0)),
        }
    }
}

/// Lives through the first half hour of the market.
pub fn play() -> Drill {
    let mut drill = Drill::open(&setup());
    let cast = Cast::of(&drill);
    for expected in WALLETS.map(actor) {
        assert_eq!(drill.rich().key(), expected.key());
    }
    let world = &mut drill.world;
    let mut params = setup().vault;
    params.deposit_cap = PROPOSED_CAP;
    world.proposed(Change::VaultParams(params)).unwrap();

    for (owner, amount) in [(&cast.depositor, 1_000), (&cast.early, 100)] {
        world.queue_deposit(owner, amount * SOL).unwrap();
    }
    world.roll_round().unwrap();
    world.claim_shares(&cast.depositor, 0).unwrap();
    let shares = world.shares(&cast.depositor.key());
    world
        .queue_withdrawal(&cast.depositor, shares / 10)
        .unwrap();
    world.roll_round().unwrap();
    let calls = world.start_sale().unwrap();
    assert_eq!(calls.strike, cast.calls.strike);
    world.buy(&cast.buyer, &calls, 300 * SOL, u64::MAX).unwrap();

    let expiry_ts = cast.puts.expiry_ts;
    world
        .create_series(PUT, cast.puts.strike, expiry_ts)
        .unwrap();
    world.open_margin(&cast.writer, PUT, 2_000_000_000).unwrap();
    world.write(&cast.writer, &cast.puts, 20 * SOL).unwrap();
    world
        .deposit_options(&cast.writer, &cast.puts, 5 * SOL)
        .unwrap();
    drill.watch(660, 60);
    let world = &mut drill.world;
    world.end_sale(&calls).unwrap();
    world.queue_deposit(&cast.late, 10 * SOL).unwrap();
    world.queue_withdrawal(&cast.depositor, shares / 2).unwrap();
    world.refresh_book(&[cast.puts, calls]).unwrap();
    // A breaker that has been shut for a minute, and has reopened.
    let guardian = drill.world.guardian.insecure_clone();
    drill.watch(60, 60);
    drill.world.pause(&guardian).unwrap();
    drill.watch(60, 60);
    drill.world.lift_pause(&guardian).unwrap();
    drill.watch(780, 60);
    drill.world.open_hedge().unwrap();
    drill.balance();
    drill
}
