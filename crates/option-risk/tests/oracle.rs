//! Which prints pass, at the bounds and beyond them.

use option_risk::oracle::{judge, OracleParams, Print, Rejection};

const NOW: i64 = 1_700_000_000;

fn verdict(price: i64, confidence: u64, publish_ts: i64) -> Result<Print, Rejection> {
    judge(&OracleParams::default(), price, confidence, publish_ts, NOW)
}

#[test]
fn the_bounds_pass_and_beyond_them_nothing_does() {
    let passes = |publish_ts| {
        Ok(Print {
            price: 10_000,
            publish_ts,
        })
    };
    assert_eq!(verdict(10_000, 200, NOW), passes(NOW));
    assert_eq!(verdict(10_000, 201, NOW), Err(Rejection::WideConfidence));
    assert_eq!(verdict(10_000, 0, NOW - 60), passes(NOW - 60));
    assert_eq!(verdict(10_000, 0, NOW - 61), Err(Rejection::Stale));
    assert_eq!(verdict(10_000, 0, NOW + 10), passes(NOW + 10));
    assert_eq!(verdict(10_000, 0, NOW + 11), Err(Rejection::FromFuture));
}

#[test]
fn extremes_are_refused_by_name() {
    assert_eq!(verdict(0, 0, NOW), Err(Rejection::NotPositive));
    assert_eq!(verdict(i64::MIN, 0, NOW), Err(Rejection::NotPositive));
    assert_eq!(verdict(1, 0, i64::MIN), Err(Rejection::Stale));
    assert_eq!(verdict(1, 0, i64::MAX), Err(Rejection::FromFuture));
    assert_eq!(
        verdict(i64::MAX, u64::MAX, NOW),
        Err(Rejection::WideConfidence)
    );
}
