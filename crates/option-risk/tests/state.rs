//! A market's sensing as a whole: what is taken in, in what order, and what the price on record serves for.

use crate::common::sensing::*;
use crate::common::{SOL, SPOT};
use option_math::Vol;
use option_risk::breaker::{Reason, Stage};
use option_risk::oracle::{Print, Quote, Rejection, Use};
use option_risk::state::RiskState;
use option_risk::vol::Skew;
use option_risk::RiskError;

#[test]
fn a_market_opens_throttled_until_its_ring_has_filled() {
    let mut params = Params::default();
    let mut state = opened(&params);
    assert_eq!(state.breaker.stage(), Stage::Throttle);
    assert_eq!(state.breaker.reason(), Reason::ThinRing);
    for minute in 1..=12 {
        let thin = observe(&mut state, &params, SPOT, T + 60 * minute)
            .signals
            .thin;
        assert_eq!(thin, minute < 2);
    }
    assert_eq!(state.breaker.stage(), Stage::Normal);
    params.breaker.min_buckets15 = 1;
    assert_eq!(opened(&params).breaker.stage(), Stage::Normal);
}

#[test]
fn refusals_to_open_are_specific() {
    let params = Params::default();
    let open = |price, vol| RiskState::open(&params.lent(), &print(price, T), vol, vol, T);
    let vol = Vol::from_bps(8_000);
    assert_eq!(open(0, vol).err(), Some(RiskError::ZeroPrice));
    let absurd = Vol(Vol::from_bps(u32::MAX).0 * 1_000);
    assert_eq!(open(SPOT, absurd).err(), Some(RiskError::Overflow));
}

#[test]
fn a_trip_is_read_against_the_old_ring_and_restarts_it() {
    let params = Params::default();
    let mut state = settled(&params);
    let low = SPOT / 100 * 92;
    let found = observe(&mut state, &params, low, SETTLED + 60);
    assert!(found.recorded);
    assert_eq!(found.reading.fifteen().move_bps, 800);
    assert_eq!(found.transitions.trip().unwrap().price, low);
    assert_eq!((state.price, state.ring.len), (low, 1));
    assert_eq!(state.ring.last().map(|last| last.price), Some(low));
    assert_eq!(state.vol.sampled_price, low, "volatility learns from it");
    let next = observe(&mut state, &params, low, SETTLED + 120);
    assert_eq!(next.reading.fifteen().move_bps, 0);
}

/// What fell further while the market was shut does not shut it again, nor does it throttle for long.
#[test]
fn one_crash_halts_once_however_it_goes_on_in_the_halt() {
    let params = Params::default();
    let mut state = settled(&params);
    for minute in 1..=300 {
        // 8% at once, a further 1% a minute for a quarter of an hour, then flat.
        let fallen = 8 + (minute - 1).min(15);
        let price = SPOT / 100 * (100 - fallen as u64);
        observe(&mut state, &params, price, SETTLED + 60 * minute);
        if minute > 90 {
            assert_eq!(state.breaker.stage(), Stage::Normal, "minute {minute}");
        }
    }
    assert_eq!(state.breaker.trip_count, 1);
}

#[test]
fn an_old_print_moves_only_the_clock() {
    let params = Params::default();
    let mut state = settled(&params);
    observe(&mut state, &params, SPOT / 100 * 92, SETTLED + 60);
    for age in [0, 1, 1_000] {
        let mut later = state;
        let late = print(SPOT / 2, state.publish_ts - age);
        let now = SETTLED + 60 + 300;
        let found = later.observe(&params.lent(), &late, 5_000, now).unwrap();
        assert!(!found.recorded);
        let changes: Vec<_> = found.transitions.iter().map(|change| change.to).collect();
        assert_eq!(changes, [Stage::Reopening]);
        later.breaker = state.breaker;
        assert_eq!(later, state);
    }
}

