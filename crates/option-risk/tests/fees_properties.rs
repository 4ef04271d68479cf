//! Fees in exact arithmetic: what is charged, what its shares are worth, where the mark goes.

use crate::common::YEAR;
use option_risk::fees::{accrue, Accrual, FeeParams, HighWater};
use option_risk::shares::shares_for_assets_down;
use option_risk::RiskError;
use proptest::prelude::*;

/// A vault and a mark from far below its price to twice that.
#[derive(Clone, Copy, Debug)]
struct Scene {
    nav: u64,
    supply: u64,
    mark: HighWater,
    params: FeeParams,
    elapsed: u64,
}

impl Scene {
    fn assets(&self) -> u128 {
        u128::from(self.nav) + 1
    }

    fn shares(&self) -> u128 {
        u128::from(self.supply) + 1_000
    }

    /// Assets times the mark's shares, less the shares times its assets: the gain times the mark's shares.
    fn excess(&self) -> u128 {
        let worth = self.shares() * u128::from(self.mark.assets);
        (self.assets() * u128::from(self.mark.shares)).saturating_sub(worth)
    }
}

fn scenes() -> impl Strategy<Value = Scene> {
    let vault = (1u64..1 << 50, 1u64..1 << 60, 1_000u64..1 << 60);
    let params = (0u32..=500, 0u32..=3_000, 0u64..10 * YEAR);
    (vault, 0u64..=2_000, params).prop_map(|((nav, supply, shares), permille, params)| {
        let price = (u128::from(nav) + 1) * u128::from(shares) / (u128::from(supply) + 1_000);
        let assets = (price * u128::from(permille) / 1_000).clamp(1, 1 << 60) as u64;
        Scene {
            nav,
            supply,
            mark: HighWater { assets, shares },
            params: FeeParams {
                management_bps: params.0,
                performance_bps: params.1,
            },
            elapsed: params.2,
        }
    })
}

fn charge(scene: &Scene) -> Result<Accrual, RiskError> {
    accrue(
        &scene.params,
        scene.nav,
        scene.supply,
        &scene.mark,
        scene.elapsed,
    )
}

/// Whether `a` is at least `b`, as exact ratios.
fn at_least(a: (u128, u128), b: (u128, u128)) -> bool {
    a.0 * b.1 >= b.0 * a.1
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Both parts, rounded down each, and no more than the gain: in exact arithmetic.
    #[test]
    fn a_fee_is_what_the_rule_says(scene in scenes()) {
        let charged = charge(&scene);
        prop_assume!(charged.is_ok());
        let (charged, params) = (charged.unwrap(), scene.params);
        let gain = scene.excess() / u128::from(scene.mark.shares);
        let performance = gain * u128::from(params.performance_bps) / 10_000;
        let rate = u128::from(params.management_bps) * u128::from(scene.elapsed);
        let management = u128::from(scene.nav) * rate / (10_000 * u128::from(YEAR));
        prop_assert_eq!(u128::from(charged.fee), gain.min(management + performance));
        if gain == 0 {
            prop_assert_eq!((charged.fee, charged.shares), (0, 0));
        }
    }

    /// The shares are the most that are worth at most the fee, at the price they leave.
    #[test]
    fn the_shares_are_worth_the_fee_at_most(scene in scenes()) {
        let charged = charge(&scene);
        prop_assume!(charged.is_ok());
        let charged = charged.unwrap();
        let fits = |shares: u128| shares * scene.assets() <= u128::from(charged.fee) * (scene.shares() + shares);
        prop_assert!(fits(charged.shares.into()));
        prop_assert!(!fits(u128::from(charged.shares) + 1));
    }

    /// After a fee the price is between the mark and what it was; the mark never falls and is never above the price
    /// unless it was.
    #[test]
    fn the_price_stays_above_the_mark(scene in scenes()) {
        let charged = charge(&scene);
        prop_assume!(charged.is_ok());
        let charged = charged.unwrap();
        let ratio = |mark: HighWater| (u128::from(mark.assets), u128::from(mark.shares));
        let before = (scene.assets(), scene.shares());
        let after = (scene.assets(), scene.shares() + u128::from(charged.shares));
        let (old, new) = (ratio(scene.mark), ratio(charged.high_water));
        prop_assert!(at_least(before, after) && at_least(new, old));
        prop_assert!(at_least(new, after));
        if at_least(before, old) {
            prop_assert!(at_least(after, old) && at_least(after, new));
        } else {
            prop_assert_eq!((charged.shares, charged.high_water), (0, scene.mark));
        }
    }

    /// A rise charged in two rounds costs what it costs in one, or an atom less: each part is rounded down.
    #[test]
    fn a_gain_in_two_rounds_is_not_charged_twice(scene in scenes(), more in 0u64..1 << 50) {
        let params = FeeParams { management_bps: 0, ..scene.params };
        let first = accrue(&params, scene.nav, scene.supply, &scene.mark, scene.elapsed);
        let once = accrue(&params, scene.nav + more, scene.supply, &scene.mark, scene.elapsed);
        prop_assume!(first.is_ok() && once.is_ok());
        let (first, once) = (first.unwrap(), once.unwrap());
        let supply = scene.supply + first.shares;
        let second = accrue(&params, scene.nav + more, supply, &first.high_water, scene.elapsed).unwrap();
        let twice = first.fee + second.fee;
        prop_assert!(twice <= once.fee && once.fee <= twice + 1, "{} and {} against {}", first.fee, second.fee, once.fee);
    }

    /// Whatever an empty vault holds, its next depositor pays at most on the rounding of the shares: one's worth.
    #[test]
    fn a_newcomer_does_not_pay_for_dust(dust in 0u64..1 << 50, deposit in 1u64..1 << 50, old in 1u64..1 << 50, elapsed in 0..YEAR) {
        let params = FeeParams { management_bps: 500, performance_bps: 3_000 };
        let mark = HighWater { assets: old, shares: 1_000 };
        let anew = accrue(&params, dust, 0, &mark, elapsed).unwrap();
        let supply = shares_for_assets_down(deposit, dust, 0).unwrap();
        let charged = accrue(&params, dust + deposit, supply, &anew.high_water, elapsed).unwrap();
        prop_assert!(u128::from(charged.fee) * 1_000 <= u128::from(dust) + 1);
    }

    #[test]
    fn every_input_has_an_answer(
        nav in any::<u64>(), supply in any::<u64>(), assets in any::<u64>(), shares in any::<u64>(), elapsed in any::<u64>(),
        management_bps in any::<u32>(), performance_bps in any::<u32>(),
    ) {
        let params = FeeParams { management_bps, performance_bps };
        match accrue(&params, nav, supply, &HighWater { assets, shares }, elapsed) {
            Ok(charged) => prop_assert!(charged.fee <= nav && supply.checked_add(charged.shares).is_some()),
            Err(error) => prop_assert_eq!(error, RiskError::Overflow),
        }
    }
}
