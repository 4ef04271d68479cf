//! Open interest of options from a CSV file: nine columns, in any order and among any others.
//!
//! Polls of an exchange may overlap: of an option that was seen more than once the latest row counts.

use std::{
    collections::{btree_map::Entry, BTreeMap},
    fs::File,
    io::Read,
    path::Path,
};

use anyhow::{bail, ensure, Context, Result};
use option_math::Vol;
use option_risk::units::Kind;

use crate::{
    prices::{number, price, time},
    rows::{self, Row},
};

/// The columns a file must have, in the order in which [`read`] takes them.
const NAMES: [&str; 9] = [
    "ccy",
    "expiry_ts",
    "strike",
    "type",
    "open_interest",
    "mark_iv",
    "forward",
    "index_price",
    "snap_ts",
];
/// Greatest open interest of an option, coins: beyond it contract atoms leave 63 bits.
const MOST_COINS: f64 = 1e10;
/// Volatilities that can be meant, per cent a year.
const VOLS: std::ops::RangeInclusive<f64> = 0.01..=10_000.0;
/// Longest name of a currency.
const NAME_LENGTH: usize = 16;

/// An option as it was last seen; prices in feed units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Listing {
    /// Unix seconds.
    pub expiry_ts: i64,
    /// Strike.
    pub strike: u64,
    /// Call or put.
    pub kind: Kind,
    /// Coins.
    pub open_interest: f64,
    /// The exchange's own, to the nearest basis point.
    pub vol: Vol,
    /// Forward of the expiry.
    pub forward: u64,
    /// Price of the underlying.
    pub index: u64,
    /// When all this was so, unix seconds.
    pub snap_ts: i64,
}

/// All options of a currency; at least one.
#[derive(Default)]
pub struct Listings {
    latest: BTreeMap<(i64, u64, Kind), Listing>,
    /// Rows left out for a later one of the same option.
    pub superseded: usize,
}

/// Reads and checks a file: options by currency, at least one of each.
pub fn load(path: &Path) -> Result<BTreeMap<String, Listings>> {
    let name = path.display();
    let file = File::open(path).with_context(|| format!("cannot open {name}"))?;
    read(file).with_context(|| format!("{name}"))
}

fn read(source: impl Read) -> Result<BTreeMap<String, Listings>> {
    let mut found: BTreeMap<String, Listings> = BTreeMap::new();
    rows::each(source, &NAMES, |row| {
        let (currency, listing) = (currency(row.text(0)?)?, Listing::of(row)?);
        found.entry(currency).or_default().push(listing)
    })?;
    ensure!(!found.is_empty(), "no options, only a header");
    Ok(found)
}

impl Listing {
    fn of(row: &Row<'_, { NAMES.len() }>) -> Result<Self> {
        Ok(Self {
            expiry_ts: row.read(1, time)?,
            strike: row.read(2, price)?,
            kind: kind(row.text(3)?)?,
            open_interest: open_interest(row.text(4)?)?,
            vol: vol(row.text(5)?)?,
            forward: row.read(6, price)?,
            index: row.read(7, price)?,
            snap_ts: row.read(8, time)?,
        })
    }
}

fn currency(text: &str) -> Result<String> {
    let fits = (1..=NAME_LENGTH).contains(&text.len());
    ensure!(
        fits && text.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        "ccy `{text}` is not 1 to {NAME_LENGTH} letters and digits"
    );
    Ok(text.to_owned())
}

fn kind(text: &str) -> Result<Kind> {
    match text {
        "C" => Ok(Kind::Call),
        "P" => Ok(Kind::Put),
        _ => bail!("type `{text}` is neither C nor P"),
    }
}

fn open_interest(text: &str) -> Result<f64> {
    let coins = number("open_interest", text)?;
    ensure!(coins >= 0.0, "open_interest `{text}` is below zero");
    ensure!(
        coins <= MOST_COINS,
        "open_interest `{text}` is above {MOST_COINS}"
    );
    Ok(coins)
}

fn vol(text: &str) -> Result<Vol> {
    let percent = number("mark_iv", text)?;
    ensure!(
        VOLS.contains(&percent),
        "mark_iv `{text}` is not a volatility in per cent ({} to {})",
        VOLS.start(),
        VOLS.end()
    );
    // A million at most.
    Ok(Vol::from_bps((percent * 100.0).round() as u32))
}

impl Listings {
    /// By expiry, strike and kind.
    pub fn iter(&self) -> impl Iterator<Item = &Listing> {
        self.latest.values()
    }

    fn push(&mut self, listing: Listing) -> Result<()> {
        let option = (listing.expiry_ts, listing.strike, listing.kind);
        match self.latest.entry(option) {
            Entry::Vacant(free) => {
                free.insert(listing);
            }
            Entry::Occupied(mut seen) => {
                let before = seen.get().snap_ts;
                ensure!(
                    before != listing.snap_ts,
                    "this option at snap_ts {before} for the second time"
                );
                if before < listing.snap_ts {
                    seen.insert(listing);
                }
                self.superseded += 1;
            }
        }
        Ok(())
    }
}