#[test]
fn a_stale_print_is_sensed_and_never_halts() {
    let params = Params::default();
    for (age, stage) in [(60, Stage::Halted), (61, Stage::Throttle)] {
        let mut state = settled(&params);
        let low = print(SPOT / 100 * 92, SETTLED + 60);
        let now = low.publish_ts + age;
        state.observe(&params.lent(), &low, 0, now).unwrap();
        assert_eq!(state.breaker.stage(), stage);
        assert_eq!(state.price, low.price);
    }
}

#[test]
fn the_gain_and_the_divergence_reach_the_breaker() {
    let params = Params::default();
    let far = |ema_price| Print {
        ema_price,
        ..print(SPOT, SETTLED + 60)
    };
    let (near, beyond) = (SPOT * 4 / 3, SPOT * 4 / 3 + 10_000_000);
    for (print, gain_milli, stage) in [
        (far(0), 700, Stage::Normal),
        (far(SPOT), 701, Stage::Throttle),
        (far(near), 0, Stage::Normal),
        (far(beyond), 0, Stage::Halted),
        (far(SPOT / 10 * 7), 0, Stage::Halted),
    ] {
        let mut state = settled(&params);
        let now = print.publish_ts;
        state
            .observe(&params.lent(), &print, gain_milli, now)
            .unwrap();
        assert_eq!(state.breaker.stage(), stage, "{print:?}, gain {gain_milli}");
    }
}

/// The step between two feeds is no move of the price: neither the breaker nor the volatility sees it.
#[test]
fn a_new_feed_goes_on_from_its_own_price() {
    let params = Params::default();
    let mut state = settled(&params);
    let before = state;
    let elsewhere = SPOT / 100 * 80;
    state.switch_feed(&print(elsewhere, SETTLED + 30));
    let on_record = (state.price, state.publish_ts, state.ring.len);
    assert_eq!(on_record, (SPOT, SETTLED, before.ring.len), "no print");
    let found = observe(&mut state, &params, elsewhere, SETTLED + 90);
    assert!(found.recorded && found.transitions.is_empty());
    assert_eq!(found.reading.sixty().move_bps, 0);
    assert!(state.vol.fast_variance < before.vol.fast_variance);
}

#[test]
fn an_implied_jump_trips_once() {
    let params = Params::default();
    let mut state = settled(&params);
    let sold = Vol::from_bps(14_000);
    let contracts = params.implied.weight_contracts;
    let cleared = state
        .implied
        .clear(&params.implied, sold, contracts, SETTLED);
    cleared.unwrap();
    let found = observe(&mut state, &params, SPOT, SETTLED + 60);
    assert_eq!(found.transitions.trip().unwrap().reason, Reason::ImpliedVol);
    let mut ts = SETTLED + 60;
    while ts < SETTLED + 7_200 {
        ts += 60;
        let found = observe(&mut state, &params, SPOT, ts);
        assert_eq!(found.signals.implied_jump_bps, 0);
    }
    assert_eq!(state.breaker.trip_count, 1);
}

#[test]
fn a_rejection_counts_and_a_wide_print_is_suspected() {
    let params = Params::default();
    let mut state = settled(&params);
    let before = state;
    for (count, why) in [Rejection::Stale, Rejection::NotPositive]
        .into_iter()
        .enumerate()
    {
        assert!(state
            .reject(&params.lent(), why, SETTLED + 9_999)
            .is_empty());
        assert_eq!(state.rejected, count as u64 + 1);
        let uncounted = RiskState {
            rejected: 0,
            ..state
        };
        assert_eq!(uncounted, before);
    }
    let changes = state.reject(&params.lent(), Rejection::WideConfidence, SETTLED + 1);
    assert_eq!(changes.iter().next().unwrap().reason, Reason::Confidence);
    assert_eq!(state.rejected, 3);
}

#[test]
fn a_wide_print_that_a_good_one_has_superseded_is_only_late() {
    let params = Params::default();
    let state = settled(&params);
    let wide = |publish_ts| {
        let quote = Quote {
            price: SPOT as i64,
            confidence: SPOT / 10,
            ema_price: 0,
            publish_ts,
            prev_publish_ts: publish_ts - 1,
        };
        state.judge(&params.lent(), &quote, SETTLED + 5)
    };
    assert_eq!(wide(SETTLED), Err(Rejection::OutOfOrder));
    assert_eq!(wide(SETTLED + 1), Err(Rejection::WideConfidence));
}

