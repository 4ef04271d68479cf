//! Parameters, scenarios and mechanisms by their names.

use ballast_simulator::{mechanism::Part, Error, Mechanism, Scenario, Settings};

#[test]
fn every_parameter_can_be_set() {
    let settings = Settings::default();
    let found = settings.leaves();
    assert!(found.len() > 100, "{}", found.len());
    for (path, value) in found {
        let mut other = settings;
        other.set(&path, &value.to_string()).expect(&path);
        assert_eq!(other, settings, "{path}");
        other.set(&path, &(value + 1).to_string()).expect(&path);
        assert_ne!(other, settings, "{path}");
    }
}

#[test]
fn a_bad_parameter_is_told() {
    let mut settings = Settings::default();
    let told = |result: Result<(), Error>| result.expect_err("a refusal").to_string();
    for unknown in ["", "market", "market.breaker.halt", "model.accounts.x"] {
        let error = told(settings.set(unknown, "1"));
        assert!(
            error.starts_with(&format!("no parameter `{unknown}`")),
            "{error}"
        );
    }
    assert_eq!(
        told(settings.set("model.accounts", "many")),
        "parameter `model.accounts`: `many` is not a whole number"
    );
    assert_eq!(
        told(settings.set("model.accounts", "-1")),
        "parameter `model.accounts`: `-1` is not a value that fits it"
    );
    assert_eq!(settings, Settings::default(), "a refusal changes nothing");
    settings
        .set("model.accounts", "1_000")
        .expect("grouped digits");
    assert_eq!(settings.model.accounts, 1_000);
    settings.model.noise_ppm = 50_000;
    assert_eq!(
        told(settings.validate()),
        "parameter out of bounds: model.noise_ppm = 50000, not in 0..=20000"
    );
    let mut beyond = Settings::default();
    beyond.market.breaker.halt_secs = 5;
    assert!(told(beyond.validate()).contains("hard bounds"));
}

#[test]
fn scenarios_by_name() {
    for name in
        Scenario::STANDARD
            .into_iter()
            .chain(["second-leg", "flash", "grind", "correlated", "calm"])
    {
        let scenario = Scenario::parse(name).expect(name);
        assert_eq!(scenario.name, name);
        assert!(!scenario.about.is_empty());
        assert!(scenario.news().expect(name) <= 0);
    }
    for unknown in ["fall-0", "fall-81", "fall-x", "rise", ""] {
        assert!(
            matches!(Scenario::parse(unknown), Err(Error::UnknownScenario(..))),
            "{unknown}"
        );
    }
}

#[test]
fn mechanisms_by_name() {
    for name in Mechanism::standard() {
        let mechanism = Mechanism::parse(&name).expect(&name);
        assert_eq!(mechanism.name, name);
        assert!(!mechanism.about.is_empty());
    }
    let both = Mechanism::parse("dynamic-margin+staged-breaker").expect("two parts");
    assert_eq!(both.parts, [Part::DynamicMargin, Part::StagedBreaker]);
    assert!(both.halts());
    for (first, second) in [
        ("fixed-margin", "pro-cyclical-margin"),
        ("halt-15", "staged-breaker"),
        ("direction-gate", "staged-breaker"),
    ] {
        let joined = format!("{first}+{second}");
        let refused = Mechanism::parse(&joined);
        assert!(matches!(refused, Err(Error::Exclusive(..))), "{joined}");
    }
    let without = Mechanism::parse("all-but-hedge-cap").expect("all but a part");
    assert!(!without.has(Part::HedgeCap) && without.has(Part::StagedBreaker));
    let twice = Mechanism::parse("hedge-cap+hedge-cap").expect("one part");
    assert_eq!(twice.parts, [Part::HedgeCap]);
    for unknown in ["", "all+none", "halt", "hedge-cap+", "all-but-all"] {
        let refused = Mechanism::parse(unknown);
        assert!(
            matches!(refused, Err(Error::UnknownMechanism(..))),
            "{unknown}"
        );
    }
}

/// What the protocol does is its parameters as they are: the whole changes nothing.
#[test]
fn the_whole_is_the_settings_untouched() {
    let settings = Settings::default();
    let all = Mechanism::parse(Mechanism::EVERYTHING).expect("the whole");
    assert_eq!(all.apply(&settings), settings);
    let none = Mechanism::parse(Mechanism::NONE).expect("the baseline");
    assert_ne!(none.apply(&settings), settings);
}
