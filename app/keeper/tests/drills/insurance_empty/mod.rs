//! A crash ruins writers, nobody takes their shorts over, and the insurance fund runs dry: the rest is the holders', each
//! by what they hold, in whatever order anybody is settled or redeems.

mod cast;

use ballast_harness::{
    scenes::plenty,
    setup::{DOLLAR, SOL, USDC},
};
use option_risk::breaker::Stage;

use crate::{
    books::{collateral, shut},
    drill::Drill,
    keeper::count,
};
use cast::{Cast, AT_LIMIT, HELD, INSURED, LATER, LATER_HOLDS, PUT, STRIKE};

/// Within a minute from 200; and in the last half hour.
const CRASH: u64 = 110 * DOLLAR;
const LAST: u64 = 95 * DOLLAR;

/// What one contract pays at the end, quote atoms.
const PAYOFF: u64 = (STRIKE - LAST) / DOLLAR * USDC;

/// What became of a settlement.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    pool: u64,
    shortfall: u64,
    received: [u64; 3],
    dust: u64,
}

#[test]
fn insurance_empty() {
    let (mut drill, cast) = Cast::gathered();
    let keeper = drill.keeper(&cast.keeper);
    drill.oracle = Some(CRASH);
    drill.until("the crash halts the market", |drill| {
        drill.stage() == Stage::Halted
    });
    let tripped_ts = drill.world.now();
    let posted: u64 = cast
        .writers
        .iter()
        .map(|it| collateral(&mut drill.world, &it.key(), PUT))
        .sum();
    // The stable price has a long way: nobody's account is taken at a wick.
    drill.pass(3_600, 60);
    assert_eq!(count(&keeper.said(), "backstop", "done"), 0);
    drill.pass(5_400, 60);
    drill.until("the fund has taken over who is worth nothing", |drill| {
        let mut left = cast
            .writers
            .iter()
            .map(|it| drill.world.margin(&it.key(), PUT).unwrap());
        left.all(|account| account.is_empty())
    });
    println!(
        "drill insurance: three writers of {} contracts are the fund's {} s after the crash",
        AT_LIMIT.iter().sum::<u64>() / SOL,
        drill.world.now() - tripped_ts
    );
    drill.balance();
    let fund = drill.world.keys.insurance_authority();
    assert_eq!(collateral(&mut drill.world, &fund, PUT), posted);
    let insured = keeper.metric("ballast_keeper_insurance_atoms{kind=\"put\"}");
    assert_eq!(insured, Some(INSURED as f64));
    // Hours later it has done nothing more about them.
    drill.pass_to(cast.puts.expiry_ts - 2_400, 900);
    let said = drill.stop(keeper);
    let tasks = |what: &str| count(&said, what, "done");
    assert_eq!(
        (tasks("backstop"), tasks("takeover"), tasks("burn")),
        (3, 0, 0)
    );
    let failed = said
        .iter()
        .filter(|it| !["done", "deferred"].contains(&it.outcome.as_str()));
    println!(
        "drill insurance: the keeper sent {} transactions in two days; to nothing came {:?}",
        said.len(),
        failed
            .clone()
            .map(|it| (&it.what, &it.outcome))
            .collect::<Vec<_>>()
    );
    // An observation and a refreshed book for each of some 170 prints, and a few more.
    assert!(said.len() <= 400, "{}", said.len());
    assert!(failed.count() <= 10, "{said:?}");

    // From before the half hour that counts.
    drill.oracle = Some(LAST);
    drill.watch(cast.puts.expiry_ts + 60 - drill.world.now(), 60);
    let mut by_hand = drill.fork();
    let kept = kept(&mut drill, &cast, posted);
    let reversed = reversed(&mut by_hand, &cast);
    assert_eq!(
        (kept.pool, kept.shortfall),
        (reversed.pool, reversed.shortfall)
    );
    for (one, other) in kept.received.iter().zip(reversed.received) {
        assert!(one.abs_diff(other) <= 1, "{kept:?}, {reversed:?}");
    }
    println!("drill insurance: {kept:?}");
    println!("drill insurance: {reversed:?}");
}

/// The keeper settles everybody, and holders redeem the largest first.
fn kept(drill: &mut Drill, cast: &Cast, posted: u64) -> Outcome {
    let said = drill.keep_once(&cast.keeper);
    assert_eq!(
        (count(&said, "price", "done"), count(&said, "short", "done")),
        (1, 2)
    );
    let owed = (AT_LIMIT.iter().sum::<u64>() + LATER) / SOL * PAYOFF;
    let paid = posted + LATER_HOLDS + INSURED;
    let series = drill.world.series_state(&cast.puts);
    assert_eq!((series.pool_atoms, series.shortfall), (paid, owed - paid));
    assert_eq!(drill.world.market().quote_bad_debt, owed - paid);
    assert_eq!(drill.world.insurance(PUT), 0);
    println!("drill insurance: {owed} owed = {posted} + {LATER_HOLDS} posted + {INSURED} insured + {} short", owed - paid);
    let outcome = redeemed(drill, cast, [0, 1, 2]);
    // Nothing is left for a keeper to do.
    let idle = drill.keep_once(&cast.keeper);
    let more = idle
        .iter()
        .filter(|it| !["observe", "refresh_book"].contains(&it.job.as_str()));
    assert_eq!(more.count(), 0, "{idle:?}");
    outcome
}

/// Everybody by hand in the other order.
fn reversed(drill: &mut Drill, cast: &Cast) -> Outcome {
    let fund = drill.world.keys.insurance_authority();
    let world = &mut drill.world;
    world.settle_series(&cast.puts).unwrap();
    for owner in [cast.later.key(), fund] {
        world.settle_short(&owner, &cast.puts).unwrap();
    }
    redeemed(drill, cast, [2, 0, 1])
}

/// Holders redeem in an order, and everybody is out.
fn redeemed(drill: &mut Drill, cast: &Cast, order: [usize; 3]) -> Outcome {
    let world = &mut drill.world;
    let series = world.series_state(&cast.puts);
    let scale = world.market().scale();
    let supply = world.supply(&cast.puts.option_mint);
    let haircut_bps = series.haircut_bps(&scale, supply).unwrap();
    let mut received = [0; 3];
    for holder in order {
        let (state, supply) = (
            world.series_state(&cast.puts),
            world.supply(&cast.puts.option_mint),
        );
        assert_eq!(
            state.haircut_bps(&scale, supply).unwrap(),
            haircut_bps,
            "the same for all"
        );
        let owner = &cast.holders[holder];
        let before = world.wallet(&owner.key(), PUT);
        world.redeem(owner, &cast.puts, HELD[holder]).unwrap();
        received[holder] = world.wallet(&owner.key(), PUT) - before;
        let share = u128::from(series.pool_atoms) * u128::from(HELD[holder])
            / u128::from(HELD.iter().sum::<u64>());
        assert!(u128::from(received[holder]).abs_diff(share) <= 1);
    }
    println!("drill insurance: a haircut of {haircut_bps} bps");
    for owner in cast.writers.iter().chain([&cast.later]) {
        assert_eq!(shut(world, owner, PUT), 0);
        assert!(world.wallet(&owner.key(), PUT) < plenty(PUT));
    }
    let dust = drill.everybody_has_left()[1];
    assert_eq!(received.iter().sum::<u64>() + dust, series.pool_atoms);
    Outcome {
        pool: series.pool_atoms,
        shortfall: series.shortfall,
        received,
        dust,
    }
}
