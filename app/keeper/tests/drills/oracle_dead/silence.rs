//! What may be done without a price, and in which words the rest is refused.

use ballast::errors::BallastError::{self, *};
use ballast_harness::{
    setup::{SOL, USDC},
    support::{refused, refuses},
};
use option_risk::units::Kind;

use super::cast::{Cast, DEBTS, PRUDENT, PUT, STRIKE};
use crate::{
    books::{collateral, shut},
    drill::Drill,
};

/// Everything that acts on a price.
pub fn what_needs_a_price_is_refused(drill: &mut Drill, cast: &Cast, error: BallastError) {
    let (world, owner) = (&mut drill.world, cast.debtor.key());
    let (puts, debtor) = (&cast.puts, &cast.debtor);
    refuses(world, error, |world| world.write(&cast.flat, puts, SOL));
    refuses(world, error, |world| world.withdraw(debtor, PUT, 1));
    refuses(world, error, |world| {
        world.liquidate(&cast.keeper, &owner, puts, SOL)
    });
    refuses(world, error, |world| {
        world.liquidate_with_options(&cast.holder, &owner, puts, SOL, 0)
    });
    // In a halt these act, were there a price.
    if error == OracleStale {
        let other = cast.prudent.key();
        refuses(world, error, |world| world.flag(&other, PUT));
        refuses(world, error, |world| world.unflag(&owner, PUT));
        refuses(world, error, |world| world.refresh_book(&[cast.puts]));
    }
}

/// Nobody is kept from what takes no price.
pub fn what_needs_no_price_acts(drill: &mut Drill, cast: &Cast) {
    let (world, call) = (&mut drill.world, Kind::Call);
    // The prudent writer buys a put back, and covers the rest.
    world
        .transfer_options(&cast.holder, &cast.prudent, &cast.puts, SOL)
        .unwrap();
    world
        .close_short(&cast.prudent, &cast.puts, 11 * SOL)
        .unwrap();
    let left = PRUDENT - 11 * SOL;
    let cover = left / SOL * (STRIKE / 100_000_000) * USDC;
    let more = cover - collateral(world, &cast.prudent.key(), PUT);
    world
        .deposit(&cast.prudent, &cast.prudent.key(), PUT, more)
        .unwrap();
    let short = world
        .margin(&cast.prudent.key(), PUT)
        .unwrap()
        .short_of(&cast.puts.series);
    assert_eq!(
        (short, collateral(world, &cast.prudent.key(), PUT)),
        (left, cover)
    );
    println!("drill oracle: a top-up of {more} quote atoms, a short of 11 contracts closed");

    println!(
        "drill oracle: the flat account leaves with {}",
        shut(world, &cast.flat, PUT)
    );
    world.fund_insurance(&cast.flat, call, 1).unwrap();
    // The vault's queue and what it has rolled.
    let before = world.wallet(&cast.late.key(), call);
    world.cancel_deposit(&cast.late).unwrap();
    assert_eq!(world.wallet(&cast.late.key(), call) - before, 10 * SOL);
    world.queue_deposit(&cast.late, SOL).unwrap();
    world.cancel_deposit(&cast.late).unwrap();
    world.claim_shares(&cast.early, 0).unwrap();
    let before = world.wallet(&cast.depositor.key(), call);
    world.claim_withdrawal(&cast.depositor, 1).unwrap();
    assert_eq!(
        world.wallet(&cast.depositor.key(), call) - before,
        100 * SOL
    );
    for owner in [&cast.depositor, &cast.early] {
        let shares = world.shares(&owner.key());
        world.queue_withdrawal(owner, shares).unwrap();
        world.cancel_withdrawal(owner, shares / 3).unwrap();
        world.queue_withdrawal(owner, shares / 3).unwrap();
    }
    drill.with(cast.puts_vault, |world| {
        let shares = world.shares(&cast.puts_depositor.key());
        world
            .queue_withdrawal(&cast.puts_depositor, shares)
            .unwrap();
    });
}

/// What has expired waits for its price, and is owed.
pub fn what_has_expired_waits(drill: &mut Drill, cast: &Cast) {
    let world = &mut drill.world;
    for series in cast.expired() {
        refuses(world, NoSettlementPrice, |world| {
            world.settle_series(&series)
        });
    }
    refuses(world, NotFirstPrint, |world| {
        world.pin_settlement(cast.calls.expiry_ts)
    });
    refuses(world, SeriesNotSettled, |world| {
        world.redeem(&cast.holder, &cast.calls, SOL)
    });
    refuses(world, SeriesNotSettled, |world| {
        world.settle_short(&cast.covered.key(), &cast.calls)
    });
    refuses(world, SeriesNotSettled, |world| {
        world.settle_vault(&cast.sold_calls)
    });
    refuses(world, SeriesExpired, |world| {
        world.write(&cast.covered, &cast.calls, SOL)
    });
    refuses(world, OracleStale, |world| {
        world.withdraw(&cast.covered, Kind::Call, 1)
    });
    refuses(world, WrongStage, |world| world.roll_round());
    // Options still close shorts.
    world
        .transfer_options(&cast.holder, &cast.covered, &cast.calls, SOL)
        .unwrap();
    world.close_short(&cast.covered, &cast.calls, SOL).unwrap();
    refused(world.open_hedge(), HedgeDisabled);
    let debtor = world.margin(&cast.debtor.key(), PUT).unwrap();
    assert_eq!(
        debtor.short_of(&cast.puts.series),
        DEBTS,
        "nobody has touched it"
    );
}
