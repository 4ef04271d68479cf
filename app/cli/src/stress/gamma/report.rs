//! Gamma of a snapshot as data: prices in quote per coin, gamma in quote of delta hedge per 1% move.
//!
//! `GEX(P) = sum of s Gamma(P) OI P^2 1%` at the option's own volatility, whatever `P` (sticky strike). `Gamma` is what
//! exchanges state, Black-76's on the expiry's forward `F`: `n(d1) / (F sigma sqrt(T))`. The forward keeps its ratio to
//! the index as the spot moves. [`option_risk::book`] prices on the spot; an option on the forward is to it `OI I / F`
//! contracts at a strike of `K I / F`, with `I` the index price that `F` was seen with.

use std::{cmp::Reverse, collections::BTreeMap, path::Path};

use anyhow::{ensure, Context, Result};
use option_math::I64F64;
use option_risk::{
    book::{flips, profile, walls, Position, Wall, POINTS},
    calendar::years_to,
    units::{Kind, Scale},
};
use serde::Serialize;

use super::file::{self, Listing, Listings};
use crate::format::decimal;

/// Coins of eight decimals, quote of six, prices in feed units.
pub const SCALE: Scale = Scale {
    base_decimals: 8,
    quote_decimals: 6,
    price_exponent: -8,
};
/// Who is taken to hold what.
const ASSUMPTION: &str = "dealers are long the calls and short the puts";
/// Strikes told.
const WALLS: usize = 5;

/// All currencies asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The file.
    pub source: String,
    /// What the signs of net gamma rest on.
    pub assumption: &'static str,
    /// In alphabetical order.
    pub currencies: Vec<CurrencyReport>,
}

/// One currency.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurrencyReport {
    /// As in the file.
    pub currency: String,
    /// Spot in the middle of the profile.
    pub spot: f64,
    /// The present: the latest of the file, unix seconds.
    pub snap_ts: i64,
    /// Options counted.
    pub options: usize,
    /// Options left out: expired, or without open interest.
    pub left_out: usize,
    /// Rows left out for a later one of the same option.
    pub superseded: usize,
    /// Gamma at the spot, with signs.
    pub net: f64,
    /// Gamma at the spot, without.
    pub gross: f64,
    /// Where net gamma changes sign, ascending.
    pub flips: Vec<f64>,
    /// The flip nearest the spot.
    pub nearest_flip: Option<f64>,
    /// The five strikes of the largest gross gamma at the spot, largest first.
    pub walls: Vec<Strike>,
    /// Gamma at 0.6 to 1.4 times the spot.
    pub profile: Vec<At>,
}

/// Gamma at the spot of all options of a strike.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Strike {
    /// The strike.
    pub strike: f64,
    /// With signs.
    pub net: f64,
    /// Without.
    pub gross: f64,
}

/// Gamma of all options at a spot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct At {
    /// The spot.
    pub spot: f64,
    /// With signs.
    pub net: f64,
    /// Without.
    pub gross: f64,
}

/// Measures the `currencies` of a file, all where none is named, at a `spot` in feed units or else at the median index
/// price.
///
/// # Errors
/// A file that cannot be used, a currency that is not in it, a spot for more than one; figures outside the
/// domain of [`option_risk::book`].
pub fn measure(path: &Path, currencies: &[String], spot: Option<u64>) -> Result<Report> {
    let source = path.display().to_string();
    let found = file::load(path)?;
    let chosen = choose(found, currencies).with_context(|| source.clone())?;
    ensure!(
        spot.is_none() || chosen.len() == 1,
        "a spot needs exactly one currency, not {}",
        names(&chosen)
    );
    let measured = chosen.iter().map(|(name, listings)| {
        currency(name, listings, spot).with_context(|| format!("{source}: {name}"))
    });
    Ok(Report {
        currencies: measured.collect::<Result<_>>()?,
        assumption: ASSUMPTION,
        source,
    })
}

fn choose(
    mut found: BTreeMap<String, Listings>,
    wanted: &[String],
) -> Result<BTreeMap<String, Listings>> {
    for name in wanted {
        ensure!(
            found.contains_key(name),
            "no currency `{name}`; found {}",
            names(&found)
        );
    }
    found.retain(|name, _| wanted.is_empty() || wanted.contains(name));
    Ok(found)
}

fn names(of: &BTreeMap<String, Listings>) -> String {
    let names: Vec<&str> = of.keys().map(String::as_str).collect();
    names.join(", ")
}

