//! What no halt stops.

use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, World,
};
use option_risk::{breaker::Stage, units::Kind};

use super::scenes::Outcome;
use crate::{
    scenes::{
        expiry, halt, reach_expiry, rich, rich_writer, selling, short_at_limit, Short, Sold,
        START_PRICE,
    },
    support::on_both,
};

/// Everybody who needs something from the market in the halt of the next test.
struct Bystanders {
    short: Short,
    fresh: (Actor, SeriesKeys),
    sold: Sold,
    flat: Actor,
    late: Actor,
    leaver: Actor,
}

/// Calls and puts have expired in the money, and then the market halts.
fn halted_after_expiry(world: &mut World) -> Bystanders {
    let leaver = rich(world);
    world.queue_deposit(&leaver, 100 * SOL).unwrap();
    let sold = selling(world, 500 * SOL);
    world.claim_shares(&leaver, 0).unwrap();
    let scene = Bystanders {
        short: short_at_limit(world, Kind::Put),
        flat: rich_writer(world, Kind::Put),
        late: rich(world),
        fresh: fresh_short(world),
        sold,
        leaver,
    };
    world.hold(601, 60, START_PRICE).unwrap();
    world.end_sale(&scene.sold.calls).unwrap();
    reach_expiry(world, scene.short.series.expiry_ts, START_PRICE);
    halt(world);
    scene
}

/// A short that outlives the others.
fn fresh_short(world: &mut World) -> (Actor, SeriesKeys) {
    let writer = rich_writer(world, Kind::Put);
    let expiry_ts = expiry(world, 10);
    let series = world
        .create_series(Kind::Put, 180 * DOLLAR, expiry_ts)
        .unwrap();
    world.write(&writer, &series, SOL).unwrap();
    (writer, series)
}

/// What somebody does.
type Act = fn(&mut World, &Bystanders) -> Outcome;

/// Nobody is locked in: these all act in a halt, one after the other.
const ALWAYS: &[(&str, Act)] = &[
    ("observe", |world, _| world.observe()),
    ("deposit_collateral", |world, scene| {
        let owner = scene.short.writer.key();
        world.deposit(&scene.flat, &owner, Kind::Put, 1_000)
    }),
    ("close_short", |world, scene| {
        world.close_short(&scene.fresh.0, &scene.fresh.1, SOL)
    }),
    ("withdraw_collateral, flat", |world, scene| {
        world.withdraw(&scene.flat, Kind::Put, 1_000)
    }),
    ("withdraw_collateral, closed", |world, scene| {
        world.withdraw(&scene.fresh.0, Kind::Put, 1_000)
    }),
    ("open_margin_account", |world, scene| {
        world.open_margin(&scene.late, Kind::Call, 0)
    }),
    ("close_margin_account", |world, scene| {
        world.close_margin(&scene.late, Kind::Call)
    }),
    ("settle_series, puts", |world, scene| {
        world.settle_series(&scene.short.series)
    }),
    ("settle_series, calls", |world, scene| {
        world.settle_series(&scene.sold.calls)
    }),
    ("settle_short", |world, scene| {
        world.settle_short(&scene.short.writer.key(), &scene.short.series)
    }),
    ("settle_vault", |world, scene| {
        world.settle_vault(&scene.sold.calls)
    }),
    ("redeem_option, puts", |world, scene| {
        world.redeem(&scene.short.writer, &scene.short.series, SOL)
    }),
    ("redeem_option, calls", |world, scene| {
        world.redeem(&scene.sold.buyer, &scene.sold.calls, SOL)
    }),
    ("queue_deposit", |world, scene| {
        world.queue_deposit(&scene.late, SOL)
    }),
    ("cancel_deposit", |world, scene| {
        world.cancel_deposit(&scene.late)
    }),
    ("queue_deposit again", |world, scene| {
        world.queue_deposit(&scene.late, SOL)
    }),
    ("queue_withdrawal", |world, scene| {
        world.queue_withdrawal(&scene.leaver, SOL)
    }),
    ("cancel_withdrawal", |world, scene| {
        world.cancel_withdrawal(&scene.leaver, u64::MAX)
    }),
    ("queue_withdrawal again", |world, scene| {
        world.queue_withdrawal(&scene.leaver, SOL)
    }),
    ("roll_round", |world, _| world.roll_round()),
    ("claim_shares", |world, scene| {
        world.claim_shares(&scene.late, 1)
    }),
    ("claim_withdrawal", |world, scene| {
        world.claim_withdrawal(&scene.leaver, 1)
    }),
];

#[test]
fn exits_and_top_ups_work_in_a_halt() {
    on_both(|world| {
        let scene = halted_after_expiry(world);
        for (name, act) in ALWAYS {
            if let Err(error) = act(world, &scene) {
                panic!("{name}: {error}");
            }
            assert_eq!(world.market().risk.breaker.stage(), Stage::Halted);
        }
    });
}

/// A sale that is over is ended in a halt too.
#[test]
fn a_sale_ends_in_a_halt() {
    on_both(|world| {
        let sold = selling(world, SOL);
        world.hold(600, 60, START_PRICE).unwrap();
        world.advance(1);
        world.set_price(150 * DOLLAR);
        world.observe().unwrap();
        assert_eq!(world.market().risk.breaker.stage(), Stage::Halted);
        world.end_sale(&sold.calls).unwrap();
    });
}
