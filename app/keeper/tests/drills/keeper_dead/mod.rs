//! The keeper dies ten minutes before an expiry and in the middle of a sale; prints go on, and for a day nobody looks at
//! them. Then a keeper starts: what was due is done, at the prices that it would have been done at by the rules.

mod cast;

use ballast::{errors::BallastError::*, state::Stage as Round};
use ballast_client::SeriesKeys;
use ballast_harness::{
    scenes,
    setup::{DOLLAR, SOL, USDC},
    support::{refused, refuses},
};
use option_risk::{breaker::Stage, units::Kind};

use crate::{
    books::shut,
    drill::Drill,
    keeper::{count, Keeper},
};
use cast::{Cast, BOUGHT, CALLS, CALL_STRIKE, CAREFUL, MORNING, PUT, PUTS, PUT_STRIKE};

/// While nobody looks: minutes after the death, at the expiry of what was sold, and when a keeper is back.
const NOON: u64 = 230 * DOLLAR;
const FIRST: u64 = 140 * DOLLAR;
const BACK: u64 = 135 * DOLLAR;

#[test]
fn keeper_dead_for_a_day() {
    let (mut drill, cast) = Cast::gathered();
    let keeper = drill.keeper(&cast.keeper);
    let dies_ts = cast.calls.expiry_ts - 600;
    drill.keep_to(dies_ts);
    drill.kill(keeper);
    let died_ts = drill.world.now();
    drill.oracle = Some(NOON);
    let watched = settlement_if_watched(&drill, &cast);

    drill.pass_to(cast.sold.expiry_ts - 60, 3_600);
    assert_eq!(drill.world.vault_state().stage, Round::Selling);
    people_go_on(&mut drill, &cast);
    // The first print at or after the expiry of what was sold; then twenty minutes more.
    drill.oracle = Some(FIRST);
    drill.pass_to(cast.sold.expiry_ts, 60);
    let first = drill
        .world
        .chain
        .account(&drill.world.feed.address.clone())
        .unwrap();
    drill.oracle = Some(BACK);
    drill.pass(1_200, 60);
    assert_eq!(
        drill.world.market().risk.price,
        MORNING,
        "nobody has looked"
    );
    println!(
        "drill keeper: nobody looks for {} s",
        drill.world.now() - died_ts
    );

    let started_ts = drill.world.now();
    let keeper = drill.keeper(&cast.keeper);
    what_was_due(&mut drill, &cast, &keeper, &first);
    assert_eq!(
        drill.world.series_state(&cast.calls).settlement_price,
        MORNING
    );
    println!("drill keeper: the watched expiry at {MORNING}, it would have been {watched}");
    it_reopens(&mut drill, &cast, &keeper, started_ts);
    everybody_leaves(&mut drill, &cast, keeper);
}

/// What the expiry would have settled at, had the keeper lived.
fn settlement_if_watched(drill: &Drill, cast: &Cast) -> u64 {
    let mut fork = drill.fork();
    fork.watch(cast.calls.expiry_ts - fork.world.now(), 60);
    fork.world.settle_series(&cast.calls).unwrap();
    fork.world.series_state(&cast.calls).settlement_price
}

/// Nobody needs a keeper to top up, to queue, or to record a print; what waits for a step of a round waits.
fn people_go_on(drill: &mut Drill, cast: &Cast) {
    let world = &mut drill.world;
    let shares = world.shares(&cast.leaver.key());
    world.queue_withdrawal(&cast.leaver, shares).unwrap();
    world
        .deposit(&cast.holder, &cast.careful.key(), PUT, 1)
        .unwrap();
    refuses(world, SaleOver, |world| {
        world.buy(&cast.buyer, &cast.sold, SOL, u64::MAX)
    });
    refuses(world, SeriesNotSettled, |world| {
        world.redeem(&cast.holder, &cast.calls, SOL)
    });
    refuses(world, NoSettlementPrice, |world| {
        world.settle_series(&cast.calls)
    });
    refuses(world, WrongStage, |world| world.roll_round());
}

/// The keeper's first minutes.
fn what_was_due(drill: &mut Drill, cast: &Cast, keeper: &Keeper, first: &ballast_harness::Account) {
    drill.until(
        "the watched expiry is settled, the sale is ended",
        |drill| {
            let calls = drill.world.series_state(&cast.calls);
            calls.settled
                && calls.open_shorts == 0
                && drill.world.vault_state().stage == Round::Live
        },
    );
    assert_eq!(drill.stage(), Stage::Halted);
    // Nobody has shown the first print after the other expiry, and the ones that follow do not count for an hour.
    drill.pass(120, 20);
    assert!(!drill.world.series_state(&cast.sold).settled);
    let begun = keeper.begun();
    println!("drill keeper: in this order {begun:?}");
    let first_of_all = [
        "observe observe",
        "flag flag",
        "end_sale end",
        "settle price",
    ];
    assert_eq!(begun[..4], first_of_all);
    refused(drill.world.settle_series(&cast.sold), NoSettlementPrice);
    // Somebody posts it: the oracle's account shows it for a moment.
    drill.oracle = None;
    let feed = drill.world.feed.address;
    drill.world.chain.set_account(&feed, first.clone());
    drill.until(
        "the sold calls are settled and the round is rolled",
        |drill| drill.world.vault_state().stage == Round::Open,
    );
    drill.oracle = Some(BACK);
    assert_eq!(drill.world.series_state(&cast.sold).settlement_price, FIRST);
}

