//! A crash halts the market, and the guardian pauses it as long as they may: who leaves meanwhile, who has to wait, and
//! that the clock alone lets them go.

mod cast;

use ballast::errors::BallastError::*;
use ballast_harness::{
    scenes::{self, WRITTEN},
    setup::{SOL, USDC},
    support::{refused, refused_with, refuses, INSUFFICIENT_FUNDS},
};
use option_risk::{
    breaker::{Reason, Stage},
    units::Kind,
};

use crate::{books::shut, drill::Drill};
use cast::{Cast, CRASH, HELD, OWN};

#[test]
fn everybody_leaves_while_halted() {
    let (mut drill, cast) = Cast::gathered();
    drill.oracle = Some(CRASH);
    drill.watch(60, 60);
    assert_eq!(drill.stage(), Stage::Halted);
    // What comes in the slot of a trip is deferred instead.
    drill.pass(1, 1);
    let (shut_ts, ends_ts) = (
        drill.world.now(),
        drill.world.market().risk.breaker.halt_until_ts,
    );
    assert_eq!(ends_ts - shut_ts, 299);
    let guardian = drill.world.guardian.insecure_clone();
    refuses(&mut drill.world, HaltRunning, |world| {
        world.pause(&guardian)
    });
    what_is_refused(&mut drill, &cast);

    // On top, from the halt's last second on: twice half an hour.
    drill.pass_to(ends_ts, 60);
    assert_eq!(drill.stage(), Stage::Reopening);
    drill.world.pause(&guardian).unwrap();
    drill.pass(1_799, 300);
    drill.world.pause(&guardian).unwrap();
    let opens_ts = drill.world.now() + 1_800;
    refuses(&mut drill.world, PausesSpent, |world| {
        world.pause(&guardian)
    });
    assert_eq!(drill.world.market().risk.breaker.reason(), Reason::Guardian);
    what_is_refused(&mut drill, &cast);
    who_leaves(&mut drill, &cast);
    drill.balance();

    // No transaction from here to the end of the grace.
    drill.pass_to(opens_ts - 1, 300);
    assert_eq!(drill.stage(), Stage::Halted);
    refused(drill.world.pause(&guardian), PausesSpent);
    drill.pass(1, 1);
    assert_eq!(drill.stage(), Stage::Reopening);
    let sent = drill.node.transactions();
    drill.pass(119, 60);
    assert_eq!(drill.node.transactions(), sent);
    refused(
        drill.world.withdraw(&cast.short.writer, Kind::Put, 1),
        BreakerGrace,
    );
    drill.pass(1, 1);
    println!(
        "drill halted: shut for {} s, then {} s of grace",
        opens_ts - shut_ts,
        drill.world.now() - opens_ts
    );
    the_rest_leave(&mut drill, &cast);
    let dust = drill.everybody_has_left();
    println!("drill halted: {dust:?} atoms of roundings stay in the pools (base, quote)");
}

/// Nothing but new risk and trades, each in the program's words, and nothing changes by it.
fn what_is_refused(drill: &mut Drill, cast: &Cast) {
    let Cast {
        short,
        flat,
        puts_vault,
        puts,
        calls,
        ..
    } = cast;
    let (world, owner) = (&mut drill.world, short.writer.key());
    refuses(world, BreakerHalted, |world| {
        world.write(flat, &short.series, SOL)
    });
    refuses(world, BreakerHalted, |world| {
        world.withdraw(&short.writer, Kind::Put, 1)
    });
    refuses(world, BreakerHalted, |world| {
        world.withdraw_options(&cast.spreader, &short.series, 1)
    });
    refuses(world, BreakerHalted, |world| {
        world.liquidate(&short.liquidator, &owner, &short.series, SOL)
    });
    refuses(world, BreakerHalted, |world| {
        world.liquidate_with_options(&cast.holder, &owner, &short.series, SOL, 0)
    });
    refuses(world, BreakerHalted, |world| world.open_hedge());
    refuses(world, WrongStage, |world| world.roll_round());
    refuses(world, SeriesNotExpired, |world| world.settle_series(calls));
    refuses(world, SeriesNotSettled, |world| {
        world.redeem(&cast.buyer, calls, SOL)
    });
    // A sale that runs stands still.
    drill.with(*puts_vault, |world| {
        refuses(world, BreakerHalted, |world| {
            world.buy(&cast.buyer, puts, SOL, u64::MAX)
        });
        refuses(world, SaleRunning, |world| world.end_sale(puts));
    });
}

