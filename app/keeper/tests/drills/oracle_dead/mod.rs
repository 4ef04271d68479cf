//! The oracle prints a crash, and then nothing for a day, an expiry in it; when it is back the price is far away.

mod cast;
mod silence;

use ballast::{errors::BallastError::*, state::Stage as Round};
use ballast_harness::{
    scenes,
    setup::{DOLLAR, SOL, USDC},
    support::refused,
};
use option_risk::{breaker::Stage, units::Kind};

use crate::{
    books::{collateral, shut},
    drill::Drill,
    keeper::{count, Keeper, Said},
};
use cast::{Cast, DEBTS, PRUDENT, PUT, STRIKE};

/// The last price before the silence: it halts the market, and one account falls under maintenance by it.
const CRASH: u64 = 182 * DOLLAR;
/// The first after it, and the one that follows.
const BACK: u64 = 90 * DOLLAR;
const AFTER: u64 = 95 * DOLLAR;
const DAY: i64 = 86_400;

#[test]
fn oracle_dead_for_a_day() {
    let (mut drill, cast) = Cast::gathered();
    let keeper = drill.keeper(&cast.keeper);
    drill.oracle = Some(CRASH);
    let debtor = cast.debtor.key();
    drill.until(
        "the crash halts the market and the debtor is flagged",
        |drill| {
            drill.stage() == Stage::Halted
                && drill.world.margin(&debtor, PUT).unwrap().flagged_ts > 0
        },
    );
    drill.oracle = None;
    let silent_ts = drill.world.market().risk.publish_ts;
    drill.pass(100, 10);
    silence::what_needs_a_price_is_refused(&mut drill, &cast, BreakerHalted);
    // Five minutes' halt, two of grace: open again, and nothing to act on.
    drill.pass_to(silent_ts + 600, 60);
    assert_eq!(drill.stage(), Stage::Reopening);
    silence::what_needs_a_price_is_refused(&mut drill, &cast, OracleStale);
    refused(
        drill.with(cast.puts_vault, |world| {
            world.buy(&cast.buyer, &cast.sold_puts, SOL, u64::MAX)
        }),
        OracleStale,
    );
    drill.pass_to(silent_ts + 1_080, 60);
    drill.until("a sale that is over is ended without a price", |drill| {
        drill.world.vault_of(&cast.puts_vault).stage == Round::Live
    });
    drill.pass_to(silent_ts + 3_600, 60);
    silence::what_needs_a_price_is_refused(&mut drill, &cast, OracleStale);
    silence::what_needs_no_price_acts(&mut drill, &cast);
    drill.balance();
    nobody_sends_anything(&mut drill, cast.calls.expiry_ts + 300);
    silence::what_has_expired_waits(&mut drill, &cast);
    nobody_sends_anything(&mut drill, silent_ts + DAY);
    assert_eq!(drill.world.market().risk.publish_ts, silent_ts);
    assert_eq!(count(&keeper.said(), "takeover", "done"), 0);
    drill.balance();

    the_oracle_is_back(&mut drill, &cast, &keeper);
    let said = everybody_leaves(&mut drill, &cast, keeper);
    let unexpected = said
        .iter()
        .filter(|it| it.outcome == "unexpected" || it.outcome == "unknown");
    assert_eq!(unexpected.count(), 0, "{said:?}");
    println!(
        "drill oracle: {:?} atoms of roundings in the pools",
        drill.everybody_has_left()
    );
}

/// A keeper without a price is patient.
fn nobody_sends_anything(drill: &mut Drill, until_ts: i64) {
    let sent = drill.node.transactions();
    drill.pass_to(until_ts, 600);
    assert_eq!(drill.node.transactions(), sent, "the keeper sent something");
}

