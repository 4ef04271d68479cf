//! Every parameter of a run in one tree, any of them to be set by its path.

use ballast::state::MarketParams;
use option_risk::hedge::HedgeParams;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::model::ModelParams;

/// Parameters of the protocol and of the market around it.
///
/// `market` and `hedge` are the program's own and default to the risk library's; what it leaves to each market is as in
/// `migrations`, with the volatilities that a market in the model's calm would open at. Amounts in contracts are for a price
/// near the model's own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The program's, of the market.
    pub market: MarketParams,
    /// The program's, of every vault's hedge; the target is each vault's own.
    pub hedge: HedgeParams,
    /// The model's.
    pub model: ModelParams,
}

impl Default for Settings {
    fn default() -> Self {
        let model = ModelParams::default();
        Self {
            market: MarketParams {
                strike_tick: 100_000_000,
                implied_vol_bps: model.depth_vol_bps,
                initial_vol_bps: model.depth_vol_bps,
                hedge_window_secs: 60,
                hedge_depth_share_bps: 50,
                ..MarketParams::default()
            },
            hedge: HedgeParams::default(),
            model,
        }
    }
}

impl Settings {
    /// Sets the parameter at `path`, for example `market.breaker.halt_secs`.
    ///
    /// [`Error::UnknownParameter`] for no such leaf, [`Error::BadValue`] for a value that is not of its kind.
    pub fn set(&mut self, path: &str, value: &str) -> Result<()> {
        let unknown = || Error::UnknownParameter(path.to_owned());
        let mut tree = self.tree();
        let pointer = format!("/{}", path.replace('.', "/"));
        let leaf = tree.pointer_mut(&pointer).ok_or_else(unknown)?;
        if !leaf.is_number() {
            return Err(unknown());
        }
        let bad = |wanted| Error::BadValue {
            name: path.to_owned(),
            value: value.to_owned(),
            wanted,
        };
        let number: i64 = value
            .replace('_', "")
            .parse()
            .map_err(|_| bad("a whole number"))?;
        *leaf = Value::from(number);
        *self = serde_json::from_value(tree).map_err(|_| bad("a value that fits it"))?;
        Ok(())
    }

    /// Every parameter with its path, in alphabetical order.
    pub fn leaves(&self) -> Vec<(String, i64)> {
        let mut found = Vec::new();
        walk("", &self.tree(), &mut found);
        found
    }

    /// Every parameter as a tree.
    pub fn tree(&self) -> Value {
        // Structs of numbers always have a tree.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The program's hard bounds and the model's.
    pub fn validate(&self) -> Result<()> {
        let bounds = |error: String| Error::OutOfBounds(error);
        let market = self.market.validate();
        market.map_err(|_| {
            bounds("market: outside the program's hard bounds (see each parameter's)".to_owned())
        })?;
        let hedge = self.hedge.validate();
        hedge.map_err(|error| bounds(format!("hedge: {error}")))?;
        self.model.validate()?;
        let most = self.model.start_price / 50;
        if self.market.strike_tick > most {
            return Err(bounds(format!(
                "market.strike_tick = {}: more than a fiftieth of model.start_price, {most}",
                self.market.strike_tick
            )));
        }
        Ok(())
    }
}

fn walk(path: &str, value: &Value, found: &mut Vec<(String, i64)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let dot = if path.is_empty() { "" } else { "." };
                walk(&format!("{path}{dot}{name}"), value, found);
            }
        }
        value => found.extend(value.as_i64().map(|value| (path.to_owned(), value))),
    }
}
