//! A vault of puts: everything in quote.

use ballast_harness::setup::USDC;
use option_risk::units::Kind;

use crate::scene::Scene;

#[test]
fn a_vault_of_puts_is_filled_and_bought_from_in_quote() {
    let mut scene = Scene::disarmed();
    let world = &mut scene.shop.world;
    let params = world.vault_state().params;
    world.vault = world.create_vault(3, Kind::Put, params).expect("a vault");
    let wallet = world.wallet(&scene.depositor.key(), Kind::Put);
    let (text, _) = scene.depositor("vault deposit 50000.5 --vault 3");
    assert!(
        text.starts_with("queued 50,000.5 quote for round 0 of vault 3\n"),
        "{text}"
    );
    let world = &mut scene.shop.world;
    let left = world.wallet(&scene.depositor.key(), Kind::Put);
    assert_eq!(wallet - left, 50_000_500_000);
    let (steps, _) = scene.roll(" --vault 3");
    assert_eq!(steps[0], "rolled round 0, 50,000.5 quote in");
    assert!(
        steps[1].starts_with("created the series and started the sale of ")
            && steps[1].contains(" put@"),
        "{steps:?}"
    );
    let (text, _) = scene.depositor("vault claim --vault 3");
    assert!(
        text.starts_with("claimed 50,000.5 shares for the 50,000.5 quote of round 0\n"),
        "{text}"
    );
    let (text, json) = scene.buyer("vault buy 10 --max-premium 500 --vault 3");
    assert!(text.contains(" quote a contract\n"), "{text}");
    let paid = json["done"]["premium"].as_u64().expect("atoms");
    let share = json["done"]["insurance_share"].as_u64().expect("atoms");
    let premium = scene.shop.world.vault_state().sale.premium;
    assert_eq!(paid - share, premium);
    assert!(premium > USDC, "{premium}");
    let (page, json) = scene.shop.glance("vault show --vault 3");
    assert!(page.contains(" (puts, number 3)\n"), "{page}");
    assert!(page.contains("\nsold         10 of "), "{page}");
    assert_eq!(json["assets"]["quote"], 50_000_500_000 + premium);
    assert_eq!(json["kind"], "put");
    // A short put gains with the price: the worst is at the left.
    let points = json["payoff"]["points"].as_array().expect("points");
    let worth = |index: usize| points[index]["worth"].as_u64().expect("atoms");
    assert!(worth(0) < worth(points.len() - 1));
}
