//! Bounds of parameters that no range of one field says.

use option_risk::breaker::BreakerParams;
use option_risk::buyback::BuybackParams;
use option_risk::liquidation::LiquidationParams;
use option_risk::open_interest::OpenInterestParams;
use option_risk::sale::SaleParams;
use option_risk::schedule::ScheduleParams;
use option_risk::vol::{ImpliedParams, Skew};
use option_risk::RiskError;

#[test]
fn a_halt_is_no_longer_than_its_maximum_nor_that_than_fifteen_minutes() {
    let with = |halt_secs, max_halt_secs| {
        BreakerParams {
            halt_secs,
            max_halt_secs,
            ..BreakerParams::default()
        }
        .validate()
    };
    assert_eq!(with(60, 60), Ok(()));
    assert_eq!(with(61, 60), Err(RiskError::InvalidParameter("halt_secs")));
    assert_eq!(
        with(60, 59),
        Err(RiskError::InvalidParameter("max_halt_secs"))
    );
    assert_eq!(
        with(60, 901),
        Err(RiskError::InvalidParameter("max_halt_secs"))
    );
}

#[test]
fn a_weight_of_no_contracts_is_refused() {
    let params = ImpliedParams {
        weight_contracts: 0,
        ..ImpliedParams::default()
    };
    let refusal = Err(RiskError::InvalidParameter("weight_contracts"));
    assert_eq!(params.validate(), refusal);
}

#[test]
fn a_skew_has_bounds_on_both_sides() {
    let with = |slope_bps, curvature_bps| {
        let skew = Skew {
            slope_bps,
            curvature_bps,
        };
        ImpliedParams {
            skew,
            ..ImpliedParams::default()
        }
        .validate()
    };
    let slope = Err(RiskError::InvalidParameter("slope_bps"));
    assert_eq!(with(-10_000, 10_000), Ok(()));
    assert_eq!(with(10_000, 0), Ok(()));
    assert_eq!((with(10_001, 0), with(-10_001, 0)), (slope, slope));
    let curvature = Err(RiskError::InvalidParameter("curvature_bps"));
    assert_eq!(with(0, 10_001), curvature);
}

#[test]
fn a_cap_of_zero_is_refused() {
    let params = LiquidationParams {
        cap_contracts_per_window: 0,
        ..LiquidationParams::default()
    };
    let refusal = Err(RiskError::InvalidParameter("cap_contracts_per_window"));
    assert_eq!(params.validate(), refusal);
}

#[test]
fn a_market_cap_is_no_less_than_the_others() {
    let with = |market_contracts| {
        let caps = OpenInterestParams::default();
        OpenInterestParams {
            market_contracts,
            ..caps
        }
        .validate()
    };
    assert_eq!(with(500_000_000_000_000), Ok(()));
    let refusal = |name| Err(RiskError::InvalidParameter(name));
    assert_eq!(with(499_999_999_999_999), refusal("series_contracts"));
    assert_eq!(with(0), refusal("market_contracts"));
}

#[test]
fn a_tick_of_zero_is_refused() {
    let params = SaleParams {
        tick: 0,
        ..SaleParams::default()
    };
    assert_eq!(params.validate(), Err(RiskError::InvalidParameter("tick")));
}

#[test]
fn strikes_end_no_nearer_than_they_begin() {
    let with = |min_otm_bps, max_otm_bps| {
        SaleParams {
            min_otm_bps,
            max_otm_bps,
            ..SaleParams::default()
        }
        .validate()
    };
    assert_eq!((with(5_000, 5_000), with(0, 500)), (Ok(()), Ok(())));
    let refusal = Err(RiskError::InvalidParameter("max_otm_bps"));
    assert_eq!((with(501, 500), with(0, 499)), (refusal, refusal));
}

#[test]
fn a_bid_never_falls() {
    let with = |start_vol_bps, end_vol_bps| {
        BuybackParams {
            start_vol_bps,
            end_vol_bps,
            ..BuybackParams::default()
        }
        .validate()
    };
    assert_eq!((with(5_000, 5_000), with(15_000, 15_000)), (Ok(()), Ok(())));
    let refusal = |name| Err(RiskError::InvalidParameter(name));
    assert_eq!(with(9_001, 9_000), refusal("start_vol_bps"));
    assert_eq!(with(5_000, 4_999), refusal("end_vol_bps"));
    assert_eq!(with(9_000, 15_001), refusal("end_vol_bps"));
}

#[test]
fn a_schedule_has_one_to_nine_days_a_phase_below_and_opens_in_its_first_quarter() {
    let with = |tenor_days, phase_days, open_after_secs| {
        ScheduleParams {
            tenor_days,
            phase_days,
            open_after_secs,
            ..ScheduleParams::default()
        }
        .validate()
    };
    let refusal = |name| Err(RiskError::InvalidParameter(name));
    assert_eq!(with(1, 0, 21_600), Ok(()));
    assert_eq!(with(1, 0, 21_601), refusal("open_after_secs"));
    assert_eq!(with(2, 1, 43_200), Ok(()));
    assert_eq!(with(2, 1, 43_201), refusal("open_after_secs"));
    assert_eq!(with(4, 3, 86_399), Ok(()));
    assert_eq!(with(9, 8, 86_399), Ok(()));
    assert_eq!(with(9, 9, 0), refusal("phase_days"));
    assert_eq!(with(1, 1, 0), refusal("phase_days"));
    assert_eq!(with(0, 0, 0), refusal("tenor_days"));
    assert_eq!(with(10, 0, 0), refusal("tenor_days"));
    assert_eq!(with(u32::MAX, 0, 0), refusal("tenor_days"));
}