/// The halt that the first print brings ends in time; then who is under maintenance is liquidated, and a sale starts.
fn it_reopens(drill: &mut Drill, cast: &Cast, keeper: &Keeper, started_ts: i64) {
    let breaker = drill.world.market().risk.breaker;
    println!(
        "drill keeper: {:?} {:?} until {}",
        drill.stage(),
        breaker.reason(),
        breaker.halt_until_ts - started_ts
    );
    assert_eq!(count(&keeper.said(), "takeover", "done"), 0);
    drill.pass_to(breaker.halt_until_ts, 20);
    assert_eq!(drill.stage(), Stage::Reopening);
    let open_ts = drill.world.now();
    assert!(open_ts - started_ts <= 960, "{}", open_ts - started_ts);
    drill.until("the writer under maintenance is taken over in part", |_| {
        count(&keeper.said(), "takeover", "done") > 0
    });
    println!(
        "drill keeper: open after {} s, liquidated after {} s",
        open_ts - started_ts,
        drill.world.now() - started_ts
    );
    let left = drill.world.margin(&cast.careful.key(), PUT).unwrap();
    println!(
        "drill keeper: of {PUTS} {} left, of {CAREFUL} {} left",
        left.short_of(&cast.puts.series),
        left.collateral
    );
    // Not before the stable price has followed: nobody sells at a price that may be a wick.
    drill.pass(5_160, 60);
    drill.until("a sale has started", |drill| {
        drill.world.vault_state().stage == Round::Selling
    });
    println!(
        "drill keeper: a sale after {} s",
        drill.world.now() - started_ts
    );
}

fn everybody_leaves(drill: &mut Drill, cast: &Cast, keeper: Keeper) {
    let (world, call) = (&mut drill.world, Kind::Call);
    // The sale that goes on; its series is known to nobody here.
    let sale = world.vault_state().sale;
    let unsold = SeriesKeys::derive(&world.keys, call, sale.strike, sale.expiry_ts);
    world.series.push(unsold);
    let shares = world.shares(&cast.stayer.key());
    world.queue_withdrawal(&cast.stayer, shares).unwrap();
    drill.balance();
    drill.pass(660, 60);
    drill.until(
        "a sale without buyers is ended and the round rolled",
        |drill| drill.world.vault_state().book.round == 3,
    );
    let world = &mut drill.world;
    // A thousand and a hundred, with the premium of what was sold in the last hour of the keeper's life.
    for (owner, round, due) in [
        (&cast.leaver, 1, 1_001_184_275_186),
        (&cast.stayer, 2, 100_118_427_519),
    ] {
        let before = world.wallet(&owner.key(), call);
        world.claim_withdrawal(owner, round).unwrap();
        assert_eq!(world.wallet(&owner.key(), call) - before, due);
    }
    // 10 x (1 - 210 / 212), rounded down.
    let before = world.wallet(&cast.holder.key(), call);
    world.redeem(&cast.holder, &cast.calls, CALLS).unwrap();
    let paid = world.wallet(&cast.holder.key(), call) - before;
    assert_eq!(paid, CALLS * (MORNING - CALL_STRIKE) / MORNING);
    world.redeem(&cast.buyer, &cast.sold, BOUGHT).unwrap();
    let kept = shut(world, &cast.covered, call);
    assert_eq!(
        scenes::plenty(call) / 2 - kept,
        paid + 1,
        "a payoff is rounded up"
    );

    drill.pass_to(cast.puts.expiry_ts - 1_260, 600);
    drill.keep_to(cast.puts.expiry_ts + 60);
    drill.until("every series is settled", |drill| {
        let all = [cast.puts, unsold].map(|it| drill.world.series_state(&it));
        all.iter().all(|it| it.settled && it.open_shorts == 0)
    });
    let said = drill.stop(keeper);
    let odd = said
        .iter()
        .filter(|it| ["unexpected", "unknown"].contains(&it.outcome.as_str()));
    assert_eq!(odd.count(), 0, "{said:?}");
    let world = &mut drill.world;
    let before = world.wallet(&cast.holder.key(), PUT);
    world.redeem(&cast.holder, &cast.puts, PUTS).unwrap();
    let paid = world.wallet(&cast.holder.key(), PUT) - before;
    assert_eq!(paid, PUTS / SOL * ((PUT_STRIKE - BACK) / DOLLAR) * USDC);
    let left = shut(world, &cast.careful, PUT);
    let made = shut(world, &cast.keeper, PUT) - scenes::plenty(PUT) / 2;
    println!("drill keeper: the writer of puts leaves with {left}, the keeper has made {made}");
    println!(
        "drill keeper: {:?} atoms of roundings in the pools",
        drill.everybody_has_left()
    );
}
