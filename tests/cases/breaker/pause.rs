//! The guardian's pause: who, what it stops, how it ends, and how often.

use ballast::errors::BallastError::*;
use ballast_harness::{setup::SOL, World};
use option_risk::{
    breaker::{Reason, Stage},
    units::Kind,
};
use solana_keypair::Keypair;

use crate::{
    scenes::{
        bad_price, disarmed, halt, near_series, rich, rich_writer, short_at_limit, START_PRICE,
        WRITTEN,
    },
    support::{on_both, on_both_with, refuses},
};

fn guardian(world: &World) -> Keypair {
    world.guardian.insecure_clone()
}

fn stage(world: &mut World) -> Stage {
    let now = world.now();
    let market = world.market();
    market.risk.breaker.stage_at(&market.params.breaker, now)
}

#[test]
fn only_the_guardian_pauses_and_nobody_else_ends_a_running_pause() {
    on_both(|world| {
        let (guardian, admin) = (guardian(world), world.admin.insecure_clone());
        let stranger = rich(world).wallet;
        for by in [&admin, &stranger] {
            refuses(world, WrongGuardian, |world| world.pause(by));
        }
        refuses(world, NoPause, |world| world.lift_pause(&guardian));
        world.pause(&guardian).unwrap();
        assert_eq!(stage(world), Stage::Halted);
        assert_eq!(world.market().risk.breaker.reason(), Reason::Guardian);
        for by in [&admin, &stranger] {
            refuses(world, WrongGuardian, |world| world.lift_pause(by));
        }
        world.advance(60);
        world.lift_pause(&guardian).unwrap();
        assert_eq!(stage(world), Stage::Reopening);
        refuses(world, NoPause, |world| world.lift_pause(&guardian));
    });
}

/// Half an hour, then the clock opens the market; anybody may put that on record.
#[test]
fn a_pause_expires_and_anyone_may_lift_an_expired_one() {
    on_both(|world| {
        let guardian = guardian(world);
        let stranger = rich(world).wallet;
        world.pause(&guardian).unwrap();
        world.advance(1_799);
        refuses(world, WrongGuardian, |world| world.lift_pause(&stranger));
        world.advance(1);
        assert_eq!(stage(world), Stage::Reopening);
        world.lift_pause(&stranger).unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(breaker.stage(), Stage::Reopening);
        assert_eq!(breaker.halted_secs_total, 1_800);
        world.advance(720);
        assert_eq!(stage(world), Stage::Normal);
    });
}

#[test]
fn a_pause_stops_what_a_halt_stops_and_nobody_from_leaving() {
    on_both_with(&disarmed(), |world| {
        let scene = short_at_limit(world, Kind::Put);
        let (series, flat) = (near_series(world, Kind::Put), rich_writer(world, Kind::Put));
        world.tick(60, bad_price(Kind::Put)).unwrap();
        world.pause(&guardian(world)).unwrap();
        world.advance(5);
        world.set_price(bad_price(Kind::Put));
        let owner = scene.writer.key();
        refuses(world, BreakerHalted, |world| {
            world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
        });
        refuses(world, BreakerHalted, |world| {
            world.write(&flat, &series, SOL)
        });
        world.deposit(&scene.writer, &owner, Kind::Put, 1).unwrap();
        world.close_short(&scene.writer, &series, WRITTEN).unwrap();
        world.withdraw(&scene.writer, Kind::Put, 1).unwrap();
        world.withdraw(&flat, Kind::Put, 1).unwrap();
    });
}

/// Two in a row, three a day; never over a halt of the breaker's own, which it does not lengthen.
#[test]
fn pauses_are_rationed() {
    on_both(|world| {
        let guardian = guardian(world);
        world.pause(&guardian).unwrap();
        world.advance(600);
        world.pause(&guardian).unwrap();
        refuses(world, PausesSpent, |world| world.pause(&guardian));
        // The second ends half an hour after it began; a third needs as long a gap.
        world.advance(1_800 + 1_799);
        refuses(world, PausesSpent, |world| world.pause(&guardian));
        world.advance(1);
        world.pause(&guardian).unwrap();
        world.advance(7_200);
        refuses(world, PausesSpent, |world| world.pause(&guardian));
        world.advance(86_400);
        world.hold(1_200, 60, START_PRICE).unwrap();
        halt(world);
        refuses(world, HaltRunning, |world| world.pause(&guardian));
    });
}
