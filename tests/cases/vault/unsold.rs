//! What an offer that nobody took says about volatility, and when it says nothing.

use ballast_harness::{Setup, World};

use crate::{
    scenes::{selling, START_PRICE},
    support::on_both_with,
};

/// A mark half as much again as is realised, so that a sale at 90% of it is news.
fn dear() -> Setup {
    let mut setup = Setup::default();
    setup.market.implied_vol_bps = 12_000;
    setup
}

/// What the vault's sale came down to, as parts of the volatility it asks around; `None` if that says nothing.
fn last_asked(world: &mut World) -> Option<f64> {
    let (market, vault, now) = (world.market(), world.vault_state(), world.now());
    let around = market.sale_vol(now).expect("a volatility");
    let asked = vault.last_asked(&market, now).expect("a volatility");
    asked.map(|vol| vol.0.to_num::<f64>() / around.0.to_num::<f64>())
}

/// From the end of its ten minutes, for ten minutes: 90% was asked and not paid. Before, somebody may buy yet; after, it
/// is news of old.
#[test]
fn an_offer_speaks_only_just_after_its_end() {
    on_both_with(&dear(), |world| {
        let scene = selling(world, 0);
        for (secs, speaks) in [(600, false), (1, true), (599, true), (1, false)] {
            world.tick(secs, START_PRICE).unwrap();
            let asked = last_asked(world);
            assert_eq!(asked.is_some(), speaks, "{asked:?}");
            assert!((asked.unwrap_or(0.9) - 0.9).abs() < 1e-9, "{asked:?}");
        }
        let before = world.market().risk.implied;
        world.end_sale(&scene.calls).unwrap();
        assert_eq!(world.market().risk.implied, before);
    });
}

/// A print is good for trades for ten seconds: without one nobody could have bought, however low the price.
#[test]
fn an_offer_at_no_price_says_nothing() {
    on_both_with(&dear(), |world| {
        let scene = selling(world, 0);
        world.hold(601, 60, START_PRICE).unwrap();
        world.advance(10);
        assert!(last_asked(world).is_some());
        world.advance(1);
        assert_eq!(last_asked(world), None);
        let before = world.market().risk.implied;
        world.end_sale(&scene.calls).unwrap();
        assert_eq!(world.market().risk.implied, before);
    });
}