/// Whoever holds what they are short of, or is short of nothing, is out at once; vaults pay what was rolled.
fn who_leaves(drill: &mut Drill, cast: &Cast) {
    let (short, world) = (&cast.short, &mut drill.world);
    let put = Kind::Put;
    assert_eq!(shut(world, &cast.flat, put), scenes::plenty(put) / 2);
    world
        .net_position(&cast.spreader.key(), &short.series)
        .unwrap();
    assert_eq!(shut(world, &cast.spreader, put), scenes::plenty(put) / 2);

    // The writer closes what they have, and what a holder lets them have; the rest of their short keeps them.
    world
        .close_short(&short.writer, &short.series, OWN)
        .unwrap();
    refused_with(
        world.close_short(&short.writer, &short.series, SOL),
        INSUFFICIENT_FUNDS,
    );
    refused(world.withdraw(&short.writer, put, 1), BreakerHalted);
    world
        .transfer_options(&cast.holder, &short.writer, &short.series, HELD / 2)
        .unwrap();
    world
        .close_short(&short.writer, &short.series, HELD / 2)
        .unwrap();
    refused(world.withdraw(&short.writer, put, 1), BreakerHalted);
    let left = WRITTEN - OWN - HELD / 2;
    let writer = world.margin(&short.writer.key(), put).unwrap();
    assert_eq!(writer.short_of(&short.series.series), left);
    world
        .deposit(&cast.holder, &short.writer.key(), put, 1)
        .unwrap();
    world
        .transfer_options(&cast.buyer, &cast.holder, &cast.calls, SOL)
        .unwrap();

    let before = world.wallet(&cast.early.key(), Kind::Call);
    world.claim_withdrawal(&cast.early, 1).unwrap();
    let paid = world.wallet(&cast.early.key(), Kind::Call) - before;
    assert_eq!(paid, 50 * SOL, "half of a hundred, before any gain");
    let before = world.wallet(&cast.late.key(), Kind::Call);
    world.cancel_deposit(&cast.late).unwrap();
    assert_eq!(
        world.wallet(&cast.late.key(), Kind::Call) - before,
        10 * SOL
    );
    for owner in [&cast.depositor, &cast.early] {
        let shares = world.shares(&owner.key());
        world.queue_withdrawal(owner, shares).unwrap();
    }
    refuses(world, WrongStage, |world| world.roll_round());
}

/// The market is open: margin comes free, and the expiry lets everybody else go.
fn the_rest_leave(drill: &mut Drill, cast: &Cast) {
    let Cast {
        short,
        calls,
        puts,
        puts_vault,
        ..
    } = cast;
    let (world, put) = (&mut drill.world, Kind::Put);
    world.withdraw(&short.writer, put, 1).unwrap();
    let held = world.health(&short.writer.key(), put).collateral;
    println!(
        "drill halted: of the writer {} quote atoms are held for {} contracts",
        held,
        WRITTEN - OWN - HELD / 2
    );
    drill.pass(720, 60);
    drill.with(*puts_vault, |world| {
        world.observe().unwrap();
        world.end_sale(puts).unwrap();
        let shares = world.shares(&cast.puts_depositor.key());
        world
            .queue_withdrawal(&cast.puts_depositor, shares)
            .unwrap();
    });
    drill.pass_to(calls.expiry_ts - 1_860, 3_600);
    drill.watch(1_920, 60);
    let world = &mut drill.world;
    for series in [calls, puts, &short.series] {
        world.settle_series(series).unwrap();
    }
    world
        .settle_short(&short.writer.key(), &short.series)
        .unwrap();
    for (vault, series) in [(world.vault, calls), (*puts_vault, puts)] {
        drill.with(vault, |world| {
            world.settle_vault(series).unwrap();
            world.roll_round().unwrap();
        });
    }
    let world = &mut drill.world;
    for owner in [&cast.depositor, &cast.early] {
        world.claim_withdrawal(owner, 2).unwrap();
    }
    for (owner, series) in [
        (&cast.holder, &short.series),
        (&cast.buyer, calls),
        (&cast.holder, calls),
        (&cast.buyer, puts),
    ] {
        let held = world.options(&owner.key(), series);
        world.redeem(owner, series, held).unwrap();
    }
    // Twenty contracts of strike 190 at 150, out of what was held.
    assert_eq!(shut(world, &short.writer, put), held - 20 * 40 * USDC);
    assert_eq!(shut(world, &short.liquidator, put), scenes::plenty(put) / 2);
    drill.with(*puts_vault, |world| {
        world.claim_withdrawal(&cast.puts_depositor, 1).unwrap()
    });
}
