//! Directions of parameters and the times of proposals.

use crate::common::{DAY, HOUR};
use option_risk::book::BookParams;
use option_risk::breaker::BreakerParams;
use option_risk::buyback::BuybackParams;
use option_risk::fees::FeeParams;
use option_risk::governance::{
    due_ts, phase, within_switch, Directions, Phase, Tighter, DELAY_SECS, LOCALNET_DELAY_SECS,
    WINDOW_SECS,
};
use option_risk::hedge::HedgeParams;
use option_risk::liquidation::LiquidationParams;
use option_risk::margin::MarginParams;
use option_risk::open_interest::OpenInterestParams;
use option_risk::oracle::OracleParams;
use option_risk::sale::SaleParams;
use option_risk::schedule::ScheduleParams;
use option_risk::vol::{ImpliedParams, Skew, VolParams};
use option_risk::RiskError;
use proptest::prelude::*;

/// Raises and lowers every field by one: what the table says must be what `loosened` says, by the field's name.
macro_rules! obeys_its_table {
    ($test:ident, $params:ty, $($field:ident)*) => {
        #[test]
        fn $test() {
            let old = <$params>::default();
            let mut lines = <$params>::TABLE.iter();
            assert_eq!(old.loosened(&old), None);
            $(
                let line = lines.next().expect("a line for every field");
                assert_eq!(line.field, stringify!($field));
                assert!(!line.why.is_empty());
                let (mut low, mut high) = (old, old);
                low.$field = old.$field.wrapping_sub(1);
                high.$field = old.$field.wrapping_add(1);
                // A default of zero cannot be lowered: compare with one.
                let (low, from) = if old.$field == 0 { (old, high) } else { (low, old) };
                let named = |loosens: bool| loosens.then_some(stringify!($field));
                assert_eq!(from.loosened(&low), named(line.tighter != Tighter::Lower));
                assert_eq!(old.loosened(&high), named(line.tighter != Tighter::Higher));
            )*
            assert_eq!(lines.next(), None);
        }
    };
}

obeys_its_table! { oracle, OracleParams,
max_age_secs max_confidence_bps max_ahead_secs max_trade_age_secs max_sense_age_secs max_ema_divergence_bps
max_stable_divergence_bps stable_rate_bps_per_min }
obeys_its_table! { vol, VolParams,
slow_half_life_secs fast_half_life_secs floor_bps cap_bps winsor_milli min_dt_secs
maintenance_slew_bps_per_hour stress_half_life_secs stressed_floor_bps stressed_weight_bps }
obeys_its_table! { breaker, BreakerParams,
armed z15_milli move15_bps z60_milli move60_bps halt_secs max_halt_secs cooldown_secs grace_secs ramp_secs
ramp_start_bps max_halts_per_day z5_milli move5_bps throttle_z15_milli throttle_move15_bps throttle_gain_milli
throttle_secs throttle_limit_bps max_divergence_bps max_implied_jump_bps suspect_secs min_buckets15 pause_secs }
obeys_its_table! { implied, ImpliedParams,
weight_contracts slew_bps_per_hour }
obeys_its_table! { skew, Skew,
slope_bps curvature_bps }
obeys_its_table! { book, BookParams,
depth_quote_per_pct depth_vol_bps hedged_share_bps }
obeys_its_table! { margin, MarginParams,
range_floor_bps range_sigmas_milli tail_multiple_bps tail_weight_bps vol_up_bps vol_down_bps floor_bps
initial_ratio_bps stressed_bps target_health_bps gamma_addon_bps offset_credit_bps }
obeys_its_table! { open_interest, OpenInterestParams,
market_contracts series_contracts account_contracts }
obeys_its_table! { liquidation, LiquidationParams,
bonus_start_bps bonus_end_bps auction_secs auction_lapse_secs deep_health_bps least_cap_bps insurance_share_bps
tiny_contracts cap_contracts_per_window window_secs }
obeys_its_table! { hedge, HedgeParams,
target_delta_bps band_bps duration_secs inside_bps outside_bps crossing_secs min_order_base }
obeys_its_table! { sale, SaleParams,
start_vol_bps end_vol_bps duration_secs min_premium_bps target_delta_bps utilisation_bps min_otm_bps max_otm_bps tick }
obeys_its_table! { schedule, ScheduleParams,
tenor_days phase_days open_after_secs retry_secs }
obeys_its_table! { buyback, BuybackParams,
max_gamma_bps start_vol_bps end_vol_bps duration_secs max_cost_bps min_contracts }
obeys_its_table! { fees, FeeParams,
management_bps performance_bps }

#[test]
fn the_breaker_cannot_be_disarmed_at_once() {
    let off = BreakerParams {
        armed: 0,
        ..BreakerParams::default()
    };
    assert_eq!(BreakerParams::default().loosened(&off), Some("armed"));
    assert_eq!(off.loosened(&BreakerParams::default()), None);
}

