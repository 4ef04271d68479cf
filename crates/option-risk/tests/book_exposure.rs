//! What one series adds to the book.

use crate::common::{CONTRACT, DAY, HOUR, NOW, SOL, SPOT, YEAR};
use option_math::{Vol, I64F64};
use option_risk::book::{depth, exposure, BookParams, BookView, Exposure};
use option_risk::units::Scale;
use option_risk::RiskError;
use proptest::prelude::*;

/// 100 contracts at $150, in quote atoms.
const NOTIONAL: f64 = 15_000e6;

fn view(spot: u64, vol_bps: u32) -> BookView {
    BookView {
        spot,
        now: NOW,
        vol: Vol::from_bps(vol_bps),
        scale: SOL,
    }
}

/// Of 100 contracts at $150.
fn at(strike: u64, secs: i64, vol_bps: u32) -> Exposure {
    exposure(&view(SPOT, vol_bps), strike, NOW + secs, 100 * CONTRACT).unwrap()
}

/// Gamma and vega as shares of notional, in floating point by the formula.
fn reference(moneyness: f64, secs: i64, vol: f64) -> (f64, f64) {
    let years = secs as f64 / YEAR as f64;
    let total = vol * years.sqrt();
    let d1 = -moneyness.ln() / total + total / 2.0;
    let density = (-d1 * d1 / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    (density / total / 100.0, density * years.sqrt() / 100.0)
}

/// `exact` rounded up in size, short, but for the reference's own error.
fn is_short_of(found: i64, exact: f64) -> bool {
    let excess = -found as f64 - exact;
    let error = 1e-9 + 1e-12 * exact;
    (-error..=1.0 + error).contains(&excess)
}

#[test]
fn exposure_is_the_formulas() {
    for percent in [50, 80, 95, 100, 105, 130, 250] {
        for secs in [HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY] {
            for vol_bps in [1_000, 8_000, 20_000] {
                let found = at(SPOT / 100 * percent, secs, vol_bps);
                let vol = f64::from(vol_bps) / 1e4;
                let (gamma, vega) = reference(percent as f64 / 100.0, secs, vol);
                let gamma = gamma.min(1.0);
                let place = (percent, secs, vol_bps);
                assert!(
                    is_short_of(found.gamma_per_pct, NOTIONAL * gamma),
                    "{place:?} {found:?}"
                );
                assert!(
                    is_short_of(found.vega, NOTIONAL * vega),
                    "{place:?} {found:?}"
                );
            }
        }
    }
}

/// A week at the money and 80%: n(0.0554) / 0.1108 = 3.595 of notional per 100%; computed by hand.
#[test]
fn exposure_of_a_known_option() {
    let found = at(SPOT, 7 * DAY, 8_000);
    assert_eq!(found.gamma_per_pct / 1_000_000, -539);
    assert_eq!(found.vega / 100_000, -82);
}

/// A year ahead at 80% and 1,700 times the spot: gamma and vega are some 3 x 10^-18, less than a unit of the share.
#[test]
fn what_is_hardly_there_is_rounded_up_too() {
    let (gamma, vega) = reference(1_700.0, 365 * DAY, 0.8);
    let unit = 2f64.powi(-57) / 100.0;
    assert!(gamma > unit / 8.0 && gamma < unit && vega > unit / 8.0 && vega < unit);
    let found = at(SPOT * 1_700, 365 * DAY, 8_000);
    assert_eq!((found.gamma_per_pct, found.vega), (-1, -1));
}

#[test]
fn no_more_is_traded_than_the_notional() {
    assert_eq!(at(SPOT, 1, 8_000).gamma_per_pct, -15_000_000_000);
    assert!(at(SPOT, HOUR, 8_000).gamma_per_pct > -15_000_000_000);
}

#[test]
fn nothing_is_left_at_the_expiry_or_without_shorts() {
    for expiry in [NOW, NOW - 1, i64::MIN] {
        let found = exposure(&view(SPOT, 8_000), SPOT, expiry, CONTRACT);
        assert_eq!(found, Ok(Exposure::default()));
    }
    let none = exposure(&view(SPOT, 8_000), SPOT, NOW + DAY, 0);
    assert_eq!(none, Ok(Exposure::default()));
    // Not even a price is needed for it.
    for (expiry, shorts) in [(NOW + DAY, 0), (NOW, 1)] {
        let unpriced = exposure(&view(0, 8_000), 0, expiry, shorts);
        assert_eq!(unpriced, Ok(Exposure::default()));
    }
}

#[test]
fn what_is_left_of_it_is_rounded_towards_zero() {
    let whole = Exposure {
        gamma_per_pct: -900,
        vega: 301,
    };
    let share = |left, before| {
        let share = whole.share(left, before);
        (share.gamma_per_pct, share.vega)
    };
    assert_eq!(share(1, 3), (-300, 100));
    // 1,800 / 7 = 257.1, 602 / 7 = 86.
    assert_eq!(share(2, 7), (-257, 86));
    assert_eq!(share(0, 3), (0, 0));
    for all in [3, 4] {
        assert_eq!(share(all, 3), (-900, 301), "never more than all");
    }
    assert_eq!(share(1, 0), (0, 0), "nothing of nothing");
    let most = Exposure {
        gamma_per_pct: i64::MIN,
        vega: i64::MAX,
    };
    assert_eq!(most.share(u64::MAX, u64::MAX), most);
}

#[test]
fn what_has_no_exposure_has_an_error() {
    let zero = Err(RiskError::ZeroPrice);
    assert_eq!(exposure(&view(0, 8_000), SPOT, NOW + DAY, 1), zero);
    assert_eq!(exposure(&view(SPOT, 8_000), 0, NOW + DAY, 1), zero);
    let huge = exposure(&view(u64::MAX, 8_000), u64::MAX, NOW + DAY, u64::MAX);
    assert_eq!(huge, Err(RiskError::Overflow));
    // A notional within u64, a capped flow past i64.
    let whole = Scale {
        base_decimals: 0,
        quote_decimals: 0,
        price_exponent: 0,
    };
    let view = BookView {
        scale: whole,
        ..view(1, 8_000)
    };
    assert_eq!(
        exposure(&view, 1, NOW + 1, u64::MAX),
        Err(RiskError::Overflow)
    );
    let wild = BookView {
        vol: Vol(I64F64::MAX),
        ..view
    };
    let refused = exposure(&wild, 1, NOW + DAY, 1);
    assert!(matches!(refused, Err(RiskError::Math(_))), "{refused:?}");
}

proptest! {
    /// Any input at all has an exposure or a named error, and a short is never long.
    #[test]
    fn exposure_is_total(
        spot in any::<u64>(), strike in any::<u64>(), secs in any::<i64>(), contracts in any::<u64>(),
        vol in any::<i128>(), decimals in any::<[u8; 2]>(), exponent in -20i32..10,
    ) {
        let scale = Scale {
            base_decimals: decimals[0],
            quote_decimals: decimals[1],
            price_exponent: exponent,
        };
        let view = BookView { spot, now: NOW, vol: Vol(I64F64::from_bits(vol)), scale };
        if let Ok(found) = exposure(&view, strike, secs, contracts) {
            prop_assert!(found.gamma_per_pct <= 0 && found.vega <= 0);
        }
        depth(&BookParams::default(), view.vol);
    }
}
