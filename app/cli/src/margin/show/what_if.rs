//! The `--if-...` flags.

use std::str::FromStr;

use anyhow::{ensure, Context, Result};
use ballast_client::views::{PositionChange, WhatIf};
use option_risk::units::Kind;

use crate::{
    amount,
    rpc::{Desk, SeriesName},
};

// What would be otherwise. A doc comment here would become the command's own.
#[derive(clap::Args)]
pub struct Flags {
    /// Price moved by this much, such as -12%
    #[arg(long, value_name = "PERCENT", value_parser = amount::parse_change, allow_hyphen_values = true)]
    if_spot: Option<i32>,
    /// Every volatility moved by this much of itself, such as +20%
    #[arg(long, value_name = "PERCENT", value_parser = amount::parse_change, allow_hyphen_values = true)]
    if_vol: Option<i32>,
    /// With so many options written, such as call@210@2026-12-04:12.5
    #[arg(long, value_name = "SERIES:CONTRACTS")]
    if_write: Vec<Trade>,
    /// With so many written ones closed
    #[arg(long, value_name = "SERIES:CONTRACTS")]
    if_close: Vec<Trade>,
    /// With so many options deposited
    #[arg(long, value_name = "SERIES:CONTRACTS")]
    if_deposit_option: Vec<Trade>,
    /// With so many deposited ones withdrawn
    #[arg(long, value_name = "SERIES:CONTRACTS")]
    if_withdraw_option: Vec<Trade>,
    /// With so much collateral added
    #[arg(long, value_name = "AMOUNT", conflicts_with = "if_withdraw")]
    if_deposit: Option<String>,
    /// With so much collateral taken out
    #[arg(long, value_name = "AMOUNT")]
    if_withdraw: Option<String>,
}

/// A series and a number of contracts, as typed.
#[derive(Clone)]
struct Trade {
    series: SeriesName,
    contracts: String,
}

impl FromStr for Trade {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (series, contracts) = text
            .rsplit_once(':')
            .ok_or("a change is written like call@210@2026-12-04:12.5")?;
        Ok(Self {
            series: series.parse()?,
            contracts: contracts.to_owned(),
        })
    }
}

/// What would be otherwise, and how to say it.
pub struct Read {
    pub what_if: WhatIf,
    pub words: String,
}

impl Flags {
    /// The flags in the market's units; none without any.
    pub fn read(&self, desk: &Desk, kind: Kind) -> Result<Option<Read>> {
        let mut what_if = WhatIf {
            spot_bps: self.if_spot.unwrap_or(0),
            vol_bps: self.if_vol.unwrap_or(0),
            ..WhatIf::default()
        };
        let mut words = Vec::new();
        for (name, change) in [("spot", self.if_spot), ("vol", self.if_vol)] {
            words.extend(change.map(|bps| format!("{name} {}", signed(bps))));
        }
        for (verb, sign, text) in [
            ("deposit", 1, &self.if_deposit),
            ("withdraw", -1, &self.if_withdraw),
        ] {
            let Some(text) = text else { continue };
            let atoms = desk.parse_collateral(text, kind)?;
            what_if.collateral = sign * of_any_sign(atoms)?;
            words.push(format!("{verb} {}", desk.collateral(atoms, kind)));
        }
        type Side = fn(i64) -> (i64, i64);
        let trades: [(_, _, Side); 4] = [
            ("write", &self.if_write, |n| (n, 0)),
            ("close", &self.if_close, |n| (-n, 0)),
            ("deposit", &self.if_deposit_option, |n| (0, n)),
            ("withdraw", &self.if_withdraw_option, |n| (0, -n)),
        ];
        for (verb, trades, side) in trades {
            for trade in trades {
                let series = desk.series_keys(&trade.series)?;
                ensure!(
                    series.kind == kind,
                    "{} is no {}",
                    desk.name_of(&series),
                    kind.name()
                );
                let contracts = desk.parse_contracts(&trade.contracts)?;
                let (short, long) = side(of_any_sign(contracts)?);
                what_if.positions.push(PositionChange {
                    strike: series.strike,
                    expiry_ts: series.expiry_ts,
                    short,
                    long,
                });
                let (name, contracts) = (desk.name_of(&series), desk.contracts(contracts));
                words.push(format!("{verb} {contracts} {name}"));
            }
        }
        let words = words.join(", ");
        Ok((!words.is_empty()).then_some(Read { what_if, words }))
    }
}

fn of_any_sign(atoms: u64) -> Result<i64> {
    i64::try_from(atoms).ok().context("too large an amount")
}

/// `-12.00%`.
fn signed(bps: i32) -> String {
    let sign = if bps < 0 { '-' } else { '+' };
    format!("{sign}{}", amount::percent(bps.unsigned_abs().into()))
}
