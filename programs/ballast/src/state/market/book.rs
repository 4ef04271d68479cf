//! The market's gamma book: totals of what its series contribute, and the loop gain.

use anchor_lang::prelude::*;
use option_risk::{
    book::{self, Book, BookView, Exposure},
    liquidation,
    oracle::Use,
};

use super::{super::Series, Market};
use crate::errors::risk;

impl Market {
    /// What series are valued with now; refused unless the last print is fresh enough for a risk action.
    pub fn book_view(&self, now: i64) -> Result<BookView> {
        self.require_fit(Use::Act, now)?;
        Ok(BookView {
            spot: self.risk.price,
            now,
            vol: self.mark_vol(now)?,
            scale: self.scale(),
        })
    }

    /// Loop gain x 1000: hedges and liquidations that a further 1% move forces, over what trades within 1%.
    pub fn loop_gain_milli(&self, now: i64) -> Result<u32> {
        let params = &self.params;
        let contracts = self
            .liquidation_flow
            .spent(now, params.liquidation.window_secs);
        // Every observation asks: what does not fit must saturate, not fail.
        let liquidated = self
            .scale()
            .quote_for_base_up(contracts, self.risk.price)
            .unwrap_or(u64::MAX);
        let fast_vol = self.risk.vol.fast(&params.vol).map_err(risk)?;
        Ok(book::loop_gain_milli(
            &self.book,
            &params.book,
            fast_vol,
            liquidated,
        ))
    }

    /// Contracts that may be liquidated in one window: fewer as depth thins out and as hedges feed the move.
    pub fn liquidation_throughput(&self) -> Result<u64> {
        let params = &self.params;
        let fast_vol = self.risk.vol.fast(&params.vol).map_err(risk)?;
        // What this window has liquidated is held against the cap already.
        let gain_milli = book::loop_gain_milli(&self.book, &params.book, fast_vol, 0);
        let thinning_bps = book::thinning_bps(&params.book, fast_vol);
        Ok(liquidation::throughput(
            &params.liquidation,
            thinning_bps,
            gain_milli,
        ))
    }
}

/// Where Borsh puts a series' contribution: its two fields are the last.
const CONTRIBUTION_AT: usize = Series::DISCRIMINATOR.len() + Series::INIT_SPACE - 16;

impl Series {
    /// What the series last contributed to its market's book.
    pub fn book_contribution(&self) -> Exposure {
        Exposure {
            gamma_per_pct: self.book_gamma,
            vega: self.book_vega,
        }
    }

    /// Replaces the series' contribution by its exposure now: by nothing once it has expired, settled or not.
    pub fn refresh_book(&mut self, book: &mut Book, view: &BookView) -> Result<()> {
        let exposure = book::exposure(view, self.strike, self.expiry_ts, self.open_shorts);
        self.contribute(book, exposure.map_err(risk)?, view.now)
    }

    /// Takes closed shorts out of the open ones and their share out of the book: what is closed must not linger there.
    pub fn close_shorts(&mut self, book: &mut Book, contracts: u64, now: i64) -> Result<()> {
        let before = self.open_shorts;
        self.remove_shorts(contracts)?;
        let left = self.book_contribution().share(self.open_shorts, before);
        self.contribute(book, left, now)
    }

    /// Takes the series' contribution out of its market's book.
    pub fn leave_book(&mut self, book: &mut Book, now: i64) -> Result<()> {
        self.contribute(book, Exposure::default(), now)
    }

    /// Writes the contribution, and nothing else, into the series' account: a tenth of what the whole costs.
    pub fn store_contribution(&self, account: &mut [u8]) -> Result<()> {
        let gamma_and_vega = account
            .get_mut(CONTRIBUTION_AT..)
            .and_then(|tail| tail.split_first_chunk_mut::<8>())
            .and_then(|(gamma, rest)| Some((gamma, rest.first_chunk_mut::<8>()?)));
        let (gamma, vega) = gamma_and_vega.ok_or(ErrorCode::AccountDidNotSerialize)?;
        *gamma = self.book_gamma.to_le_bytes();
        *vega = self.book_vega.to_le_bytes();
        Ok(())
    }

    fn contribute(&mut self, book: &mut Book, exposure: Exposure, now: i64) -> Result<()> {
        book.replace(&self.book_contribution(), &exposure, now)
            .map_err(risk)?;
        self.book_gamma = exposure.gamma_per_pct;
        self.book_vega = exposure.vega;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(book_gamma: i64, book_vega: i64) -> Series {
        Series {
            version: crate::state::Version::CURRENT,
            bump: 2,
            kind: 0,
            settled: false,
            market: Pubkey::new_from_array([3; 32]),
            option_mint: Pubkey::new_from_array([4; 32]),
            pool: Pubkey::new_from_array([5; 32]),
            strike: 6,
            expiry_ts: 7,
            open_shorts: 8,
            settlement_price: 9,
            pool_atoms: 10,
            shortfall: 11,
            written_slot: 12,
            written: 13,
            deposited: 14,
            book_gamma,
            book_vega,
        }
    }

    fn stored(series: &Series) -> Vec<u8> {
        let mut bytes = Vec::new();
        series.try_serialize(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn a_contribution_is_stored_where_the_account_has_it() {
        let mut account = stored(&series(-12, -13));
        let now = series(-(1 << 40), i64::MAX);
        now.store_contribution(&mut account).unwrap();
        assert_eq!(account, stored(&now));
    }

    #[test]
    fn an_account_too_short_is_refused() {
        let mut account = stored(&series(0, 0));
        account.pop();
        assert!(series(1, 1).store_contribution(&mut account).is_err());
    }
}
