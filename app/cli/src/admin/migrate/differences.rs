//! Two sets of parameters side by side, and what of a change may act at once.

use anyhow::{Context, Result};
use ballast_client::ballast::state::{MarketParams, VaultParams};
use option_risk::governance::Directions;
use serde::{de::DeserializeOwned, Serialize};
use serde_json::Value;

/// A set of parameters that can be compared.
pub trait Params: Serialize + DeserializeOwned + Directions + Copy {
    /// Its section of the file.
    const SECTION: &'static str;
    /// Whether the program takes it.
    fn is_valid(&self) -> bool;
}

impl Params for MarketParams {
    const SECTION: &'static str = "market";

    fn is_valid(&self) -> bool {
        self.validate().is_ok()
    }
}

impl Params for VaultParams {
    const SECTION: &'static str = "vault";

    fn is_valid(&self) -> bool {
        self.validate().is_ok()
    }
}

/// A parameter that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its name in the file.
    pub field: String,
    pub from: Value,
    pub to: Value,
    /// Whether it waits: `false` if it may act at once.
    pub loosens: bool,
}

/// A set and another: one on chain and the file's, or the file's and one that is proposed.
pub struct Comparison<T> {
    /// What differs, in the order of the names.
    pub differences: Vec<Difference>,
    /// The first set with only those of the second that tighten it.
    pub tighter: T,
}

impl<T: Params> Comparison<T> {
    /// Compares `new` to `old`.
    pub fn of(old: &T, new: &T) -> Result<Self> {
        let (before, after) = (serde_json::to_value(old)?, serde_json::to_value(new)?);
        let mut pointers = Vec::new();
        leaves(&after, "", &mut pointers);
        let mut differences = Vec::new();
        let mut tighter = before.clone();
        for pointer in pointers {
            let values = (before.pointer(&pointer), after.pointer(&pointer));
            let (Some(from), Some(to)) = values else {
                anyhow::bail!("no parameter {pointer} on chain");
            };
            if from == to {
                continue;
            }
            let mut alone = before.clone();
            set(&mut alone, &pointer, to)?;
            let loosens = old.loosened(&serde_json::from_value(alone)?).is_some();
            if !loosens {
                set(&mut tighter, &pointer, to)?;
            }
            differences.push(Difference {
                field: format!("{}{}", T::SECTION, pointer.replace('/', ".")),
                from: from.clone(),
                to: to.clone(),
                loosens,
            });
        }
        Ok(Self {
            differences,
            tighter: serde_json::from_value(tighter)?,
        })
    }

    /// Those that wait, or those that may act at once.
    pub fn that(&self, loosen: bool) -> Vec<Difference> {
        let differences = self.differences.iter().cloned();
        differences.filter(|one| one.loosens == loosen).collect()
    }
}

fn set(value: &mut Value, pointer: &str, to: &Value) -> Result<()> {
    let place = value.pointer_mut(pointer);
    *place.with_context(|| format!("no parameter {pointer}"))? = to.clone();
    Ok(())
}

/// Pointers to every number in a value.
fn leaves(value: &Value, at: &str, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                leaves(value, &format!("{at}/{name}"), into);
            }
        }
        _ => into.push(at.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_difference_has_its_own_direction() {
        let old = MarketParams::default();
        let mut new = old;
        new.breaker.z15_milli -= 1;
        new.breaker.move15_bps += 5;
        new.implied.skew.slope_bps = -20;
        let compared = Comparison::of(&old, &new).unwrap();
        let found: Vec<_> = (compared.differences.iter())
            .map(|one| (one.field.as_str(), one.to.as_i64().unwrap(), one.loosens))
            .collect();
        let expected = [
            ("market.breaker.move15_bps", 705, true),
            ("market.breaker.z15_milli", 8_999, false),
            ("market.implied.skew.slope_bps", -20, true),
        ];
        assert_eq!(found, expected);
        let mut tighter = old;
        tighter.breaker.z15_milli -= 1;
        assert_eq!(compared.tighter, tighter);
        assert_eq!(compared.that(false).len(), 1);
    }

    #[test]
    fn what_is_equal_does_not_differ() {
        let params = MarketParams::default();
        let compared = Comparison::of(&params, &params).unwrap();
        assert!(compared.differences.is_empty());
        assert_eq!(compared.tighter, params);
    }
}
