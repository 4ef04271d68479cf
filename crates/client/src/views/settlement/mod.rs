//! Which series are settled, in which order, and what that takes.
//!
//! Within an expiry the series furthest out of the money comes first: its options may have to pay the shorts nearer
//! the money, and never the other way about.

mod step;
#[cfg(test)]
mod tests;

use std::{borrow::Borrow, cmp::Reverse};

use ballast::state::{MarginAccount, Position, Series, Stage, Vault};
use option_risk::{margin::offsets, units::Kind};

pub use step::SettlementStep;

use crate::SeriesKeys;

/// Everybody in a market who may have to be settled, as last read; owned, or borrowed from whoever keeps them.
///
/// ```
/// use anchor_lang::prelude::Pubkey;
/// use ballast_client::{
///     ballast::state::{MarginAccount, Position, Series, Vault},
///     option_risk::units::Kind,
///     views::{SettlementBook, SettlementStep},
///     MarketKeys, SeriesKeys,
/// };
///
/// # let key = Pubkey::new_from_array([1; 32]);
/// # let market = MarketKeys::derive(key, (key, key), (key, key), key, &[0; 32]);
/// let keys = SeriesKeys::derive(&market, Kind::Call, 210, 1_000);
/// let mut writer = MarginAccount::new(market.market, key, Kind::Call, 255);
/// let position = Position { short: 7, ..Position::of(keys.series, 210, 1_000) };
/// writer.add(&position)?;
/// # let series = Series {
/// #     open_shorts: 7, written: 7, ..Series::new(market.market, Kind::Call, 210, 1_000)
/// # };
/// // The series, the margin accounts and the vaults of the market.
/// let book = SettlementBook::new([(keys, series)], [writer], Vec::<Vault>::new());
/// assert!(book.due(None, 999).is_empty());
/// for (keys, series) in book.due(None, 1_000) {
///     let steps = book.steps(keys, series.settled);
///     let short = SettlementStep::Short { owner: key, contracts: 7 };
///     assert_eq!(steps, [SettlementStep::Price, short]);
/// }
/// # Ok::<(), anchor_lang::error::Error>(())
/// ```
pub struct SettlementBook<S = Series, M = MarginAccount, V = Vault> {
    series: Vec<(SeriesKeys, S)>,
    margins: Vec<M>,
    vaults: Vec<V>,
}

impl<S, M, V> SettlementBook<S, M, V>
where
    S: Borrow<Series>,
    M: Borrow<MarginAccount>,
    V: Borrow<Vault>,
{
    /// The book of a market's series, margin accounts and vaults, each in any order.
    pub fn new(
        series: impl IntoIterator<Item = (SeriesKeys, S)>,
        margins: impl IntoIterator<Item = M>,
        vaults: impl IntoIterator<Item = V>,
    ) -> Self {
        let mut series: Vec<_> = series.into_iter().collect();
        series.sort_by_key(|(keys, _)| (keys.expiry_ts, keys.kind, from_outside(keys)));
        Self {
            series,
            margins: margins.into_iter().collect(),
            vaults: vaults.into_iter().collect(),
        }
    }

    /// The series to settle at `now`, in order: the named one and those it waits for, or all that have expired.
    pub fn due(&self, named: Option<&SeriesKeys>, now: i64) -> Vec<&(SeriesKeys, S)> {
        let expired = self.series.iter().filter(|(keys, _)| keys.expiry_ts <= now);
        let Some(named) = named else {
            return expired.collect();
        };
        let mut due: Vec<&(SeriesKeys, S)> = Vec::new();
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

    /// What settles a series, in order: the price; then shorts, netted first; then vaults; then, the pool being
    /// complete, the options in accounts. Somebody else may have taken any of the steps meanwhile.
    pub fn steps(&self, series: &SeriesKeys, settled: bool) -> Vec<SettlementStep> {
        let mut steps = Vec::new();
        if !settled {
            steps.push(SettlementStep::Price);
        }
        for (account, position) in self.positions(series) {
            let owner = account.owner;
            if position.short.min(position.long) > 0 {
                steps.push(SettlementStep::Net { owner });
            }
            if position.short > position.long {
                let contracts = position.short - position.long;
                steps.push(SettlementStep::Short { owner, contracts });
            }
        }
        for vault in self.vaults(series) {
            if vault.stage == Stage::Selling {
                steps.push(SettlementStep::EndSale { vault: vault.id });
            }
            steps.push(SettlementStep::Vault { vault: vault.id });
        }
        for (account, position) in self.positions(series) {
            if position.long > position.short {
                steps.push(SettlementStep::Long {
                    owner: account.owner,
                    contracts: position.long - position.short,
                });
            }
        }
        steps
    }

    /// Whether a short of the one has options of the other behind it.
    fn waits(&self, short: &SeriesKeys, long: &SeriesKeys) -> bool {
        let is_behind = short.kind == long.kind
            && short.expiry_ts == long.expiry_ts
            && offsets(long.kind, long.strike, short.strike);
        let mut margins = self.margins.iter().map(Borrow::borrow);
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
        self.margins.iter().map(Borrow::borrow).filter_map(held)
    }

    /// The vaults whose options of a series are unsettled.
    pub fn vaults<'a>(&'a self, series: &'a SeriesKeys) -> impl Iterator<Item = &'a Vault> + 'a {
        let vaults = self.vaults.iter().map(Borrow::borrow);
        vaults.filter(move |vault: &&Vault| {
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
