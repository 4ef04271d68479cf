//! What people own, in atoms of a kind's collateral, and the moves that several attacks share.

use ballast_client::{views, SeriesKeys};
use ballast_harness::{Actor, OraclePrint, World};
use option_risk::{
    breaker::Stage,
    calendar::years_to,
    liquidation::{Means, Plan},
    shares,
    units::Kind,
    valuation::{liability_up, Terms},
};

/// The stage of the breaker now, whether or not anybody has cranked it.
pub fn stage(world: &mut World) -> Stage {
    let now = world.now();
    let market = world.market();
    market.risk.breaker.stage_at(&market.params.breaker, now)
}

/// Seconds the market has ever been closed: halts, pauses and their graces.
pub fn closed_secs(world: &mut World) -> u64 {
    let now = world.now();
    world.market().closed_secs(now)
}

/// Wallets and margin accounts of some people, options apart.
pub fn cash(world: &mut World, people: &[&Actor], kind: Kind) -> u64 {
    let mut sum = 0;
    for actor in people {
        let account = world.margin(&actor.key(), kind);
        sum += world.wallet(&actor.key(), kind) + account.map_or(0, |account| account.collateral);
    }
    sum
}

/// As [`cash`], with their options of a series at the market's mark: whoever is short of what they hold owns nothing.
pub fn worth(world: &mut World, people: &[&Actor], series: &SeriesKeys) -> i128 {
    let (mut held, mut short) = (0, 0);
    for actor in people {
        held += world.options(&actor.key(), series);
        if let Some(account) = world.margin(&actor.key(), series.kind) {
            held += account.long_of(&series.series);
            short += account.short_of(&series.series);
        }
    }
    let net = i128::from(mark(world, series, held.abs_diff(short)));
    let signed = if held < short { -net } else { net };
    i128::from(cash(world, people, series.kind)) + signed
}

/// Value of options at the market's mark, rounded up.
pub fn mark(world: &mut World, series: &SeriesKeys, contracts: u64) -> u64 {
    let (market, now) = (world.market(), world.now());
    let terms = Terms {
        kind: series.kind,
        spot: market.risk.price,
        strike: series.strike,
        years: years_to(series.expiry_ts, now),
        vol: market.mark_vol_at(series.strike, now).expect("a mark"),
    };
    let scale = market.scale();
    let coverage = scale.coverage_up(series.kind, contracts, series.strike);
    liability_up(&terms, coverage.expect("a cover")).expect("a value")
}

/// What `contracts` pay at a settlement price, rounded down.
pub fn payoff(world: &mut World, series: &SeriesKeys, contracts: u64, price: u64) -> u64 {
    let scale = world.market().scale();
    let payoff = scale.payoff_down(series.kind, contracts, series.strike, price);
    payoff.expect("a payoff")
}

/// The liquidation of an account that the client plans now; what of it the liquidator gets.
pub fn planned(
    world: &mut World,
    owner: &Actor,
    series: &SeriesKeys,
    means: Means,
    max_contracts: u64,
) -> (Plan, u64) {
    let (market, now) = (world.market(), world.now());
    let account = world.margin(&owner.key(), series.kind).expect("an account");
    let series = &series.series;
    let taken = views::liquidation(&market, &account, series, means, max_contracts, now);
    let taken = taken.expect("a plan");
    (taken.plan, taken.received)
}

/// What a wallet's shares of the vault are worth, in a vault that holds nothing but its collateral.
pub fn stake(world: &mut World, actor: &Actor) -> u64 {
    let held = world.shares(&actor.key());
    let assets = world.vault_state().collateral();
    let share_mint = world.vault.share_mint;
    let supply = world.supply(&share_mint);
    shares::assets_for_shares_down(held, assets, supply).expect("a worth")
}

/// Puts a wallet's collateral into an open vault and takes the shares.
pub fn enter(world: &mut World, actor: &Actor, amount: u64) {
    let round = world.vault_state().book.round;
    world.queue_deposit(actor, amount).expect("room");
    world.roll_round().expect("a queue");
    world.claim_shares(actor, round).expect("shares");
}

/// Shows the oracle's print of `price` published `age` seconds ago.
pub fn show(world: &mut World, price: u64, age: i64) {
    let publish_ts = world.now() - age;
    let print = world.feed.print(price, publish_ts);
    world.publish(&print);
}

/// Shows a print of now that is a quarter wide.
pub fn show_wide(world: &mut World, price: u64) {
    let print = world.feed.print(price, world.now());
    world.publish(&OraclePrint {
        confidence: price / 4,
        ..print
    });
}
