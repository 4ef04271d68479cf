use super::*;
use crate::localnet::args::parsed;

fn beat(ts: i64, price: u64) -> Beat {
    Beat { ts, price }
}

/// What goes on with these arguments from a chain that stands at `now`, after a run with those.
fn go_on(before: &[&str], after: &[&str], now: i64, slot: u64) -> Result<Prices> {
    let kept = Prices::of(&parsed(before)).unwrap().source().clone();
    let args = parsed(after);
    let mut prices = Prices::of(&args).unwrap();
    let last = beat(now, 15_000_000_000);
    prices.go_on(&args, kept, &Standing { now, slot, last })?;
    Ok(prices)
}

#[test]
fn a_file_is_followed_in_straight_lines() {
    let beats = [beat(100, 1_000), beat(110, 2_000), beat(120, 500)];
    for (ts, price) in [
        (0, 1_000),
        (100, 1_000),
        (105, 1_500),
        (110, 2_000),
        (112, 1_700),
        (120, 500),
        (9_999, 500),
    ] {
        assert_eq!(along(&beats, ts), price, "at {ts}");
    }
}

#[test]
fn a_walk_goes_on_from_the_last_print_by_another_way() {
    let path = |slot| {
        let mut prices = go_on(&["--vol", "500"], &[], 1_000, slot).unwrap();
        let prices: Vec<_> = (1_000..1_010).map(|ts| prices.at(ts)).collect();
        assert_eq!(prices[0], 15_000_000_000);
        prices
    };
    assert_eq!(path(7), path(7));
    assert_ne!(path(7), path(8));
    // What is not said is as it was.
    let kept = go_on(&["--vol", "500"], &[], 1_000, 7).unwrap();
    assert!(kept.source().to_string().contains("500% a year"));
}

#[test]
fn nothing_goes_on_from_other_prices() {
    let crash = Prices::of(&parsed(&["--crash"])).unwrap();
    let starts = crash.starts().unwrap();
    let told = |before: &[&str], after: &[&str], now| {
        let refused = go_on(before, after, now, 0).err();
        refused.map(|error| error.to_string()).unwrap_or_default()
    };
    let walk = "its prices are those of a random walk from 200 of 80% a year, seed 1, not of";
    assert!(told(&[], &["--crash"], starts).starts_with(walk));
    for other in [["--price", "150"], ["--vol", "79"], ["--seed", "2"]] {
        assert!(told(&[], &other, starts).starts_with(walk), "{other:?}");
    }
    assert_eq!(told(&[], &["--price", "200"], starts), "");
    assert!(told(&["--crash"], &[], starts).contains("not of a random walk"));
    // The same bars under another name are the same prices.
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/stylised_crash.csv");
    assert_eq!(told(&["--crash"], &["--prices", file], starts), "");
    for outside in [starts - 1, starts + 14_400] {
        let told = told(&["--crash"], &["--crash"], outside);
        assert!(told.starts_with("its clock is at 2026-01-12"), "{told}");
    }
}