/// What a vault asks, pays or charges may move at once only to where its depositors are better off.
#[test]
fn a_vaults_terms_loosen_by_name() {
    let sale = SaleParams::default();
    let nearer = SaleParams {
        min_otm_bps: sale.min_otm_bps - 1,
        ..sale
    };
    assert_eq!(sale.loosened(&nearer), Some("min_otm_bps"));
    assert_eq!(nearer.loosened(&sale), None);
    let bids = BuybackParams::default();
    let cheaper = BuybackParams {
        start_vol_bps: bids.start_vol_bps - 1,
        end_vol_bps: bids.end_vol_bps - 1,
        max_cost_bps: bids.max_cost_bps - 1,
        ..bids
    };
    assert_eq!(bids.loosened(&cheaper), None);
    assert_eq!(cheaper.loosened(&bids), Some("start_vol_bps"));
    let fees = FeeParams::default();
    let free = FeeParams {
        management_bps: 0,
        ..fees
    };
    assert_eq!(fees.loosened(&free), Some("management_bps"));
    assert_eq!(free.loosened(&fees), Some("management_bps"));
}

#[test]
fn one_loosened_field_among_tightened_ones_is_found() {
    let old = OracleParams::default();
    let new = OracleParams {
        max_trade_age_secs: old.max_trade_age_secs - 1,
        max_ema_divergence_bps: old.max_ema_divergence_bps - 1,
        stable_rate_bps_per_min: old.stable_rate_bps_per_min + 1,
        ..old
    };
    assert_eq!(old.loosened(&new), Some("stable_rate_bps_per_min"));
}

#[test]
fn a_proposal_waits_is_due_and_lapses() {
    assert_eq!((DELAY_SECS, LOCALNET_DELAY_SECS), (48 * HOUR as u32, 60));
    let due = due_ts(1_000, DELAY_SECS).unwrap();
    assert_eq!(due, 173_800);
    let end = due + i64::from(WINDOW_SECS);
    assert_eq!(end - due, 14 * DAY);
    for (now, expected) in [
        (i64::MIN, Phase::Waiting),
        (999, Phase::Waiting),
        (due - 1, Phase::Waiting),
        (due, Phase::Due),
        (end, Phase::Due),
        (end + 1, Phase::Lapsed),
        (i64::MAX, Phase::Lapsed),
    ] {
        assert_eq!(phase(due, now), expected, "{now}");
    }
}

#[test]
fn time_does_not_wrap() {
    assert_eq!(due_ts(i64::MAX, 1), Err(RiskError::Overflow));
    assert_eq!(phase(i64::MAX, i64::MAX), Phase::Due);
    assert_eq!(phase(i64::MAX, i64::MIN), Phase::Waiting);
}

#[test]
fn an_oracle_switch_moves_the_price_by_a_tenth_at_most() {
    for (old, new, allowed) in [
        (200, 220, true),
        (200, 221, false),
        (200, 180, true),
        (200, 179, false),
        (200, 200, true),
        (0, 0, true),
        (0, 1, false),
        (u64::MAX, 0, false),
        (u64::MAX, u64::MAX, true),
    ] {
        assert_eq!(within_switch(old, new, 86_399), allowed, "{old} to {new}");
    }
}

/// A feed that has died does not hold its market for ever.
#[test]
fn a_silent_feed_may_be_replaced_further_away() {
    for (old, new, days, allowed) in [
        (200, 240, 1, true),
        (200, 241, 1, false),
        (200, 100, 3, false),
        (200, 100, 4, true),
        (200, 2_000, 100, true),
        (1, u64::MAX, 400, false),
    ] {
        let silent = days * DAY;
        assert_eq!(within_switch(old, new, silent), allowed, "{old} to {new}");
    }
    assert!(within_switch(200, 220, i64::MIN));
    assert!(within_switch(1, 2, i64::MAX));
}

fn oracle_params() -> impl Strategy<Value = OracleParams> {
    // Few values, so that equal fields are common.
    [0u32..4, 0..4, 0..4, 0..4].prop_map(|fields| OracleParams {
        max_age_secs: fields[0],
        max_ema_divergence_bps: fields[1],
        max_stable_divergence_bps: fields[2],
        max_trade_age_secs: fields[3],
        ..OracleParams::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// No sequence of instant changes comes back to where it began: only the same values loosen neither way.
    #[test]
    fn tightening_is_an_order(a in oracle_params(), b in oracle_params(), c in oracle_params()) {
        let may = |from: &OracleParams, to: &OracleParams| from.loosened(to).is_none();
        prop_assert!(!(may(&a, &b) && may(&b, &a)) || a == b);
        prop_assert!(!(may(&a, &b) && may(&b, &c)) || may(&a, &c));
    }

    #[test]
    fn a_phase_never_goes_back(due in any::<i64>(), a in any::<i64>(), b in any::<i64>()) {
        let rank = |now| match phase(due, now) {
            Phase::Waiting => 0,
            Phase::Due => 1,
            Phase::Lapsed => 2,
        };
        prop_assert!(rank(a.min(b)) <= rank(a.max(b)));
    }
}
