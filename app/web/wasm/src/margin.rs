//! Margin accounts.

use anchor_lang::prelude::Pubkey;
use ballast_client::{
    accounts,
    ballast::{
        errors::BallastError,
        state::{MarginAccount, Series},
    },
    option_risk::liquidation::Means,
    reports::{self, LiquidationReport, MarginReport, MarginState, MarginSummary},
    views::{self, Liquidation, PositionChange, WhatIf, Writing},
};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{key, one, shown, shown_all, Failure, MarketView, Told};

/// What would be otherwise; see [`WhatIf`].
#[derive(Clone, Debug, Deserialize, Serialize, Tsify)]
#[tsify(large_number_types_as_bigints)]
pub struct WhatIfChange {
    /// Change of the spot, bps of it.
    pub spot_bps: i32,
    /// Change of each volatility, bps of it.
    pub vol_bps: i32,
    /// Collateral put in or, below zero, taken out, atoms.
    pub collateral: i64,
    /// Positions opened, grown, shrunk or closed.
    pub positions: Vec<WhatIfPosition>,
}

/// A change of a position; see [`PositionChange`].
#[derive(Clone, Debug, Deserialize, Serialize, Tsify)]
#[tsify(large_number_types_as_bigints)]
pub struct WhatIfPosition {
    /// Feed units.
    pub strike: u64,
    /// Unix seconds.
    pub expiry_ts: i64,
    /// Contracts written or, below zero, closed, atoms.
    pub short: i64,
    /// Options deposited or, below zero, withdrawn, atoms.
    pub long: i64,
}

/// An account as one of many.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(large_number_types_as_bigints)]
pub struct Indexed {
    /// Where it was among those asked about.
    pub index: u32,
    /// The account.
    pub summary: MarginSummary,
}

#[wasm_bindgen]
impl MarketView {
    /// An account with its positions.
    pub fn margin(&self, account: &[u8]) -> Told<Ts<MarginReport>> {
        let account = margin_account(account)?;
        shown(&reports::margin(&self.market, &account, self.now)?)
    }

    /// An account's margin were everything as `change` says.
    pub fn what_if(&self, account: &[u8], change: Ts<WhatIfChange>) -> Told<Ts<MarginState>> {
        let account = margin_account(account)?;
        let what_if = change.to_rust()?.into();
        let health = views::what_if(&self.market, &account, &what_if, self.now)?;
        shown(&reports::margin_state(&health))
    }

    /// Many accounts at once; those that are none, or cannot be valued, are left out.
    pub fn margins(&self, accounts: Vec<Uint8Array>) -> Told<Vec<Ts<Indexed>>> {
        let summary = |(index, data): (usize, &Uint8Array)| {
            let account: MarginAccount = accounts::decode(&data.to_vec())?;
            let summary = reports::summary(&self.market, &account, self.now).ok()?;
            let index = u32::try_from(index).ok()?;
            Some(Indexed { index, summary })
        };
        let found: Vec<Indexed> = accounts.iter().enumerate().filter_map(summary).collect();
        shown_all(&found)
    }

    /// The account after writing options of a series, by its address and, if it exists, its data; one that does not is
    /// created first.
    pub fn written(
        &self,
        account: &[u8],
        address: &str,
        series: Option<Vec<u8>>,
        strike: u64,
        expiry_ts: i64,
        contracts: u64,
    ) -> Told<Ts<MarginState>> {
        let account = margin_account(account)?;
        let series = series.map(|data| one::<Series>(&data, "series"));
        let series = series.transpose()?;
        let writing = Writing {
            address: key(address)?,
            series: series.as_ref(),
            strike,
            expiry_ts,
            contracts,
        };
        let after = views::written(&self.market, &account, &writing, self.now)?;
        self.state(&after)
    }

    /// The account after taking collateral out and, of the series at `series` if there is one, so many options.
    pub fn withdrawn(
        &self,
        account: &[u8],
        collateral: u64,
        series: Option<String>,
        options: u64,
    ) -> Told<Ts<MarginState>> {
        let account = margin_account(account)?;
        let series = series.map(|address| key(&address)).transpose()?;
        let options = series.as_ref().map(|series| (series, options));
        let after = views::withdrawn(&self.market, &account, collateral, options, self.now)?;
        self.state(&after)
    }

