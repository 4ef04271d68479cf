//! Requirements whatever the account, the market and the level.

use crate::common::strategies::{kinds, legs};
use crate::common::{market, required, LEVELS, SOL, SPOT};
use option_math::Vol;
use option_risk::margin::{health_bps, requirement, Leg, Level, MarginParams, SCENARIOS};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_covered_account_is_always_healthy(
        kind in kinds(),
        legs in legs(8),
        spot in 1u64..SPOT * 20,
        vol in 1_000u32..60_000,
    ) {
        for level in LEVELS {
            let found = required(kind, &legs, &market(spot, vol), level);
            prop_assert!(found.required <= found.coverage);
            let coverage: u64 = legs
                .iter()
                .map(|leg| SOL.coverage_up(kind, leg.short, leg.strike).unwrap())
                .sum();
            prop_assert_eq!(found.coverage, coverage);
            prop_assert!(health_bps(coverage, found.required) >= 10_000);
        }
    }

    #[test]
    fn grows_with_size(kind in kinds(), legs in legs(4), more in 1u64..1 << 40, vol in 3_000u32..20_000) {
        let mut larger = legs.clone();
        larger[0].short += more;
        let view = market(SPOT, vol);
        for level in LEVELS {
            let (small, large) = (required(kind, &legs, &view, level), required(kind, &larger, &view, level));
            prop_assert!(small.required <= large.required);
            prop_assert!(small.mark <= large.mark);
        }
    }

    /// An atom a leg is left for the formula's last digits.
    #[test]
    fn grows_with_volatility(kind in kinds(), legs in legs(4), vol in 3_000u32..20_000, more in 1u32..10_000) {
        for level in LEVELS {
            let low = required(kind, &legs, &market(SPOT, vol), level).required;
            let high = required(kind, &legs, &market(SPOT, vol + more), level).required;
            prop_assert!(low <= high + legs.len() as u64, "{} against {}", low, high);
        }
    }

    #[test]
    fn levels_are_ordered(kind in kinds(), legs in legs(4), vols in proptest::array::uniform3(3_000u32..20_000)) {
        let mut view = market(SPOT, vols[0]);
        view.maintenance_vol = Vol::from_bps(vols[1]);
        view.initial_vol = Vol::from_bps(vols[2]);
        let [maintenance, initial, stressed] = LEVELS.map(|level| required(kind, &legs, &view, level).required);
        prop_assert!(maintenance <= initial + legs.len() as u64);
        prop_assert!(initial <= stressed);
    }

    #[test]
    fn a_portfolio_needs_no_more_than_its_legs_apart(kind in kinds(), legs in legs(8), vol in 3_000u32..20_000) {
        let view = market(SPOT, vol);
        for level in LEVELS {
            let apart: u64 = legs.iter().map(|leg| required(kind, &[*leg], &view, level).required).sum();
            prop_assert!(required(kind, &legs, &view, level).required <= apart);
        }
    }

    /// No price, time or size panics; what has no value has an error.
    #[test]
    fn is_total(
        kind in kinds(),
        spot in any::<u64>(),
        strike in any::<u64>(),
        expiry_ts in any::<i64>(),
        contracts in any::<u64>(),
        vol in any::<u32>(),
    ) {
        let leg = Leg::short(strike, expiry_ts, contracts);
        for level in LEVELS {
            let found = requirement(kind, &[leg], &market(spot, vol), &MarginParams::default(), level);
            if let Ok(found) = found {
                prop_assert!(found.required <= found.coverage);
            }
        }
    }

    #[test]
    fn the_requirement_covers_the_mark(kind in kinds(), legs in legs(8), vol in 3_000u32..20_000) {
        let found = required(kind, &legs, &market(SPOT, vol), Level::Maintenance);
        prop_assert!(found.required >= found.mark.min(found.coverage));
        prop_assert!(usize::from(found.worst) < SCENARIOS);
    }
}
