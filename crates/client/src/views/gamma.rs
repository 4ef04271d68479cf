//! A market's gamma over the range of spots, from its decoded accounts.

use ballast::state::{Market, Series};
use option_risk::{
    book::{self, Book, Exposure, Point, Position, Wall},
    calendar::years_to,
    RiskError,
};

/// Most strikes that [`gamma`] names.
pub const WALLS: usize = 8;

/// What the book would say if every series were refreshed now, and how it changes with the spot.
#[derive(Clone, Debug, PartialEq)]
pub struct Gamma {
    /// The totals, by the program's own functions.
    pub totals: Book,
    /// Loop gain x 1000 with those totals; `market.loop_gain_milli` has the one on record.
    pub loop_gain_milli: u32,
    /// Gamma at 0.6 to 1.4 times the spot.
    pub profile: Vec<Point>,
    /// Spots at which net gamma changes sign, ascending; empty where everybody is short.
    pub flips: Vec<u64>,
    /// The strikes with the most gamma at the spot, most first; at most [`WALLS`].
    pub walls: Vec<Wall>,
}

/// The gamma of `series` at `now` and the market's last price; all series of the market make up the whole book.
///
/// [`RiskError`] as the functions of [`option_risk::book`]; a stale price is the caller's to see.
pub fn gamma(market: &Market, series: &[Series], now: i64) -> Result<Gamma, RiskError> {
    let implied = market.mark_vol(now).map_err(|_| RiskError::Overflow)?;
    let view = book::BookView {
        spot: market.risk.price,
        now,
        vol: implied,
        scale: market.scale(),
    };
    let positions = positions(&view, series)?;
    let mut walls = vec![Wall::default(); WALLS];
    let found = book::walls(&positions, view.spot, &view.scale, &mut walls)?;
    walls.truncate(found);
    let mut refreshed = *market;
    refreshed.book = totals(&view, series)?;
    Ok(Gamma {
        totals: refreshed.book,
        loop_gain_milli: refreshed
            .loop_gain_milli(now)
            .map_err(|_| RiskError::Overflow)?,
        profile: book::profile(&positions, view.spot, &view.scale).collect::<Result<_, _>>()?,
        flips: book::flips(&positions, view.spot, &view.scale).collect::<Result<_, _>>()?,
        walls,
    })
}

/// The open shorts as positions; expired series have none.
fn positions(view: &book::BookView, series: &[Series]) -> Result<Vec<Position>, RiskError> {
    let live = series.iter().filter(|series| series.expiry_ts > view.now);
    live.map(|series| {
        let shorts = i64::try_from(series.open_shorts).map_err(|_| RiskError::Overflow)?;
        Ok(Position {
            strike: series.strike,
            years: years_to(series.expiry_ts, view.now),
            contracts: -shorts,
            vol: view.vol,
        })
    })
    .collect()
}

/// What the program's book would hold after refreshing these series.
fn totals(view: &book::BookView, series: &[Series]) -> Result<Book, RiskError> {
    let mut book = Book::default();
    for one in series {
        let exposure = book::exposure(view, one.strike, one.expiry_ts, one.open_shorts)?;
        book.replace(&Exposure::default(), &exposure, view.now)?;
    }
    Ok(book)
}