    /// Throws where closing so much of a short would be refused.
    pub fn require_closable(&self, account: &[u8], series: &str, contracts: u64) -> Told<()> {
        let (account, series) = (margin_account(account)?, key(series)?);
        views::closed(&self.market, &account, &series, contracts)?;
        Ok(())
    }

    /// The most collateral that initial margin lets the account do without.
    pub fn most_withdrawn(&self, account: &[u8]) -> Told<u64> {
        let account = margin_account(account)?;
        Ok(views::most_withdrawn(&self.market, &account, self.now)?)
    }

    /// The most of its options of the series at `series`.
    pub fn most_options_withdrawn(&self, account: &[u8], series: &str) -> Told<u64> {
        let (account, series) = (margin_account(account)?, key(series)?);
        let most = views::most_options_withdrawn(&self.market, &account, &series, self.now);
        Ok(most?)
    }

    /// The most contracts that initial margin and the market's caps let it write; `series` is theirs, if it exists.
    pub fn most_written(
        &self,
        account: &[u8],
        series: Option<Vec<u8>>,
        strike: u64,
        expiry_ts: i64,
    ) -> Told<u64> {
        let account = margin_account(account)?;
        let series = series.map(|data| one::<Series>(&data, "series"));
        let (series, terms) = (series.transpose()?, (strike, expiry_ts));
        let most = views::most_written(&self.market, &account, series.as_ref(), terms, self.now);
        Ok(most?)
    }

    /// As much of a short, or of the heaviest where none is named, as the account `own` can take over, to within `near`.
    pub fn most_taken_over(
        &self,
        account: &[u8],
        series: Option<String>,
        own: &[u8],
        near: u64,
    ) -> Told<u64> {
        let (account, own) = (margin_account(account)?, margin_account(own)?);
        let series = self.short_of(&account, series)?;
        let (market, now) = (&self.market, self.now);
        let most = views::most_taken_over(market, &account, &series, &own, near, now);
        Ok(most?)
    }

    /// The liquidation of at most `max_contracts` of a short, or of the heaviest where none is named. `means` is
    /// `takeover` or `burn`.
    pub fn liquidation(
        &self,
        account: &[u8],
        series: Option<String>,
        means: &str,
        max_contracts: u64,
    ) -> Told<Ts<LiquidationReport>> {
        let means = match means {
            "takeover" => Means::Takeover,
            "burn" => Means::Burn,
            _ => return Err(Failure::NotA("means of liquidation")),
        };
        let found = self.plan(account, series, means, max_contracts)?;
        shown(&reports::liquidation(&found, means))
    }

    /// The account `own` after taking that over.
    pub fn takeover_by(
        &self,
        account: &[u8],
        series: Option<String>,
        max_contracts: u64,
        own: &[u8],
    ) -> Told<Ts<MarginState>> {
        let found = self.plan(account, series, Means::Takeover, max_contracts)?;
        let after = found.taken_by(&self.market, &margin_account(own)?, self.now)?;
        self.state(&after)
    }
}

impl MarketView {
    fn plan(
        &self,
        account: &[u8],
        series: Option<String>,
        means: Means,
        max_contracts: u64,
    ) -> Told<Liquidation> {
        let account = margin_account(account)?;
        let series = self.short_of(&account, series)?;
        let (market, now) = (&self.market, self.now);
        let found = views::liquidation(market, &account, &series, means, max_contracts, now);
        Ok(found?)
    }

    /// The short named, or the heaviest.
    fn short_of(&self, account: &MarginAccount, series: Option<String>) -> Told<Pubkey> {
        if let Some(series) = series {
            return key(&series);
        }
        let heaviest = views::heaviest_short(&self.market, account, self.now)?;
        Ok(heaviest.ok_or(BallastError::NothingToLiquidate)?.series)
    }

    fn state(&self, account: &MarginAccount) -> Told<Ts<MarginState>> {
        let health = views::health(&self.market, account, self.now)?;
        shown(&reports::margin_state(&health))
    }
}

fn margin_account(data: &[u8]) -> Told<MarginAccount> {
    one(data, "margin account")
}

impl From<WhatIfChange> for WhatIf {
    fn from(change: WhatIfChange) -> Self {
        let positions = change.positions.iter().map(|position| PositionChange {
            strike: position.strike,
            expiry_ts: position.expiry_ts,
            short: position.short,
            long: position.long,
        });
        Self {
            spot_bps: change.spot_bps,
            vol_bps: change.vol_bps,
            collateral: change.collateral,
            positions: positions.collect(),
        }
    }
}
