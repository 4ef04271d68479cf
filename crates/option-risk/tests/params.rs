//! Defaults are valid, and the hard bounds of every field hold.

use option_risk::book::BookParams;
use option_risk::breaker::BreakerParams;
use option_risk::buyback::BuybackParams;
use option_risk::fees::FeeParams;
use option_risk::hedge::HedgeParams;
use option_risk::liquidation::LiquidationParams;
use option_risk::margin::MarginParams;
use option_risk::open_interest::OpenInterestParams;
use option_risk::oracle::OracleParams;
use option_risk::sale::SaleParams;
use option_risk::schedule::ScheduleParams;
use option_risk::vol::{ImpliedParams, VolParams};
use option_risk::RiskError;

/// For every field: the bounds themselves pass, one beyond them is refused by the field's name.
macro_rules! bounds {
    ($test:ident, $params:ty, $($field:ident: $least:expr, $most:expr;)*) => {
        #[test]
        fn $test() {
            type Params = $params;
            assert_eq!(Params::default().validate(), Ok(()));
            $(
                let with = |value: u64| Params::validate(&Params {
                    $field: value.try_into().unwrap(),
                    ..Default::default()
                });
                let refusal = Err(RiskError::InvalidParameter(stringify!($field)));
                assert_eq!(with($least), Ok(()), "{} at {}", stringify!($field), $least);
                assert_eq!(with($most), Ok(()), "{} at {}", stringify!($field), $most);
                assert_eq!(with($most + 1), refusal);
                if let Some(below) = u64::checked_sub($least, 1) {
                    assert_eq!(with(below), refusal);
                }
            )*
        }
    };
}

bounds! { vol, VolParams,
    slow_half_life_secs: 21_600u64, 2_592_000u64;
    fast_half_life_secs: 300u64, 86_400u64;
    floor_bps: 1_000u64, 20_000u64;
    cap_bps: 4_500u64, 100_000u64;
    winsor_milli: 3_000u64, 10_000u64;
    min_dt_secs: 10u64, 600u64;
    maintenance_slew_bps_per_hour: 10u64, 200u64;
    stress_half_life_secs: 604_800u64, 63_072_000u64;
    stressed_floor_bps: 1_000u64, 50_000u64;
    stressed_weight_bps: 2_500u64, 5_000u64;
}

bounds! { book, BookParams,
    depth_quote_per_pct: 1_000_000u64, 1_000_000_000_000_000_000u64;
    depth_vol_bps: 1_000u64, 50_000u64;
    hedged_share_bps: 1_000u64, 10_000u64;
}

bounds! { breaker, BreakerParams,
    armed: 0u64, 1u64;
    z15_milli: 4_000u64, 20_000u64;
    move15_bps: 200u64, 3_000u64;
    z60_milli: 4_000u64, 20_000u64;
    move60_bps: 200u64, 3_000u64;
    halt_secs: 60u64, 900u64;
    cooldown_secs: 600u64, 21_600u64;
    grace_secs: 60u64, 600u64;
    ramp_secs: 60u64, 3_600u64;
    ramp_start_bps: 500u64, 10_000u64;
    max_halts_per_day: 1u64, 2u64;
    z5_milli: 4_000u64, 30_000u64;
    move5_bps: 200u64, 3_000u64;
    throttle_z15_milli: 2_000u64, 20_000u64;
    throttle_move15_bps: 100u64, 3_000u64;
    throttle_gain_milli: 100u64, 1_000u64;
    throttle_secs: 60u64, 3_600u64;
    throttle_limit_bps: 500u64, 10_000u64;
    max_divergence_bps: 500u64, 5_000u64;
    max_implied_jump_bps: 500u64, 10_000u64;
    suspect_secs: 30u64, 600u64;
    min_buckets15: 1u64, 15u64;
    pause_secs: 60u64, 1_800u64;
}

bounds! { margin, MarginParams,
    range_floor_bps: 500u64, 4_000u64;
    range_sigmas_milli: 2_000u64, 6_000u64;
    tail_multiple_bps: 10_000u64, 30_000u64;
    tail_weight_bps: 1_000u64, 10_000u64;
    vol_up_bps: 2_000u64, 20_000u64;
    vol_down_bps: 0u64, 9_000u64;
    floor_bps: 10u64, 1_000u64;
    initial_ratio_bps: 5_000u64, 10_000u64;
    stressed_bps: 10_000u64, 20_000u64;
    target_health_bps: 10_500u64, 20_000u64;
    gamma_addon_bps: 0u64, 50_000u64;
    offset_credit_bps: 5_000u64, 10_000u64;
}

bounds! { liquidation, LiquidationParams,
    bonus_start_bps: 0u64, 500u64;
    bonus_end_bps: 100u64, 1_500u64;
    auction_secs: 60u64, 7_200u64;
    auction_lapse_secs: 900u64, 604_800u64;
    deep_health_bps: 0u64, 9_000u64;
    least_cap_bps: 500u64, 10_000u64;
    insurance_share_bps: 0u64, 5_000u64;
    window_secs: 10u64, 3_600u64;
}

bounds! { hedge, HedgeParams,
    target_delta_bps: 0u64, 10_000u64;
    band_bps: 100u64, 5_000u64;
    duration_secs: 30u64, 600u64;
    inside_bps: 0u64, 100u64;
    outside_bps: 0u64, 500u64;
    crossing_secs: 0u64, 60u64;
}

bounds! { sale, SaleParams,
    start_vol_bps: 9_000u64, 30_000u64;
    end_vol_bps: 5_000u64, 15_000u64;
    duration_secs: 300u64, 7_200u64;
    min_premium_bps: 1u64, 500u64;
    target_delta_bps: 100u64, 5_000u64;
    utilisation_bps: 100u64, 10_000u64;
    min_otm_bps: 0u64, 5_000u64;
    max_otm_bps: 500u64, 7_500u64;
}

bounds! { oracle, OracleParams,
    max_age_secs: 10u64, 300u64;
    max_confidence_bps: 100u64, 1_000u64;
    max_ahead_secs: 0u64, 60u64;
    max_trade_age_secs: 1u64, 60u64;
    max_sense_age_secs: 60u64, 3_600u64;
    max_ema_divergence_bps: 100u64, 5_000u64;
    max_stable_divergence_bps: 100u64, 3_000u64;
    stable_rate_bps_per_min: 5u64, 500u64;
}

bounds! { implied, ImpliedParams,
    slew_bps_per_hour: 50u64, 5_000u64;
}

bounds! { open_interest, OpenInterestParams,
    series_contracts: 1u64, 1_000_000_000_000_000u64;
    account_contracts: 1u64, 1_000_000_000_000_000u64;
}

bounds! { buyback, BuybackParams,
    max_gamma_bps: 0u64, 10_000u64;
    start_vol_bps: 5_000u64, 11_000u64;
    duration_secs: 60u64, 3_600u64;
    max_cost_bps: 0u64, 2_000u64;
}

bounds! { fees, FeeParams,
    management_bps: 0u64, 500u64;
    performance_bps: 0u64, 3_000u64;
}

bounds! { schedule, ScheduleParams,
    phase_days: 0u64, 6u64;
    open_after_secs: 0u64, 86_399u64;
    retry_secs: 600u64, 604_800u64;
}
