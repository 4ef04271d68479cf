//! Which prints pass, at the bounds and beyond them.

use option_risk::oracle::{is_out, judge, OracleParams, Print, Rejection, OUTAGE_SECS};

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

#[test]
fn a_trade_needs_a_younger_print_than_the_rest() {
    let params = OracleParams::default();
    assert!(params.may_trade(NOW - 10, NOW));
    assert!(!params.may_trade(NOW - 11, NOW));
    assert!(params.may_trade(NOW + 5, NOW));
}

#[test]
fn an_oracle_is_out_after_twenty_minutes_of_silence() {
    assert!(!is_out(NOW - OUTAGE_SECS, NOW));
    assert!(is_out(NOW - OUTAGE_SECS - 1, NOW));
    assert!(!is_out(NOW, i64::MIN));
}
