use ballast_harness::Chain;

use super::*;
use crate::localnet::args::parsed;

/// A place, and its prices.
fn make(folder: &Folder, arguments: &[&str]) -> Result<(Place, Prices)> {
    let args = parsed(arguments);
    let mut prices = Prices::of(&args)?;
    let place = Place::make(&args, folder, &mut prices, &Interruption::default())?;
    Ok((place, prices))
}

fn tape(place: &Place) -> &Tape {
    match &place.content {
        Content::Market { tape, .. } => tape,
        Content::Bare { .. } => panic!("no market"),
    }
}

/// When the print was of that the market has on record.
fn on_record(place: &mut Place) -> i64 {
    match &mut place.content {
        Content::Market { tape, .. } => tape.world.market().risk.publish_ts,
        Content::Bare { .. } => panic!("no market"),
    }
}

fn sorted(place: &Place) -> Vec<String> {
    let series = tape(place).world.series.iter();
    let mut addresses: Vec<_> = series.map(|it| it.series.to_string()).collect();
    addresses.sort();
    addresses
}

#[test]
fn a_walk_goes_on_with_its_last_print_and_everything_that_was_bought() {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::lock(home.path()).unwrap();
    let (mut place, mut prices) = make(&folder, &["--vol", "500"]).unwrap();
    for _ in 0..20 {
        place.tick(30_000, &mut prices).unwrap();
    }
    let (series, price) = (sorted(&place), tape(&place).price);
    let (now, ema) = (tape(&place).now(), tape(&place).ticker.ema);
    assert!(series.len() > 4, "{series:?}");
    // Nobody keeps the market: what it has on record is older.
    assert!(on_record(&mut place) < tape(&place).ticker.published_ts);
    // The same again where no series can be.
    let mut node = place.node.clone();
    let copied = node.account(&tape(&place).world.series[0].series);
    node.set_account(&Pubkey::new_unique(), copied.unwrap());
    assert!(place.save(&folder, &prices).unwrap());
    drop((place, node));

    let (mut place, mut prices) = make(&folder, &[]).unwrap();
    assert!(place.is_resumed);
    assert_eq!(place.first_ts, now);
    assert_eq!(sorted(&place), series);
    assert_eq!((tape(&place).price, tape(&place).ticker.ema), (price, ema));
    place.tick(400, &mut prices).unwrap();
    let moved = tape(&place).price.abs_diff(price);
    assert!(
        moved < price / 100,
        "from {price} to {}",
        tape(&place).price
    );
}

#[test]
fn what_stops_a_fresh_start_leaves_the_state_alone() {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::lock(home.path()).unwrap();
    // A state with no market in it.
    let (bare, prices) = make(&folder, &["--bare"]).unwrap();
    assert!(!bare.save(&folder, &prices).unwrap());
    assert!(!folder.state().exists());
    let note = serde_json::to_string(prices.source()).unwrap();
    bare.node.save(&folder.state(), &note).unwrap();
    let state = std::fs::read(folder.state()).unwrap();

    let told = make(&folder, &[]).err().map(|why| format!("{why:#}"));
    let told = told.unwrap_or_default();
    assert!(
        told.contains("--fresh") && told.contains("no market"),
        "{told}"
    );

    let interruption = Interruption::default();
    interruption.tell();
    let args = parsed(&["--fresh"]);
    let mut prices = Prices::of(&args).unwrap();
    let stopped = Place::make(&args, &folder, &mut prices, &interruption);
    let told = stopped.err().map(|why| why.to_string()).unwrap_or_default();
    assert!(
        told.contains("stopped before the market was open"),
        "{told}"
    );
    assert_eq!(std::fs::read(folder.state()).unwrap(), state);
}
