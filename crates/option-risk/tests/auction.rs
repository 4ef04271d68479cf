//! The auction's clock and the market's throughput.

use crate::common::NOW;
use option_risk::liquidation::{throughput, Auction, LiquidationParams};
use proptest::prelude::*;

#[test]
fn from_one_per_cent_to_ten_in_a_quarter_of_an_hour() {
    let params = LiquidationParams::default();
    let auction = Auction::start(NOW, 40);
    for (secs, bonus) in [
        (0, 100),
        (1, 101),
        (90, 190),
        (450, 550),
        (899, 999),
        (900, 1_000),
        (40_000, 1_000),
    ] {
        assert_eq!(auction.bonus_bps(&params, NOW + secs, 40), bonus);
    }
    let (none, lapse) = (Auction::default(), i64::from(params.auction_lapse_secs));
    assert!(!none.is_running(&params, NOW));
    assert_eq!(none.bonus_bps(&params, NOW, 40), 100);
    assert!(auction.is_running(&params, NOW + lapse - 1));
    assert!(!auction.is_running(&params, NOW + lapse));
    assert_eq!(auction.bonus_bps(&params, NOW + lapse, 40), 100);
}

#[test]
fn the_clock_stands_still_while_the_market_is_closed() {
    let params = LiquidationParams::default();
    let auction = Auction::start(NOW, 40);
    assert_eq!(auction.bonus_bps(&params, NOW + 420, 40 + 420), 100);
    assert_eq!(auction.bonus_bps(&params, NOW + 510, 40 + 420), 190);
}

#[test]
fn throughput_shrinks_with_volatility_and_gain_to_two_fifths() {
    let params = LiquidationParams::default();
    let cap = params.cap_contracts_per_window;
    assert_eq!(throughput(&params, 10_000, 0), cap);
    assert_eq!(throughput(&params, 8_000, 0), cap / 5 * 4);
    assert_eq!(throughput(&params, 10_000, 300), cap / 10 * 7);
    assert_eq!(throughput(&params, 8_000, 375), cap / 2);
    for gain in [600, 900, 1_000, 5_000, u32::MAX] {
        assert_eq!(throughput(&params, 10_000, gain), cap / 5 * 2);
    }
    assert_eq!(throughput(&params, 0, 0), cap / 5 * 2);
}

proptest! {
    #[test]
    fn throughput_is_bounded_and_monotone(
        cap in 1u64.., thinning in any::<u32>(), gain in any::<u32>(), more in any::<u32>(),
    ) {
        let params = LiquidationParams { cap_contracts_per_window: cap, ..LiquidationParams::default() };
        let found = throughput(&params, thinning, gain);
        prop_assert!(found <= cap);
        prop_assert!(found >= cap / 5 * 2);
        prop_assert!(throughput(&params, thinning, gain.saturating_add(more)) <= found);
        prop_assert!(throughput(&params, thinning.saturating_add(more), gain) >= found);
    }

    /// No clock breaks it, and it never leaves its range.
    #[test]
    fn the_bonus_stays_in_its_range(flagged_ts in any::<i64>(), now in any::<i64>(), then in any::<u64>(), closed in any::<u64>()) {
        let params = LiquidationParams::default();
        let auction = Auction { flagged_ts, closed_secs: then };
        prop_assert!((100..=1_000).contains(&auction.bonus_bps(&params, now, closed)));
    }
}
