//! `ballast margin show`, and what it says if.

use serde_json::Value;

use crate::scene::Scene;

/// The page, and what it would be if.
#[test]
fn an_account_shows_now_and_if() {
    let mut scene = Scene::new();
    scene.begin();
    let (page, now) = scene.writer("margin show --kind put");
    for line in [
        "price        200, 0 s old, stage NORMAL",
        "collateral   20,000 quote",
        "(worst: spot ",
        "flagged      no (a liquidation's bonus would be 1.00%)",
        "put@190@2026-11-30",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    let flags = "--if-spot -12% --if-vol +20% --if-write put@185@2026-11-30:20 \
                 --if-close put@190@2026-11-30:5 --if-withdraw 1000.5";
    let owner = scene.writer.key();
    // Anybody may ask about anybody.
    let (page, then) = scene.liquidator(&format!("margin show --kind put --owner {owner} {flags}"));
    let words = "if           spot -12.00%, vol +20.00%, withdraw 1,000.5 quote, \
                 write 20 put@185@2026-11-30, close 5 put@190@2026-11-30\n";
    assert!(page.contains(words), "{page}");
    assert_eq!(then["margin"], now["margin"]);
    assert_eq!(then["what_if"]["margin"]["collateral"], 18_999_500_000u64);
    let required = |json: &Value| json["maintenance"]["atoms"].as_u64().expect("atoms");
    assert!(required(&then["what_if"]["margin"]) > required(&now["margin"]));
    // A change there and back is none.
    let flags = "--if-write put@190@2026-11-30:5 --if-close put@190@2026-11-30:5 --if-spot 0%";
    let (_, same) = scene.writer(&format!("margin show --kind put {flags}"));
    assert_eq!(same["what_if"]["margin"], now["margin"]);
    for (flag, why) in [
        (
            "--if-spot -100%",
            "if spot -100.00%: the price would be zero or less",
        ),
        ("--if-vol -100%", "the volatility would be zero or less"),
        (
            "--if-withdraw 20000.000001",
            "more collateral would be taken out than the account holds",
        ),
        (
            "--if-close put@190@2026-11-30:80.1",
            "more contracts would be taken than the account has",
        ),
        (
            "--if-close put@150@2026-11-30:1",
            "more contracts would be taken than the account has",
        ),
        (
            "--if-write call@210@2026-11-30:1",
            "call@210@2026-11-30 is no put",
        ),
        ("--if-write put@190@2026-11-20:1", "a leg has expired"),
    ] {
        scene.refused(&format!("margin show --kind put {flag}"), why);
    }
}
