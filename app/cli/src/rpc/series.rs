//! Names of series: an address, or `call@210@2026-12-04`.

use std::str::FromStr;

use anchor_lang::prelude::Pubkey;
use anyhow::{bail, ensure, Context, Result};
use ballast_client::{amounts, ballast::state::Series, SeriesKeys};
use chrono::DateTime;
use option_risk::{
    calendar::{is_on_calendar, EXPIRY_TIME_SECS},
    units::Kind,
};

use super::Desk;
use crate::{amount, format::parse_date};

/// How a command line names a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeriesName {
    /// By its account.
    Address(Pubkey),
    /// By what it pays; the strike as typed, since its unit is the market's.
    Terms {
        kind: Kind,
        strike: String,
        expiry_ts: i64,
    },
}

impl FromStr for SeriesName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((kind, rest)) = text.split_once('@') else {
            let address = text.parse::<Pubkey>().map_err(|_| {
                "neither an address nor a series like `call@210@2026-12-04`".to_owned()
            });
            return address.map(Self::Address);
        };
        let (strike, date) = rest
            .split_once('@')
            .ok_or("a series is named like `call@210@2026-12-04`")?;
        let midnight = parse_date(date).map_err(|_| "its expiry is no date like 2026-12-04")?;
        Ok(Self::Terms {
            kind: kind_of(kind)?,
            strike: strike.to_owned(),
            expiry_ts: midnight + EXPIRY_TIME_SECS,
        })
    }
}

/// Calls or puts, as typed.
pub fn kind_of(text: &str) -> Result<Kind, String> {
    match text {
        "call" | "calls" => Ok(Kind::Call),
        "put" | "puts" => Ok(Kind::Put),
        _ => Err("neither call nor put".to_owned()),
    }
}

/// As [`SeriesName`] would be typed, for a market whose prices have `exponent`.
pub fn series_name(kind: Kind, strike: u64, expiry_ts: i64, exponent: i32) -> String {
    let kind = kind.name();
    let strike = amounts::price(strike, exponent);
    let expiry = DateTime::from_timestamp(expiry_ts, 0);
    let expiry = expiry.map_or_else(
        || format!("@{expiry_ts}"),
        |time| match is_on_calendar(expiry_ts) {
            true => time.format("%Y-%m-%d").to_string(),
            false => time.format("%Y-%m-%dT%H:%M:%S").to_string(),
        },
    );
    format!("{kind}@{strike}@{expiry}")
}

impl Desk {
    /// The addresses of a series by its name, whether or not it exists.
    pub fn series_keys(&self, name: &SeriesName) -> Result<SeriesKeys> {
        match name {
            SeriesName::Terms {
                kind,
                strike,
                expiry_ts,
            } => {
                let strike = amount::parse_price(strike, self.market.price_exponent)
                    .with_context(|| format!("strike {strike}"))?;
                Ok(SeriesKeys::derive(&self.keys, *kind, strike, *expiry_ts))
            }
            SeriesName::Address(address) => {
                let Some(series) = self.node.account::<Series>(address)? else {
                    bail!("no series {address}");
                };
                self.keys_of(&series)
                    .with_context(|| format!("series {address}"))
            }
        }
    }

    /// A series that exists, by its name.
    pub fn series(&self, name: &SeriesName) -> Result<(SeriesKeys, Series)> {
        let keys = self.series_keys(name)?;
        let series = self
            .node
            .account(&keys.series)?
            .with_context(|| format!("the market has no series {}", self.name_of(&keys)))?;
        Ok((keys, series))
    }

    /// The addresses of a series of this market.
    pub fn keys_of(&self, series: &Series) -> Result<SeriesKeys> {
        ensure!(
            series.market == self.keys.market,
            "of another market, {}",
            series.market
        );
        let (strike, expiry_ts) = (series.strike, series.expiry_ts);
        Ok(SeriesKeys::derive(
            &self.keys,
            series.kind()?,
            strike,
            expiry_ts,
        ))
    }

    /// The name of a series.
    pub fn name_of(&self, series: &SeriesKeys) -> String {
        let exponent = self.market.price_exponent;
        series_name(series.kind, series.strike, series.expiry_ts, exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_named_by_its_terms_or_its_address() {
        let terms = SeriesName::Terms {
            kind: Kind::Call,
            strike: "210.5".to_owned(),
            expiry_ts: 1_796_371_200,
        };
        assert_eq!("call@210.5@2026-12-04".parse(), Ok(terms));
        let name = series_name(Kind::Call, 21_050_000_000, 1_796_371_200, -8);
        assert_eq!(name, "call@210.5@2026-12-04");
        let address = Pubkey::new_from_array([7; 32]);
        assert_eq!(
            address.to_string().parse(),
            Ok(SeriesName::Address(address))
        );
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for (text, why) in [
            ("somewhere", "neither an address"),
            ("call@210", "is named like"),
            ("swap@210@2026-12-04", "neither call nor put"),
            ("put@210@04.12.2026", "no date"),
            ("put@210@2026-02-30", "no date"),
        ] {
            let error = text.parse::<SeriesName>().unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
