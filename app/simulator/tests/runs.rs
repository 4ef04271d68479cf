//! What holds in every run, whatever the parameters.

use ballast_simulator::{run, Mechanism, Scenario, Settings};
use proptest::prelude::*;

fn settings() -> impl Strategy<Value = Settings> {
    let model = (0u32..120, 100u32..6_000, 0u32..4_000, 1u64..20, 0u32..2_000);
    let market = (1u64..50_000, 500u32..10_000, 1u32..500, 0u32..1_000);
    (model, market).prop_map(|(model, market)| {
        let mut settings = Settings::default();
        let (accounts, ltv_low, width, capital, hedges) = model;
        let m = &mut settings.model;
        m.after_mins = 90;
        m.accounts = accounts;
        m.ltv_low_bps = ltv_low;
        m.ltv_high_bps = (ltv_low + width).min(9_900);
        m.keeper_capital_quote = capital * 500_000_000_000;
        m.hedge_ratio_milli = hedges;
        let (cap, least, share, anticipation) = market;
        let liquidation = &mut settings.market.liquidation;
        liquidation.cap_contracts_per_window = cap * 1_000_000_000;
        liquidation.least_cap_bps = least;
        settings.market.hedge_depth_share_bps = share;
        settings.model.anticipation_bps = anticipation;
        settings
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Money adds up, nobody is liquidated beyond what they owe, and a run never fails.
    #[test]
    fn money_adds_up(
        settings in settings(),
        seed in 0u64..1_000,
        fall in 1u32..60,
        mechanism in prop::sample::select(Mechanism::standard()),
    ) {
        settings.validate().expect("within bounds");
        let scenario = Scenario::parse(&format!("fall-{fall}")).expect("a scenario");
        let mechanism = Mechanism::parse(&mechanism).expect("a mechanism");
        let outcome = run::run(&settings, &scenario, &mechanism, seed, &mut ()).expect("a run");
        let balance = &outcome.balance;
        prop_assert!(balance.liquidated <= balance.debt);
        prop_assert!(balance.unnecessary <= balance.liquidated);
        prop_assert!(balance.insurance_used <= balance.bad_debt);
        prop_assert!(outcome.lowest_price > 0);
        prop_assert!(outcome.halted_secs >= 0 && outcome.halted_secs <= 60 * 90);
        prop_assert!(outcome.gauge.trough <= outcome.gauge.peak);
        if !mechanism.halts() {
            prop_assert_eq!(outcome.halted_secs, 0);
        }
    }
}

#[test]
fn every_scenario_runs() {
    for name in [
        "flash",
        "grind",
        "correlated",
        "second-leg",
        "calm",
        "fall-80",
    ] {
        for mechanism in ["none", "all"] {
            let mut settings = Settings::default();
            settings.model.accounts = 40;
            let scenario = Scenario::parse(name).expect("a scenario");
            let mechanism = Mechanism::parse(mechanism).expect("a mechanism");
            let outcome = run::run(&settings, &scenario, &mechanism, 1, &mut ()).expect(name);
            let overshot = outcome.overshoot_ppm > 10_000;
            match (name, mechanism.name.as_str()) {
                ("calm", _) => assert!(!overshot && outcome.balance.liquidated == 0),
                // Nothing but a flow: the baseline's cascade is all overshoot.
                ("flash", "none") => assert!(overshot && outcome.balance.unnecessary > 0),
                (_, "none") => assert!(outcome.balance.liquidated > 0, "{name}"),
                _ => {}
            }
        }
    }
}