fn currency(name: &str, listings: &Listings, spot: Option<u64>) -> Result<CurrencyReport> {
    let seen = listings.iter().map(|listing| listing.snap_ts);
    let snap_ts = seen.max().context("no options")?;
    let spot = spot.unwrap_or_else(|| median(listings.iter().map(|listing| listing.index)));
    let counts = |listing: &&Listing| listing.expiry_ts > snap_ts && listing.open_interest > 0.0;
    let live: Vec<&Listing> = listings.iter().filter(counts).collect();
    ensure!(
        !live.is_empty(),
        "every option has expired or is without open interest"
    );
    let held: Vec<Position> = live.iter().map(|one| position(one, snap_ts)).collect();
    Ok(CurrencyReport {
        left_out: listings.iter().count() - live.len(),
        superseded: listings.superseded,
        walls: strikes(&live, &held, spot)?,
        ..of_positions(name, (spot, snap_ts), &held, &SCALE)?
    })
}

/// Signed positions of the units of a market, at a spot and a time.
pub fn of_positions(
    name: &str,
    (spot, now): (u64, i64),
    held: &[Position],
    scale: &Scale,
) -> Result<CurrencyReport> {
    let points = profile(held, spot, scale).collect::<Result<Vec<_>, _>>()?;
    let roots = flips(held, spot, scale).collect::<Result<Vec<_>, _>>()?;
    let nearest = roots.iter().min_by_key(|root| root.abs_diff(spot));
    let mut largest = [Wall::default(); WALLS];
    let found = walls(held, spot, scale, &mut largest)?;
    // The middle of the profile is the spot itself.
    let here = &points[POINTS / 2];
    Ok(CurrencyReport {
        currency: name.to_owned(),
        spot: decimal(spot),
        snap_ts: now,
        options: held.len(),
        left_out: 0,
        superseded: 0,
        net: quote(here.net),
        gross: quote(here.gross),
        flips: roots.iter().copied().map(decimal).collect(),
        nearest_flip: nearest.copied().map(decimal),
        walls: largest[..found].iter().map(Strike::of).collect(),
        profile: points
            .iter()
            .map(|point| At {
                spot: decimal(point.spot),
                net: quote(point.net),
                gross: quote(point.gross),
            })
            .collect(),
    })
}

impl Strike {
    fn of(wall: &Wall) -> Self {
        Self {
            strike: decimal(wall.strike),
            net: quote(wall.net),
            gross: quote(wall.gross),
        }
    }
}

/// The middle one, or between the two in the middle; zero of none.
fn median(prices: impl Iterator<Item = u64>) -> u64 {
    let mut prices: Vec<u64> = prices.collect();
    prices.sort_unstable();
    let (Some(low), Some(high)) = (
        prices.get(prices.len().saturating_sub(1) / 2),
        prices.get(prices.len() / 2),
    ) else {
        return 0;
    };
    low + (high - low) / 2
}

/// What dealers hold of an option, as one on the spot.
fn position(listing: &Listing, now: i64) -> Position {
    let sign = match listing.kind {
        Kind::Call => 1.0,
        Kind::Put => -1.0,
    };
    let carry = decimal(listing.index) / decimal(listing.forward);
    let coins = sign * listing.open_interest * carry;
    Position {
        strike: (listing.strike as f64 * carry).round() as u64,
        years: years_to(listing.expiry_ts, now),
        contracts: (coins * SCALE.one_contract() as f64).round() as i64,
        vol: listing.vol,
    }
}

/// The strikes of the largest gross gamma, the lower one first among equals.
fn strikes(live: &[&Listing], held: &[Position], spot: u64) -> Result<Vec<Strike>> {
    let mut listed: BTreeMap<u64, Vec<Position>> = BTreeMap::new();
    for (listing, position) in live.iter().zip(held) {
        listed.entry(listing.strike).or_default().push(*position);
    }
    let sums = listed
        .iter()
        .map(|(strike, held)| together(*strike, held, spot));
    let mut sums = sums.collect::<Result<Vec<_>>>()?;
    sums.retain(|wall| wall.gross > I64F64::ZERO);
    sums.sort_by_key(|wall| Reverse(wall.gross));
    Ok(sums.iter().take(WALLS).map(Strike::of).collect())
}

/// The options of one listed strike: as held on the spot, every expiry's is another.
fn together(strike: u64, held: &[Position], spot: u64) -> Result<Wall> {
    let mut parts = vec![Wall::default(); held.len()];
    walls(held, spot, &SCALE, &mut parts)?;
    // A part of what the profile has added up: it fits.
    Ok(Wall {
        strike,
        net: parts.iter().map(|part| part.net).sum(),
        gross: parts.iter().map(|part| part.gross).sum(),
    })
}

/// Whole quote units of atoms.
fn quote(atoms: I64F64) -> f64 {
    atoms.to_num::<f64>() / 10f64.powi(SCALE.quote_decimals.into())
}
