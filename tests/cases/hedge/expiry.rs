//! The half hour whose mean settles: a hedge knows nothing of it.

use ballast::constants::MAX_EXPIRIES;
use ballast_harness::setup::SOL;
use option_risk::{
    hedge::{self, Side},
    settlement::{ExpirySlot, WINDOW_SECS},
};

use super::{open, sell_down, steady_disarmed, HIGH};
use crate::{
    scenes::{live, START_PRICE},
    support::on_both_with,
};

/// Two minutes before the end the price jumps over the strike. The mean stays under it and the calls will pay nothing, but
/// their delta at the spot is one: the vault buys base for it, whatever has been averaged.
#[test]
fn a_hedge_follows_the_spot_to_the_end_though_the_mean_settles() {
    on_both_with(&steady_disarmed(), |world| {
        let scene = live(world, 500 * SOL);
        let calls = scene.calls;
        let to_go = calls.expiry_ts - 2 * WINDOW_SECS - world.now();
        world.hold(to_go, 86_400, START_PRICE).unwrap();
        sell_down(world, &scene);
        let to_go = calls.expiry_ts - 120 - world.now();
        world.hold(to_go, 60, START_PRICE).unwrap();
        world.tick(1, HIGH).unwrap();

        let (market, vault, now) = (world.market(), world.vault_state(), world.now());
        let delta = vault.sensitivity(&market, now).unwrap().delta;
        assert!(delta > 0.99, "{delta}");
        let wanted = vault.hedge_wanted(&market, now).unwrap().expect("a hedge");
        let mut unaveraged = market.clone();
        unaveraged.expiries = [ExpirySlot::default(); MAX_EXPIRIES];
        assert_eq!(vault.hedge_wanted(&unaveraged, now).unwrap(), Some(wanted));
        let action = hedge::action(Side::BuyBase, market.risk.breaker.direction());
        let limit = market.permit(action, now).unwrap();
        let budget = market.hedge_budget(limit).unwrap();
        let expected = wanted.base_atoms.min(budget);
        assert_eq!(open(world), (Side::BuyBase, expected));
        (world.fill_hedge(&scene.depositor, u64::MAX, 0)).unwrap();

        world.hold(119, 60, HIGH).unwrap();
        world.settle_series(&calls).unwrap();
        let price = world.series_state(&calls).settlement_price;
        let window = WINDOW_SECS as u64;
        let mean = (START_PRICE * (window - 119) + HIGH * 119) / window;
        assert_eq!(price, mean);
        assert!(price < calls.strike && calls.strike < HIGH);
    });
}
