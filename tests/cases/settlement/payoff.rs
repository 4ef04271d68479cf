//! Payoffs and the order of their steps.

use ballast::errors::BallastError::*;
use ballast_harness::setup::{DOLLAR, SOL};
use option_risk::units::Kind;

use super::payoff;
use crate::{
    scenes::{
        bad_price, disarmed, expiry, live, reach_expiry, rich, rich_writer, short_at_limit, Short,
        START_PRICE, WRITTEN,
    },
    support::{
        on_both, on_both_for_each_kind, on_both_with, refuses, refuses_with, INSUFFICIENT_FUNDS,
    },
};

#[test]
fn every_step_of_a_settlement_waits_for_the_one_before() {
    on_both(|world| {
        let Short {
            writer,
            liquidator,
            series,
        } = short_at_limit(world, Kind::Put);
        let owner = writer.key();
        refuses(world, SeriesNotSettled, |world| {
            world.settle_short(&owner, &series)
        });
        refuses(world, SeriesNotSettled, |world| {
            world.redeem(&writer, &series, SOL)
        });
        reach_expiry(world, series.expiry_ts, 180 * DOLLAR);
        world.settle_series(&series).unwrap();
        refuses(world, PoolIncomplete, |world| {
            world.redeem(&writer, &series, SOL)
        });
        refuses(world, SeriesExpired, |world| {
            world.withdraw(&writer, Kind::Put, 1)
        });
        world.settle_short(&owner, &series).unwrap();
        refuses(world, NoPosition, |world| {
            world.settle_short(&owner, &series)
        });
        refuses(world, ZeroAmount, |world| world.redeem(&writer, &series, 0));
        for too_many in [WRITTEN + 1, u64::MAX] {
            refuses(world, InsufficientOptions, |world| {
                world.redeem(&writer, &series, too_many)
            });
        }
        world
            .transfer_options(&writer, &liquidator, &series, SOL)
            .unwrap();
        refuses_with(world, INSUFFICIENT_FUNDS, |world| {
            world.redeem(&writer, &series, WRITTEN)
        });
        world.redeem(&writer, &series, WRITTEN - SOL).unwrap();
        refuses_with(world, INSUFFICIENT_FUNDS, |world| {
            world.redeem(&writer, &series, 1)
        });
    });
}

#[test]
fn payoffs_are_exact_to_the_atom() {
    let price = 197_123_456_789 / 10;
    let sizes = [SOL, 1_234_567_891, 100_000_007];
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let expiry_ts = expiry(world, 7);
        let strike = match kind {
            Kind::Call => 183 * DOLLAR,
            Kind::Put => 211 * DOLLAR,
        };
        let series = world.create_series(kind, strike, expiry_ts).unwrap();
        let writers = sizes.map(|contracts| {
            let writer = rich_writer(world, kind);
            world.write(&writer, &series, contracts).unwrap();
            writer
        });
        reach_expiry(world, expiry_ts, price);
        world.settle_series(&series).unwrap();
        assert_eq!(world.series_state(&series).settlement_price, price);
        for (writer, contracts) in writers.iter().zip(sizes) {
            let before = world.margin(&writer.key(), kind).unwrap().collateral;
            world.settle_short(&writer.key(), &series).unwrap();
            let paid = before - world.margin(&writer.key(), kind).unwrap().collateral;
            let due = payoff(kind, contracts, strike, price);
            assert!(paid == due || paid == due + 1, "{paid} of {due}");
        }
        let pool = world.series_state(&series).pool_atoms;
        let mut redeemed = 0;
        for (holder, contracts) in writers.iter().zip(sizes) {
            let before = world.wallet(&holder.key(), kind);
            world.redeem(holder, &series, contracts).unwrap();
            let received = world.wallet(&holder.key(), kind) - before;
            assert_eq!(received, payoff(kind, contracts, strike, price));
            redeemed += received;
        }
        let left = world.series_state(&series).pool_atoms;
        assert_eq!(pool - redeemed, left);
        assert!(left <= sizes.len() as u64, "{left} atoms of rounding");
        assert_eq!(world.tokens(&series.pool), left);
    });
}

#[test]
fn out_of_the_money_nobody_pays() {
    on_both(|world| {
        for kind in Kind::ALL {
            let Short { writer, series, .. } = short_at_limit(world, kind);
            let before = world.margin(&writer.key(), kind).unwrap().collateral;
            reach_expiry(world, series.expiry_ts, START_PRICE);
            world.settle_series(&series).unwrap();
            world.settle_short(&writer.key(), &series).unwrap();
            let wallet = world.wallet(&writer.key(), kind);
            world.redeem(&writer, &series, WRITTEN).unwrap();
            assert_eq!(world.wallet(&writer.key(), kind), wallet);
            world.withdraw(&writer, kind, before).unwrap();
        }
    });
}

/// A writer's ruin is the holders' of that series alone: a vault's calls are always covered.
#[test]
fn a_vault_pays_any_price() {
    on_both_with(&disarmed(), |world| {
        let scene = live(world, 900 * SOL);
        let price = 100_000 * DOLLAR;
        reach_expiry(world, scene.calls.expiry_ts, price);
        world.settle_series(&scene.calls).unwrap();
        world.settle_vault(&scene.calls).unwrap();
        let before = world.wallet(&scene.buyer.key(), Kind::Call);
        world.redeem(&scene.buyer, &scene.calls, 900 * SOL).unwrap();
        assert_eq!(
            world.wallet(&scene.buyer.key(), Kind::Call) - before,
            payoff(Kind::Call, 900 * SOL, scene.calls.strike, price)
        );
        assert_eq!(world.series_state(&scene.calls).shortfall, 0);
    });
}

/// What is left after a payoff is the writer's again, oracle or not.
#[test]
fn a_settled_writer_takes_the_rest() {
    on_both(|world| {
        let Short { writer, series, .. } = short_at_limit(world, Kind::Put);
        reach_expiry(world, series.expiry_ts, bad_price(Kind::Put));
        world.settle_series(&series).unwrap();
        let before = world.margin(&writer.key(), Kind::Put).unwrap().collateral;
        world.settle_short(&writer.key(), &series).unwrap();
        let due = payoff(Kind::Put, WRITTEN, series.strike, bad_price(Kind::Put));
        let rest = world.margin(&writer.key(), Kind::Put).unwrap().collateral;
        assert_eq!(rest, before - due);
        world.advance(86_400); // the last print is long stale
        world.withdraw(&writer, Kind::Put, rest).unwrap();
        world.close_margin(&writer, Kind::Put).unwrap();
    });
}

/// Anybody may settle anybody; nobody may redeem what they do not hold.
#[test]
fn a_stranger_settles_but_does_not_redeem() {
    on_both(|world| {
        let Short { writer, series, .. } = short_at_limit(world, Kind::Put);
        reach_expiry(world, series.expiry_ts, bad_price(Kind::Put));
        world.settle_series(&series).unwrap();
        world.settle_short(&writer.key(), &series).unwrap();
        let stranger = rich(world);
        world.open_options(&stranger, &series).unwrap();
        refuses_with(world, INSUFFICIENT_FUNDS, |world| {
            world.redeem(&stranger, &series, 1)
        });
    });
}