#[test]
fn the_price_on_record_serves_by_age() {
    let params = Params::default();
    let state = settled(&params);
    for (use_, age) in [
        (Use::Sense, 1_200),
        (Use::Act, 60),
        (Use::NewRisk, 60),
        (Use::Trade, 10),
    ] {
        let fit = |age| state.fit_for(&params.lent(), use_, SETTLED + age);
        assert_eq!(fit(age), Ok(()), "{use_:?}");
        assert_eq!(fit(age + 1), Err(Rejection::Stale), "{use_:?}");
    }
}

#[test]
fn new_risk_needs_the_oracles_average_and_the_stable_price() {
    let params = Params::default();
    let fit = |price, ema_price, use_| {
        let mut state = settled(&params);
        let print = Print {
            ema_price,
            ..print(price, SETTLED + 1)
        };
        let now = print.publish_ts;
        state.observe(&params.lent(), &print, 0, now).unwrap();
        state.fit_for(&params.lent(), use_, now)
    };
    let from_stable = |percent: u64| SPOT / 100 * percent;
    for use_ in [Use::NewRisk, Use::Trade] {
        assert_eq!(
            fit(SPOT, SPOT / 10 * 8, use_),
            Err(Rejection::DivergesFromEma)
        );
        assert_eq!(fit(SPOT, SPOT / 6 * 5, use_), Ok(()));
        assert_eq!(fit(SPOT, 0, use_), Ok(()), "no average, no comparison");
        for (percent, ema) in [(110, 0), (90, 0)] {
            assert_eq!(fit(from_stable(percent), ema, use_), Ok(()));
        }
        for percent in [111, 89] {
            let found = fit(from_stable(percent), 0, use_);
            assert_eq!(found, Err(Rejection::DivergesFromStable));
        }
    }
    assert_eq!(fit(SPOT / 2, SPOT, Use::Act), Ok(()));
}

#[test]
fn the_stable_price_catches_up_with_the_clock() {
    let mut params = Params::default();
    params.oracle.max_age_secs = 300;
    let mut state = settled(&params);
    observe(&mut state, &params, SPOT / 100 * 89, SETTLED + 1);
    let fit = |after| state.fit_for(&params.lent(), Use::NewRisk, SETTLED + 1 + after);
    assert_eq!(fit(0), Err(Rejection::DivergesFromStable));
    assert_eq!(fit(240), Ok(()));
    assert_eq!(
        state.stable_at(&params.lent(), SETTLED + 100_000),
        state.price
    );
}

#[test]
fn the_view_and_the_sale_see_mark_and_skew() {
    let mut params = Params::default();
    params.implied.skew = Skew {
        slope_bps: -2_000,
        curvature_bps: 0,
    };
    let state = settled(&params);
    let lent = params.lent();
    let view = state.view(&lent, SOL, SETTLED).unwrap();
    let mark = state.mark_vol(&lent, SETTLED).unwrap();
    assert_eq!((view.mark_vol, view.spot, view.now), (mark, SPOT, SETTLED));
    let low = SPOT / 10 * 8;
    let bent = state.mark_vol_at(&lent, low, SETTLED).unwrap();
    assert_eq!(view.mark_vol_at(low), Ok(bent));
    assert!(bent > mark);
    // After a jump a sale asks for more than the mark.
    let mut jumped = state;
    observe(&mut jumped, &params, SPOT / 100 * 98, SETTLED + 60);
    let at_money = jumped.sale_vol(&lent, SETTLED + 60).unwrap();
    assert_eq!(at_money, jumped.vol.quote_vol(&params.vol).unwrap());
    assert!(at_money > jumped.mark_vol(&lent, SETTLED + 60).unwrap());
}