/// The first print fixes the price of what expired meanwhile; that it halts the market stops no settlement.
fn the_oracle_is_back(drill: &mut Drill, cast: &Cast, keeper: &Keeper) {
    let back_ts = drill.world.now();
    drill.oracle = Some(BACK);
    drill.until("the first print is on record", |drill| {
        drill.world.market().risk.price == BACK
    });
    drill.oracle = Some(AFTER);
    let breaker = drill.world.market().risk.breaker;
    println!(
        "drill oracle: back at 90 after 182: {:?}, {:?}",
        drill.stage(),
        breaker.reason()
    );
    let stable = |drill: &mut Drill| {
        let (market, now) = (drill.world.market(), drill.world.now());
        market.known_prices(now)[2] / DOLLAR
    };
    println!("drill oracle: stable price {}", stable(drill));
    drill.until(
        "everything that expired is settled and both vaults are rolled",
        |drill| {
            let settled = cast.expired().map(|it| drill.world.series_state(&it));
            settled.iter().all(|it| it.settled && it.open_shorts == 0)
                && drill
                    .world
                    .vault_states()
                    .iter()
                    .all(|it| it.stage != Round::Live && it.stage != Round::Settled)
        },
    );
    for series in cast.expired() {
        assert_eq!(drill.world.series_state(&series).settlement_price, BACK);
    }
    println!(
        "drill oracle: all settled and rolled {} s after the first print, in {:?}",
        drill.world.now() - back_ts,
        drill.stage()
    );
    assert_eq!(count(&keeper.said(), "price", "done"), 3);
}

/// What was rolled is claimed, and what expired is redeemed, at once; the other puts run to their end.
fn everybody_leaves(drill: &mut Drill, cast: &Cast, keeper: Keeper) -> Vec<Said> {
    let (world, call) = (&mut drill.world, Kind::Call);
    for owner in [&cast.depositor, &cast.early] {
        world.claim_withdrawal(owner, 2).unwrap();
    }
    for (owner, series) in [
        (&cast.buyer, &cast.sold_calls),
        (&cast.buyer, &cast.sold_puts),
        (&cast.holder, &cast.calls),
    ] {
        let (held, before) = (
            world.options(&owner.key(), series),
            world.wallet(&owner.key(), series.kind),
        );
        world.redeem(owner, series, held).unwrap();
        let paid = world.wallet(&owner.key(), series.kind) - before;
        assert_eq!(paid, payoff(series.kind, held, series.strike, BACK));
    }
    assert_eq!(shut(world, &cast.covered, call), scenes::plenty(call) / 2);
    drill.with(cast.puts_vault, |world| {
        world.claim_withdrawal(&cast.puts_depositor, 1).unwrap()
    });

    let posted = collateral(&mut drill.world, &cast.debtor.key(), PUT);
    drill.pass_to(cast.puts.expiry_ts - 1_260, 600);
    drill.keep_to(cast.puts.expiry_ts + 60);
    drill.until("the puts are settled", |drill| {
        let puts = drill.world.series_state(&cast.puts);
        puts.settled && puts.open_shorts == 0
    });
    let said = drill.stop(keeper);
    assert_eq!(
        (
            count(&said, "takeover", "done"),
            count(&said, "backstop", "done")
        ),
        (0, 1)
    );
    let world = &mut drill.world;
    assert_eq!(world.series_state(&cast.puts).settlement_price, AFTER);
    let drawn = payoff(PUT, DEBTS, STRIKE, AFTER) - posted;
    println!("drill oracle: the debtor had {posted}, the insurance fund pays {drawn}");
    let prudent = (PRUDENT - 11 * SOL) / SOL * (AFTER / DOLLAR) * USDC;
    assert_eq!(shut(world, &cast.prudent, PUT), prudent);
    assert_eq!(shut(world, &cast.debtor, PUT), 0);
    shut(world, &cast.keeper, PUT);
    let (held, before) = (
        world.options(&cast.holder.key(), &cast.puts),
        world.wallet(&cast.holder.key(), PUT),
    );
    world.redeem(&cast.holder, &cast.puts, held).unwrap();
    let paid = world.wallet(&cast.holder.key(), PUT) - before;
    assert_eq!(paid, payoff(PUT, DEBTS + PRUDENT - 11 * SOL, STRIKE, AFTER));
    said
}

/// What options of a kind pay in all, by the terms; nothing for a call.
fn payoff(kind: Kind, contracts: u64, strike: u64, price: u64) -> u64 {
    match kind {
        Kind::Put => contracts / SOL * (strike.saturating_sub(price) / DOLLAR) * USDC,
        Kind::Call => 0,
    }
}
