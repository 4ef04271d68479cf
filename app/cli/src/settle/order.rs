//! Which series are settled, and in which order.
//!
//! Within an expiry the series furthest out of the money comes first: its options may have to pay the shorts nearer
//! the money, and never the other way about.

use std::cmp::Reverse;

use anyhow::Result;
use ballast_client::{
    ballast::state::{MarginAccount, Position, Series, Stage, Vault},
    SeriesKeys,
};
use option_risk::{margin::offsets, units::Kind};

use crate::rpc::Desk;

/// Everybody who may have to be settled, as last read.
pub struct Book {
    series: Vec<(SeriesKeys, Series)>,
    margins: Vec<MarginAccount>,
    vaults: Vec<Vault>,
}

impl Book {
    /// Reads the market's series, margin accounts and vaults.
    pub fn read(desk: &Desk) -> Result<Self> {
        let mut series = Vec::new();
        for one in desk.all_series()? {
            series.push((desk.keys_of(&one)?, one));
        }
        series.sort_by_key(|(keys, _)| (keys.expiry_ts, keys.kind, from_outside(keys)));
        Ok(Self {
            series,
            margins: desk.margins()?,
            vaults: desk.vaults()?,
        })
    }

    /// The series to settle, in order: the named one and those it waits for, or all that have expired.
    pub fn due(&self, named: Option<&SeriesKeys>, now: i64) -> Vec<&(SeriesKeys, Series)> {
        let expired = self.series.iter().filter(|(keys, _)| keys.expiry_ts <= now);
        let Some(named) = named else {
            return expired.collect();
        };
        let mut due: Vec<&(SeriesKeys, Series)> = Vec::new();
        // From the money outward, so that what the series waited for waits for is found too.
        for one in expired.rev() {
            let (keys, _) = one;
            if keys == named || due.iter().any(|(nearer, _)| self.waits(nearer, keys)) {
                due.push(one);
            }
        }
        due.reverse();
        due
    }

    /// Whether a short of the one has options of the other behind it.
    fn waits(&self, short: &SeriesKeys, long: &SeriesKeys) -> bool {
        let is_behind = short.kind == long.kind
            && short.expiry_ts == long.expiry_ts
            && offsets(long.kind, long.strike, short.strike);
        let mut margins = self.margins.iter();
        is_behind
            && margins.any(|account| {
                account.short_of(&short.series) > 0 && account.long_of(&long.series) > 0
            })
    }

    /// The positions in a series, each with its account.
    pub fn positions<'a>(
        &'a self,
        series: &'a SeriesKeys,
    ) -> impl Iterator<Item = (&'a MarginAccount, &'a Position)> + 'a {
        let held = move |account: &'a MarginAccount| {
            let position = account.position(&series.series);
            position.map(|position| (account, position))
        };
        self.margins.iter().filter_map(held)
    }

    /// The vaults whose calls of a series are unsettled.
    pub fn vaults<'a>(&'a self, series: &'a SeriesKeys) -> impl Iterator<Item = &'a Vault> + 'a {
        (self.vaults.iter()).filter(move |vault| {
            vault.sale.series == series.series
                && matches!(vault.stage, Stage::Selling | Stage::Live)
        })
    }
}

/// Lower is further out of the money.
fn from_outside(series: &SeriesKeys) -> Reverse<u64> {
    match series.kind {
        Kind::Call => Reverse(series.strike),
        Kind::Put => Reverse(u64::MAX - series.strike),
    }
}

#[cfg(test)]
mod tests {
    use anchor_lang::prelude::Pubkey;
    use ballast_client::MarketKeys;

    use super::*;

    fn keys(kind: Kind, strike: u64, expiry_ts: i64) -> SeriesKeys {
        let key = Pubkey::default();
        let market = MarketKeys::derive(key, (key, key), (key, key), key, &[0; 32]);
        SeriesKeys::derive(&market, kind, strike, expiry_ts)
    }

    fn series(keys: &SeriesKeys) -> Series {
        Series {
            version: 1,
            bump: 0,
            kind: keys.kind as u8,
            settled: false,
            market: Pubkey::default(),
            option_mint: keys.option_mint,
            pool: keys.pool,
            strike: keys.strike,
            expiry_ts: keys.expiry_ts,
            open_shorts: 0,
            settlement_price: 0,
            pool_atoms: 0,
            shortfall: 0,
            written_slot: 0,
            written: 0,
            deposited: 0,
            book_gamma: 0,
            book_vega: 0,
        }
    }

    /// Short of each near series with the one further out behind it, one account a pair.
    fn chain(kind: Kind, strikes: &[u64]) -> (Vec<SeriesKeys>, Book) {
        let all: Vec<SeriesKeys> = strikes.iter().map(|k| keys(kind, *k, 100)).collect();
        let mut sorted = all.clone();
        sorted.sort_by_key(from_outside);
        let margins = all.windows(2).map(|pair| {
            let mut account = MarginAccount::new(Pubkey::default(), pair[0].series, kind, 0);
            for (keys, short, long) in [(&pair[0], 5, 0), (&pair[1], 0, 5)] {
                let position = Position {
                    short,
                    long,
                    ..Position::of(keys.series, keys.strike, keys.expiry_ts)
                };
                account.add(&position).unwrap();
            }
            account
        });
        let book = Book {
            margins: margins.collect(),
            series: sorted.iter().map(|keys| (*keys, series(keys))).collect(),
            vaults: vec![],
        };
        (all, book)
    }

    fn strikes(due: &[&(SeriesKeys, Series)]) -> Vec<u64> {
        due.iter().map(|(keys, _)| keys.strike).collect()
    }

    #[test]
    fn a_series_waits_for_those_further_out_and_for_what_they_wait_for() {
        for (kind, outward) in [(Kind::Call, [10, 20, 30]), (Kind::Put, [30, 20, 10])] {
            let (all, book) = chain(kind, &outward);
            let inward = [outward[2], outward[1], outward[0]];
            assert_eq!(strikes(&book.due(None, 100)), inward);
            assert_eq!(strikes(&book.due(Some(&all[0]), 100)), inward);
            assert_eq!(strikes(&book.due(Some(&all[1]), 100)), inward[..2]);
            assert_eq!(strikes(&book.due(Some(&all[2]), 100)), inward[..1]);
            assert!(book.due(None, 99).is_empty());
        }
    }
}
