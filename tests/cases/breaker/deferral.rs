//! A trip commits; what saw it is deferred, a fill fails, and the grace follows.

use ballast::errors::BallastError::{self, *};
use ballast_client::instructions as ix;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    TxError, World,
};
use option_risk::{breaker::Stage, units::Kind};

use super::scenes::{scene, Scene, DEFERRING, FILLS};
use crate::{
    scenes::{crash, halt, reach_ramp},
    support::{assert_unchanged, on_both, refuses, snapshot},
};

#[test]
fn a_trip_commits_and_the_action_that_saw_it_is_deferred() {
    for case in DEFERRING {
        on_both(|world| {
            eprintln!("{}", case.name);
            let scene = (case.scene)(world);
            crash(world);
            let market = world.keys.market;
            let mut before = snapshot(world);
            before.retain(|(address, _)| *address != market);
            (case.act)(world, &scene).unwrap();
            assert_unchanged(world, &before);
            let state = world.market().risk.breaker;
            assert_eq!(state.stage(), Stage::Halted);
            assert_eq!((state.trip_count, state.trip_price), (1, 150 * DOLLAR));
            refuses(world, BreakerHalted, |world| (case.act)(world, &scene));
        });
    }
}

/// What follows in the transaction that trips is deferred with it: its error would undo the trip.
#[test]
fn a_whole_transaction_is_deferred() {
    on_both(|world| {
        let Scene { short, .. } = scene(world);
        crash(world);
        let owner = short.writer.key();
        let instructions = [
            ix::liquidate(
                &world.keys,
                &short.series,
                &short.liquidator.key(),
                &owner,
                SOL,
            ),
            ix::write_option(&world.keys, &short.series, &owner, SOL),
            ix::withdraw_collateral(&world.keys, &owner, Kind::Put, 1),
        ];
        let market = world.keys.market;
        let mut before = snapshot(world);
        before.retain(|(address, _)| *address != market);
        world
            .send(
                &instructions,
                &[&short.liquidator.wallet, &short.writer.wallet],
            )
            .unwrap();
        assert_unchanged(world, &before);
        assert_eq!(world.market().risk.breaker.trip_count, 1);
    });
}

#[test]
fn a_fill_that_sees_a_trip_leaves_no_trace() {
    for case in FILLS {
        on_both(|world| {
            eprintln!("{}", case.name);
            let scene = (case.scene)(world);
            crash_soon(world);
            refuses(world, BreakerTripped, |world| (case.act)(world, &scene));
            assert_eq!(world.market().risk.breaker.stage(), Stage::Normal);
            world.observe().unwrap();
            assert_eq!(world.market().risk.breaker.stage(), Stage::Halted);
            refuses(world, BreakerHalted, |world| (case.act)(world, &scene));
        });
    }
}

/// As [`crash`], before a hedge order's minute is over.
fn crash_soon(world: &mut World) {
    world.advance(1);
    world.set_price(150 * DOLLAR);
}

#[test]
fn the_grace_stops_what_the_halt_stops() {
    for case in DEFERRING.iter().chain(&FILLS[..1]) {
        on_both(|world| {
            eprintln!("{}", case.name);
            let scene = (case.scene)(world);
            halt(world);
            while world.market().risk.breaker.stage() == Stage::Halted {
                world.tick(30, 150 * DOLLAR).unwrap();
            }
            refuses(world, BreakerGrace, |world| (case.act)(world, &scene));
            reach_ramp(world);
            let outcome = (case.act)(world, &scene);
            for error in [BreakerGrace, BreakerHalted] {
                assert_ne!(outcome.as_ref().err(), Some(&refusal(error)));
            }
        });
    }
}

fn refusal(error: BallastError) -> TxError {
    TxError::Program(ballast_client::errors::code(error))
}
