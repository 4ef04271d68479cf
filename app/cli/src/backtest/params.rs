//! The parameters a backtest runs with.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use ballast_client::{ballast::state::MarketParams, params::Parameters};
use option_risk::RiskError;

/// Where the estimates of volatility start if nothing says otherwise, bps a year.
const INITIAL_VOL_BPS: u32 = 8_000;

/// The risk library's defaults, with what a parameter file of markets says about them.
///
/// A market needs all of its parameters, a backtest only those of its sensing: anything may be left out.
pub fn load(path: Option<&Path>) -> Result<MarketParams> {
    let mut params = match path {
        None => MarketParams::default(),
        Some(path) => read(path).with_context(|| path.display().to_string())?,
    };
    for vol_bps in [&mut params.initial_vol_bps, &mut params.implied_vol_bps] {
        if *vol_bps == 0 {
            *vol_bps = INITIAL_VOL_BPS;
        }
    }
    Ok(params)
}

fn read(path: &Path) -> Result<MarketParams> {
    let text = fs::read_to_string(path).context("cannot read the file")?;
    let params = toml::from_str::<Parameters>(&text)
        .map_err(|error| anyhow::anyhow!("{}", error.message()))?
        .market;
    validate(&params).map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(params)
}

fn validate(params: &MarketParams) -> std::result::Result<(), RiskError> {
    params.oracle.validate()?;
    params.vol.validate()?;
    params.breaker.validate()?;
    params.implied.validate()
}
