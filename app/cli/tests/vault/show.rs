//! `ballast vault show`, in every stage.

use ballast_client::views;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup,
};
use serde_json::Value;

use crate::scene::Scene;

/// What the page has of every line asked for.
#[track_caller]
fn has(page: &str, lines: &[&str]) {
    for line in lines {
        assert!(page.contains(line), "{line}\n{page}");
    }
}

#[test]
fn an_empty_vault() {
    let mut scene = Scene::disarmed();
    let (page, json) = scene.shop.glance("vault show");
    has(
        &page,
        &[
            "price        200, 0 s old, stage ",
            "stage        OPEN; the vault waits for deposits\n",
            "assets       0 base, worth 0 base\n",
            "share price  1.000000 base; 0 shares in all\n",
            "round        0: nothing on sale or sold\n",
            "hedge        none due\n",
            "buy-back     none due\n",
            "rounds       (base)\n  none rolled yet\n",
        ],
    );
    assert!(!page.contains("payoff       "), "{page}");
    assert!(!page.contains("wallet       "), "{page}");
    assert!(json["round"].is_null() && json["payoff"].is_null() && json["wallet"].is_null());
}

#[test]
fn a_vault_without_orders() {
    let mut setup = Setup::default();
    setup.vault.hedge.target_delta_bps = 0;
    setup.vault.buyback.max_gamma_bps = 0;
    let mut scene = Scene::new(&setup);
    let (page, json) = scene.shop.glance("vault show");
    has(
        &page,
        &[
            "hedge        this vault does not hedge\n",
            "buy-back     this vault does not buy its options back\n",
        ],
    );
    assert_eq!(json["hedge"]["state"], "off");
    assert_eq!(json["buyback"]["state"], "off");
}

#[test]
fn a_sale_shows_what_it_asks() {
    let mut scene = Scene::disarmed();
    scene.selling();
    scene.buyer("vault buy 100 --max-premium 5");
    scene.depositor("vault deposit 12.5");
    scene.depositor("vault withdraw 250");
    let (page, json) = scene.depositor("vault show");
    has(
        &page,
        &[
            "stage        SELLING; the sale ends at 2026-11-22 10:10:01 UTC, in 10 min 01 s\n",
            "queue        12.5 base in, 250 shares out at the next roll\n",
            "round        1: call@235@2026-11-30\n",
            "sold         100 of 900, for ",
            "asked        120.00% volatility (120.00% at the strike), ",
            "payoff       (what the vault has after the expiry, base, by price; 100 sold)\n",
            "shares       750 shares, worth ",
            "  round 1    12.5 base queued\n",
            "  round 1    250 shares queued\n",
        ],
    );
    let world = &mut scene.shop.world;
    let (market, vault, now) = (world.market(), world.vault_state(), world.now());
    let ask = vault.ask(&market, now).expect("a price").expect("a sale");
    let price = vault.premium_up(&market, &ask, SOL).expect("a price");
    assert_eq!(json["round"]["ask"]["price"], price);
    assert_eq!(json["round"]["premium"], vault.sale.premium);
    assert_eq!(json["stage"], "selling");
    assert_eq!(json["wallet"]["deposits"][0]["amount"], 12_500_000_000_u64);
}

#[test]
fn a_round_shows_its_greeks_and_its_payoff() {
    let mut scene = Scene::disarmed();
    scene.live(500 * SOL);
    let (page, json) = scene.shop.glance("vault show");
    let world = &mut scene.shop.world;
    let (market, vault, now) = (world.market(), world.vault_state(), world.now());
    let supply = world.supply(&world.vault.share_mint.clone());
    let view = views::vault(&market, &vault, supply, now).expect("a view");
    let greeks = view.greeks.expect("options that are sold");
    let delta: f64 = greeks.net_delta.to_num::<f64>() / SOL as f64;
    // JSON keeps all but the last bit.
    let shown = json["greeks"]["delta"].as_f64().expect("a number");
    assert!((shown - delta).abs() < 1e-9, "{shown} {delta}");
    assert_eq!(json["worth"], view.worth);
    has(
        &page,
        &[
            "stage        LIVE; the options expire at 2026-11-30 08:00:00 UTC, in ",
            "sold         500 of 500, for ",
            "hedge        due: sell 52.006718945 base, or what the budget leaves",
            &format!("greeks       delta {delta:.2}, gamma -"),
            "  price now 200.00 (upright), strike 235.00\n",
        ],
    );
    let points = json["payoff"]["points"].as_array().expect("points");
    let number = |point: &Value, name: &str| point[name].as_u64().expect("a number");
    assert_eq!(points.len(), 61);
    assert_eq!(number(&points[0], "price"), 140 * DOLLAR);
    for point in points {
        let (price, worth) = (number(point, "price"), number(point, "worth"));
        let owed = (market.scale())
            .payoff_up(
                vault.kind().expect("a kind"),
                500 * SOL,
                235 * DOLLAR,
                price,
            )
            .expect("a payoff");
        assert_eq!(worth, vault.book.assets.base - owed);
    }
    assert!(points
        .iter()
        .any(|point| number(point, "worth") < vault.book.assets.base));
}

#[test]
fn rounds_are_kept_and_drawn() {
    let mut scene = Scene::disarmed();
    let calls = scene.live(500 * SOL);
    scene.reach(calls.expiry_ts, 250 * DOLLAR);
    scene.roll("");
    scene
        .shop
        .world
        .hold(660, 60, 250 * DOLLAR)
        .expect("prints");
    scene.roll("");
    let (page, json) = scene.depositor("vault show");
    let history = json["history"].as_array().expect("rounds");
    assert_eq!(history.len(), 3);
    let options = &history[1]["options"];
    assert_eq!(options["strike"], 235 * DOLLAR);
    assert_eq!(options["settlement_price"], 250 * DOLLAR);
    // 15 of 250 base each.
    assert_eq!(options["payoff"], 30 * SOL);
    assert!(history[0]["options"].is_null() && history[2]["options"].is_null());
    for (index, record) in history.iter().enumerate() {
        let world = &mut scene.shop.world;
        let (market, round) = (world.market(), world.round(index as u64).expect("a record"));
        let price = views::share_price(&market, world.vault.kind, &round).expect("a price");
        let shown = record["share_price"].as_f64().expect("a number");
        assert!((shown - price.to_num::<f64>() * 1e3).abs() < 1e-9);
    }
    let share = |index: usize| history[index]["share_price"].as_f64().expect("a price");
    assert!(share(1) < share(0));
    has(
        &page,
        &[
            "  235  2026-11-30   500  ",
            "  30.0000         250  0.9",
            "\nshare price  (base, by round)\n",
            "shares       1,000 shares, worth 9",
        ],
    );
    // The line falls from the upper left, where the first round is.
    let chart = page.split("(base, by round)\n").nth(1).expect("a chart");
    let rows: Vec<&str> = chart.lines().collect();
    let is_dotted = |dot: char| ('\u{2801}'..='\u{28ff}').contains(&dot);
    let drawn: Vec<usize> = (rows.iter())
        .filter_map(|row| row.chars().position(is_dotted))
        .collect();
    assert!(
        drawn.len() > 5 && drawn[0] == 2 && drawn.is_sorted(),
        "{page}"
    );
    assert!(rows[0].contains(" 1.00"), "{page}");
}
