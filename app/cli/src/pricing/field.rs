//! One cell of a row, and the error that names it.

use anyhow::{anyhow, bail, Result};
use option_math::{OptionKind, I64F64};

use super::decimal;

/// Characters of a wrong cell that are told.
const SHOWN: usize = 40;

/// A cell and its column.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    /// The column's name.
    pub name: &'static str,
    /// What stands there.
    pub text: &'a [u8],
}

impl Field<'_> {
    /// A decimal number, to the nearest.
    pub fn number(&self) -> Result<I64F64> {
        let text = String::from_utf8_lossy(self.text);
        decimal::parse(&text).map_err(|error| match error {
            decimal::DecimalError::Empty => anyhow!("{} {error}", self.name),
            _ => anyhow!("{} `{}` {error}", self.name, self.shown()),
        })
    }

    /// `call` or `put`, in capitals or not.
    pub fn kind(&self) -> Result<OptionKind> {
        match self.text.trim_ascii().to_ascii_lowercase().as_slice() {
            b"call" => Ok(OptionKind::Call),
            b"put" => Ok(OptionKind::Put),
            b"" => bail!("{} is empty", self.name),
            _ => bail!("{} `{}` is neither call nor put", self.name, self.shown()),
        }
    }

    /// One line of bounded length, whatever stands in the cell.
    fn shown(&self) -> String {
        let text = String::from_utf8_lossy(self.text);
        let mut shown: String = text
            .chars()
            .take(SHOWN)
            .flat_map(char::escape_debug)
            .collect();
        if text.chars().nth(SHOWN).is_some() {
            shown.push_str("...");
        }
        shown
    }
}
