//! Which prints pass, at the bounds and beyond them.

use crate::common::NOW;
use option_risk::breaker::Action;
use option_risk::oracle::{is_out, OracleParams, Print, Quote, Rejection, Use, OUTAGE_SECS};

fn verdict(use_: Use, price: i64, confidence: u64, publish_ts: i64) -> Result<Print, Rejection> {
    let quote = Quote {
        price,
        confidence,
        ema_price: 9_000,
        publish_ts,
        prev_publish_ts: publish_ts.saturating_sub(1),
    };
    OracleParams::default().judge(&quote, use_, NOW)
}

fn passes(publish_ts: i64) -> Result<Print, Rejection> {
    Ok(Print {
        price: 10_000,
        publish_ts,
        prev_publish_ts: publish_ts.saturating_sub(1),
        ema_price: 9_000,
    })
}

#[test]
fn every_use_has_its_own_age() {
    for (use_, age) in [
        (Use::Sense, 1_200),
        (Use::Act, 60),
        (Use::NewRisk, 60),
        (Use::Fill, 10),
        (Use::Trade, 10),
    ] {
        assert_eq!(verdict(use_, 10_000, 0, NOW - age), passes(NOW - age));
        let stale = verdict(use_, 10_000, 0, NOW - age - 1);
        assert_eq!(stale, Err(Rejection::Stale), "{use_:?}");
    }
}

#[test]
fn every_action_has_its_use() {
    for (action, use_, agreement) in [
        (Action::WithdrawCollateral, Use::NewRisk, true),
        (Action::WriteOption, Use::NewRisk, true),
        (Action::StartSale, Use::Trade, true),
        (Action::BuyOption, Use::Trade, true),
        (Action::BuyBack, Use::Trade, true),
        (Action::HedgeWithMove, Use::Act, false),
        (Action::HedgeAgainstMove, Use::Act, false),
        (Action::Liquidate, Use::Act, false),
    ] {
        assert_eq!(Use::of(action), use_);
        assert_eq!(use_.needs_agreement(), agreement);
    }
    assert!(!Use::Sense.needs_agreement() && !Use::Fill.needs_agreement());
}

#[test]
fn the_bounds_pass_and_beyond_them_nothing_does() {
    let sense = |confidence, ts| verdict(Use::Sense, 10_000, confidence, ts);
    assert_eq!(sense(200, NOW), passes(NOW));
    assert_eq!(sense(201, NOW), Err(Rejection::WideConfidence));
    assert_eq!(sense(0, NOW + 10), passes(NOW + 10));
    assert_eq!(sense(0, NOW + 11), Err(Rejection::FromFuture));
}

/// From its own second on and for less than a minute: the same print cannot be shown for as long as a run must last.
#[test]
fn a_wide_print_is_called_wide_for_less_than_a_minute() {
    let wide = |ts| verdict(Use::Sense, 10_000, 201, ts);
    assert_eq!(wide(NOW + 1), Err(Rejection::FromFuture));
    assert_eq!(wide(NOW), Err(Rejection::WideConfidence));
    assert_eq!(wide(NOW - 59), Err(Rejection::WideConfidence));
    assert_eq!(wide(NOW - 60), Err(Rejection::Stale));
}

#[test]
fn an_average_that_is_not_positive_is_none() {
    for ema_price in [0, -1, i64::MIN] {
        let quote = Quote {
            price: 10_000,
            confidence: 0,
            ema_price,
            publish_ts: NOW,
            prev_publish_ts: NOW - 1,
        };
        let print = OracleParams::default().judge(&quote, Use::Act, NOW);
        assert_eq!(print.unwrap().ema_price, 0);
    }
}

#[test]
fn extremes_are_refused_by_name() {
    let sense = |price, confidence, ts| verdict(Use::Sense, price, confidence, ts);
    assert_eq!(sense(0, 0, NOW), Err(Rejection::NotPositive));
    assert_eq!(sense(i64::MIN, 0, NOW), Err(Rejection::NotPositive));
    assert_eq!(sense(1, 0, i64::MIN), Err(Rejection::Stale));
    assert_eq!(sense(1, 0, i64::MAX), Err(Rejection::FromFuture));
    let widest = sense(i64::MAX, u64::MAX, NOW);
    assert_eq!(widest, Err(Rejection::WideConfidence));
}

#[test]
fn an_oracle_is_out_after_twenty_minutes_of_silence() {
    assert!(!is_out(NOW - OUTAGE_SECS, NOW));
    assert!(is_out(NOW - OUTAGE_SECS - 1, NOW));
    assert!(!is_out(NOW, i64::MIN));
}
