//! What else than a move of the price throttles and halts; and that a market minds its own business.

use ballast::{
    errors::BallastError::*,
    events::{BreakerChanged, PriceObserved},
};
use ballast_client::instructions as ix;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup,
};
use option_risk::{
    breaker::{Reason, Stage},
    units::Kind,
};
use solana_signer::Signer;

use crate::{
    scenes::{near_series, rich, rich_writer, selling, START_PRICE, WRITTEN},
    substitution::cast::market_of_feed,
    support::{on_both, on_both_with, refuses},
};

/// A sale that clears far above the mark: implied volatility has jumped, and the next print halts, once.
#[test]
fn a_jump_of_the_cleared_volatility_halts_once() {
    let mut setup = Setup::default();
    setup.market.implied.weight_contracts = SOL;
    on_both_with(&setup, |world| {
        let scene = selling(world, 0);
        world
            .buy(&scene.buyer, &scene.calls, 100 * SOL, u64::MAX)
            .unwrap();
        assert_eq!(world.market().risk.breaker.stage(), Stage::Normal);
        world.advance(10);
        world.set_price(START_PRICE);
        refuses(world, BreakerTripped, |world| {
            world.buy(&scene.buyer, &scene.calls, SOL, u64::MAX)
        });
        world.observe().unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(breaker.stage(), Stage::Halted);
        assert_eq!(breaker.reason(), Reason::ImpliedVol);
        world.hold(7_200, 60, START_PRICE).unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(breaker.stage(), Stage::Normal);
        assert_eq!(breaker.trip_count, 1);
    });
}

/// The mark follows what sales clear at by so much an hour, however often anybody looks.
#[test]
fn the_mark_follows_cleared_sales_slowly() {
    on_both(|world| {
        selling(world, 100 * SOL);
        let market = world.market();
        let (start, now) = (market.mark_vol(world.now()).unwrap(), world.now());
        let hour_later = market.mark_vol(now + 3_600).unwrap();
        assert!(hour_later > start);
        assert!(hour_later.0 - start.0 <= 0.05);
        world.hold(3_600, 60, START_PRICE).unwrap();
        let cranked = world.market().risk.implied;
        assert_eq!(
            cranked.at(&market.params.implied, now + 3_600),
            market.risk.implied.at(&market.params.implied, now + 3_600)
        );
    });
}

/// Sellers' hedges that would move the market nearly as far as they answer: less may flow, before any price has moved.
#[test]
fn a_loop_gain_near_one_throttles() {
    let mut setup = Setup::default();
    setup.market.book.depth_quote_per_pct = 1_000_000;
    on_both_with(&setup, |world| {
        world.hold(600, 60, START_PRICE).unwrap();
        let series = near_series(world, Kind::Put);
        let writer = rich_writer(world, Kind::Put);
        world.write(&writer, &series, WRITTEN).unwrap();
        world.tick(60, START_PRICE).unwrap();
        assert_eq!(world.market().risk.breaker.stage(), Stage::Normal);
        world.refresh_book(&[series]).unwrap();
        let now = world.now();
        assert!(world.market().loop_gain_milli(now).unwrap() > 700);
        world.tick(60, START_PRICE).unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(breaker.stage(), Stage::Throttle);
        assert_eq!(breaker.reason(), Reason::LoopGain);
        world.close_short(&writer, &series, WRITTEN).unwrap();
        world.refresh_book(&[series]).unwrap();
        world.hold(1_860, 60, START_PRICE).unwrap();
        assert_eq!(world.market().risk.breaker.stage(), Stage::Normal);
    });
}

/// Print and trip are announced with what they were judged by: a quarter over each window, the rarer the shorter it is.
#[test]
fn a_trip_says_what_it_was_judged_by() {
    on_both(|world| {
        world.tick(60, START_PRICE).unwrap();
        let receipt = world.tick(60, START_PRICE / 4 * 3).unwrap();
        let breaker = world.market().risk.breaker;
        assert_eq!(breaker.reason(), Reason::Fifteen);
        let (Some(prints), Some(changes)) = (
            receipt.events::<PriceObserved>(),
            receipt.events::<BreakerChanged>(),
        ) else {
            return; // no events on this chain
        };
        assert_eq!((prints.len(), changes.len()), (1, 1));
        let inputs = changes[0].inputs;
        assert_eq!(prints[0].inputs, inputs);
        assert_eq!(inputs.move_bps, [2_500; 3]);
        assert_eq!(inputs.z_milli[1], changes[0].z_milli);
        assert!(inputs
            .z_milli
            .is_sorted_by(|shorter, longer| shorter > longer));
        assert!(!inputs.thin);
        // The oracle's average has caught up, nothing was sold, and nobody is short.
        assert_eq!(
            (
                inputs.divergence_bps,
                inputs.implied_jump_bps,
                inputs.gain_milli
            ),
            (0, 0, 0)
        );
    });
}

/// Two markets of one protocol and the same mints: the crash of one is not the other's.
#[test]
fn a_trip_of_one_market_leaves_another_alone() {
    on_both(|world| {
        let admin = world.admin.insecure_clone();
        let other = market_of_feed(world, 61);
        let params = world.market().params;
        let create = ix::create_market(&other, &admin.pubkey(), other.oracle.to_bytes(), params);
        world.send(&create, &[&admin]).unwrap();
        let writer = rich(world);
        let home = world.keys;
        world.keys = other;
        world
            .open_margin(&writer, Kind::Put, 100_000_000_000)
            .unwrap();
        let series = near_series(world, Kind::Put);
        world.keys = home;

        world.tick(60, 150 * DOLLAR).unwrap();
        assert_eq!(world.market().risk.breaker.stage(), Stage::Halted);
        let print = world.feed.print(START_PRICE, world.now());
        let account = world.feed.account(&print);
        world.chain.set_account(&other.oracle, account);
        world.keys = other;
        world.write(&writer, &series, SOL).unwrap();
        let market = world.market();
        assert_eq!(market.risk.breaker.stage(), Stage::Normal);
        assert_eq!(market.risk.price, START_PRICE);
        world.keys = home;
        assert_eq!(world.market().risk.price, 150 * DOLLAR);
        // The audit that follows is of the home market.
        world.series.clear();
    });
}
