//! The book's sums, depth and loop gain.

use crate::common::NOW;
use option_math::{Vol, I64F64};
use option_risk::book::{depth, loop_gain_milli, thinning_bps, Book, BookParams, Exposure};
use option_risk::RiskError;
use proptest::prelude::*;

fn short(gamma: i64, vega: i64) -> Exposure {
    Exposure {
        gamma_per_pct: gamma,
        vega,
    }
}

fn book(parts: &[Exposure]) -> Book {
    let mut book = Book::default();
    for part in parts {
        book.replace(&Exposure::default(), part, NOW).unwrap();
    }
    book
}

#[test]
fn concentration_is_the_herfindahl_index() {
    assert_eq!(Book::default().concentration_bps(), 0);
    assert_eq!(book(&[short(-7, 0)]).concentration_bps(), 10_000);
    assert_eq!(book(&[short(-7, 0); 4]).concentration_bps(), 2_500);
    // (9 + 1) / 16; signs do not matter.
    assert_eq!(
        book(&[short(-3, 0), short(1, 0)]).concentration_bps(),
        6_250
    );
    assert_eq!(book(&[short(-3, 0); 3]).concentration_bps(), 3_333);
    let whole = [short(i64::MIN, 0), short(i64::MAX, 0)];
    assert_eq!(book(&whole).concentration_bps(), 5_000);
}

#[test]
fn a_refused_replacement_changes_nothing() {
    let mut full = book(&[short(i64::MIN, i64::MIN)]);
    let before = full;
    let none = Exposure::default();
    for more in [short(-1, 0), short(0, -1)] {
        assert_eq!(
            full.replace(&none, &more, NOW + 1),
            Err(RiskError::Overflow)
        );
    }
    // What was never put in.
    let mut empty = Book::default();
    assert_eq!(
        empty.replace(&short(-1, 0), &none, NOW),
        Err(RiskError::Overflow)
    );
    assert_eq!((full, empty), (before, Book::default()));
}

#[test]
fn depth_thins_out_with_volatility_down_to_a_third() {
    let params = BookParams::default();
    let full = params.depth_quote_per_pct;
    let at = |bps| depth(&params, Vol::from_bps(bps));
    for calm in [0, 1, 4_500, 7_250] {
        assert_eq!(at(calm), full);
    }
    for (times, factor) in [(2, 1.0 / 1.35), (3, 1.0 / 1.70), (5, 1.0 / 2.40)] {
        let found = at(7_250 * times) as f64;
        assert!(
            (found / full as f64 - factor).abs() < 1e-9,
            "{times}: {found}"
        );
    }
    // 1 / 0.35 - 1 = 1.857 = 0.35 x 5.306.
    assert!(at(45_000) > full / 100 * 35);
    assert_eq!(at(46_000), full / 100 * 35);
    assert_eq!(depth(&params, Vol(I64F64::MAX)), full / 100 * 35);
    assert_eq!(depth(&params, Vol(I64F64::MIN)), full);
    let unmeasured = BookParams {
        depth_vol_bps: 0,
        ..params
    };
    assert_eq!(depth(&unmeasured, Vol::ZERO), full / 100 * 35);
}

/// All of it in calm, 1 / 1.35 at twice the volatility it was measured at, and never under 0.35.
#[test]
fn what_is_left_of_the_depth_is_told_in_bps() {
    let params = BookParams::default();
    let left = [0, 7_250, 14_500, 46_000].map(|bps| thinning_bps(&params, Vol::from_bps(bps)));
    assert_eq!(left, [10_000, 10_000, 7_407, 3_500]);
    let no_depth = BookParams {
        depth_quote_per_pct: 0,
        ..params
    };
    assert_eq!(thinning_bps(&no_depth, Vol::ZERO), 0);
}

