//! What acts at once, and what does not.

use ballast::{errors::BallastError::*, state::MarketParams};
use ballast_client::instructions as ix;
use ballast_harness::setup::SOL;
use option_risk::{margin::Level, units::Kind};
use solana_signer::Signer;

use crate::{
    scenes::{selling, short_at_limit, START_PRICE},
    support::{on_both, refuses},
};

type Spoil<T> = fn(&mut T);

/// One loosening of each group, and of what has no safer side.
const LOOSER: &[Spoil<MarketParams>] = &[
    |p| p.oracle.max_age_secs += 1,
    |p| p.oracle.max_confidence_bps -= 1,
    |p| p.breaker.throttle_limit_bps -= 1,
    |p| p.vol.floor_bps += 1,
    |p| p.vol.floor_bps -= 1,
    |p| p.breaker.armed = 0,
    |p| p.breaker.move60_bps += 1,
    |p| p.breaker.halt_secs -= 1,
    |p| p.breaker.halt_secs += 1,
    |p| p.breaker.max_halts_per_day -= 1,
    |p| p.margin.range_floor_bps -= 1,
    |p| p.margin.range_floor_bps += 1,
    |p| p.margin.initial_ratio_bps += 1,
    |p| p.margin.gamma_addon_bps -= 1,
    |p| p.vol.maintenance_slew_bps_per_hour += 1,
    |p| p.vol.stressed_floor_bps -= 1,
    |p| p.open_interest.market_contracts += 1,
    |p| p.open_interest.account_contracts += 1,
    |p| p.liquidation.bonus_end_bps += 1,
    |p| p.liquidation.bonus_start_bps -= 1,
    |p| p.liquidation.insurance_share_bps += 1,
    |p| p.liquidation.cap_contracts_per_window += 1,
    |p| p.liquidation.cap_contracts_per_window -= 1,
    |p| p.implied.slew_bps_per_hour += 1,
    |p| p.implied.skew.slope_bps += 1,
    |p| p.book.hedged_share_bps -= 1,
    |p| p.hedge_depth_share_bps += 1,
    |p| p.hedge_window_secs -= 1,
    |p| p.implied_vol_bps += 1,
    |p| p.strike_tick /= 2,
];

const TIGHTER: &[Spoil<MarketParams>] = &[
    |p| p.oracle.max_trade_age_secs -= 1,
    |p| p.breaker.z15_milli -= 1,
    |p| p.breaker.move60_bps -= 1,
    |p| p.oracle.max_stable_divergence_bps -= 1,
    |p| p.margin.stressed_bps += 1,
    |p| p.book.depth_quote_per_pct -= 1,
    |p| p.hedge_depth_share_bps -= 1,
    |p| p.hedge_window_secs += 1,
];

#[test]
fn no_market_loosens_at_once() {
    on_both(|world| {
        let admin = world.admin.insecure_clone();
        for (index, spoil) in LOOSER.iter().enumerate() {
            eprintln!("loosening {index}");
            let mut params = world.market().params;
            spoil(&mut params);
            refuses(world, NotTightening, |w| w.tighten_market(&admin, params));
            // Nor in the company of something tighter.
            params.oracle.max_trade_age_secs -= 1;
            refuses(world, NotTightening, |w| w.tighten_market(&admin, params));
        }
    });
}

#[test]
fn a_market_tightens_at_once() {
    on_both(|world| {
        let admin = world.admin.insecure_clone();
        for (index, tighten) in TIGHTER.iter().enumerate() {
            eprintln!("tightening {index}");
            let mut params = world.market().params;
            let before = params;
            tighten(&mut params);
            world.tighten_market(&admin, params).unwrap();
            assert_eq!(world.market().params, params);
            refuses(world, NotTightening, |w| w.tighten_market(&admin, before));
        }
    });
}

/// Nobody buys on terms that took effect in the same transaction.
#[test]
fn no_purchase_in_the_slot_of_a_change() {
    on_both(|world| {
        let scene = selling(world, SOL);
        let (admin, params) = (world.admin.insecure_clone(), world.market().params);
        world.tick(10, START_PRICE).unwrap();
        let buyer = scene.buyer.key();
        let tighten = ix::tighten_market(&world.keys, &admin.pubkey(), params);
        let buy = ix::buy_option(
            &world.keys,
            &world.vault,
            &scene.calls,
            &buyer,
            SOL,
            u64::MAX,
        );
        refuses(world, ParametersChanged, |world| {
            world.send(&[tighten, buy.clone()], &[&admin, &scene.buyer.wallet])
        });
        world.send(&[buy], &[&scene.buyer.wallet]).unwrap();
    });
}

/// New risk is asked for more at once; what it asks of positions that are on does not move.
#[test]
fn a_tighter_initial_margin_leaves_maintenance_alone() {
    on_both(|world| {
        let scene = short_at_limit(world, Kind::Put);
        let admin = world.admin.insecure_clone();
        let before = world.health(&scene.writer.key(), Kind::Put);
        let mut params = world.market().params;
        params.margin.initial_ratio_bps -= 500;
        world.tighten_market(&admin, params).unwrap();
        let after = world.health(&scene.writer.key(), Kind::Put);
        assert_eq!(after.maintenance, before.maintenance);
        assert!(after.initial.required > before.initial.required);
        assert_eq!(world.market().initial_level(world.now()), Level::Initial);
        refuses(world, InsufficientMargin, |world| {
            world.withdraw(&scene.writer, Kind::Put, 1)
        });
    });
}