#[test]
fn loop_gain_is_forced_flow_over_depth() {
    let params = BookParams {
        depth_quote_per_pct: 1_000_000,
        hedged_share_bps: 5_000,
        ..BookParams::default()
    };
    let calm = Vol::from_bps(7_250);
    let gain =
        |gamma, liquidated| loop_gain_milli(&book(&[short(gamma, 0)]), &params, calm, liquidated);
    assert_eq!(gain(0, 0), 0);
    assert_eq!(gain(-800_000, 0), 400);
    assert_eq!(gain(-800_000, 250_000), 650);
    assert_eq!(gain(-2_000_000, 0), 1_000);
    assert_eq!(gain(-2_000_002, 0), 1_001);
    // Long gamma damps, and does not pay for liquidations.
    assert_eq!(gain(800_000, 250_000), 250);
    assert_eq!(gain(i64::MIN, u64::MAX), u32::MAX);
    let no_depth = BookParams {
        depth_quote_per_pct: 0,
        ..params
    };
    assert_eq!(
        loop_gain_milli(&Book::default(), &no_depth, calm, 0),
        u32::MAX
    );
}

fn parts() -> impl Strategy<Value = Vec<Exposure>> {
    let one = (-1i64 << 58..1 << 58, -1i64 << 58..1 << 58).prop_map(|(g, v)| short(g, v));
    proptest::collection::vec(one, 1..16)
}

proptest! {
    /// Whatever is put in, replaced and taken out in whatever order: the totals are those of what is left.
    #[test]
    fn replacing_is_exact_in_any_order(first in parts(), seed in any::<u64>()) {
        let next: Vec<_> = first.iter().map(|p| short(p.vega, p.gamma_per_pct)).collect();
        let expected = book(&next);
        let mut order: Vec<usize> = (0..first.len()).collect();
        order.sort_by_key(|index| (*index as u64 + 1).wrapping_mul(seed | 1));
        let mut found = book(&first);
        for index in order {
            found.replace(&first[index], &next[index], NOW).unwrap();
        }
        prop_assert_eq!(found, expected);
        let sum = |of: fn(&Exposure) -> i64| next.iter().map(of).sum::<i64>();
        prop_assert_eq!(found.net_gamma_per_pct, sum(|p| p.gamma_per_pct));
        prop_assert_eq!(found.net_vega, sum(|p| p.vega));
        for part in &next {
            found.replace(part, &Exposure::default(), NOW).unwrap();
        }
        prop_assert_eq!(found, book(&[Exposure::default()]));
    }

    /// Between equal shares and a single one; to the basis point what floating point says.
    #[test]
    fn concentration_is_in_range(parts in parts()) {
        let book = book(&parts);
        let sizes: Vec<f64> = parts.iter().map(|p| p.gamma_per_pct.unsigned_abs() as f64).collect();
        let gross: f64 = sizes.iter().sum();
        prop_assume!(gross > 0.0);
        let index = sizes.iter().map(|size| (size / gross).powi(2)).sum::<f64>() * 1e4;
        let found = f64::from(book.concentration_bps());
        prop_assert!(found <= 1e4 && found + 1.0 >= 1e4 / parts.len() as f64);
        prop_assert!((-1e-6..1.0 + 1e-6).contains(&(index - found)), "{index} {found}");
    }

    /// More short gamma, more liquidations or more volatility never lowers the gain.
    #[test]
    fn gain_is_monotone(
        gamma in -1i64 << 50..1 << 50, more_gamma in 0i64..1 << 50,
        vol in 0u32..100_000, more_vol in 0u32..100_000,
        liquidated in 0u64..1 << 50, more_liquidated in 0u64..1 << 50,
    ) {
        let params = BookParams::default();
        let gain = |gamma, vol, liquidated| {
            loop_gain_milli(&book(&[short(gamma, 0)]), &params, Vol::from_bps(vol), liquidated)
        };
        let less = gain(gamma, vol, liquidated);
        prop_assert!(gain(gamma - more_gamma, vol, liquidated) >= less);
        prop_assert!(gain(gamma, vol + more_vol, liquidated) >= less);
        prop_assert!(gain(gamma, vol, liquidated + more_liquidated) >= less);
    }
}
