//! Where prices come from: kept with the state, whose oracle nothing else may go on from.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Args;
use crate::prices::Bars;

/// A source of prices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A file's bars.
    File {
        /// In words.
        name: String,
        /// Of the bars, in hexadecimal digits.
        sha256: String,
    },
    /// A random walk.
    Walk {
        /// Where it started, quote.
        price: f64,
        /// Percent a year.
        vol: f64,
        /// Which one.
        seed: u64,
    },
}

impl Source {
    /// A file.
    pub fn file(name: String, bars: &Bars) -> Self {
        let mut sha = Sha256::new();
        sha.update(bars.secs.to_le_bytes());
        for bar in &bars.bars {
            sha.update(bar.ts.to_le_bytes());
            for price in [bar.open, bar.high, bar.low, bar.close] {
                sha.update(price.to_le_bytes());
            }
        }
        let sha256 = format!("{:x}", sha.finalize());
        Self::File { name, sha256 }
    }

    /// The walk that the arguments ask for.
    pub fn walk(args: &Args) -> Self {
        Self::Walk {
            price: args.price(),
            vol: args.vol(),
            seed: args.seed(),
        }
    }

    /// Whether whoever `asked` for a source by these arguments may go on from this one. What is not said of a walk is as it
    /// was; the same file may have another name.
    pub fn is_what(&self, asked: &Self, args: &Args) -> bool {
        match (self, asked) {
            (Self::File { sha256, .. }, Self::File { sha256: asked, .. }) => sha256 == asked,
            (Self::Walk { price, vol, seed }, Self::Walk { .. }) => {
                args.price.is_none_or(|asked| asked == *price)
                    && args.vol.is_none_or(|asked| asked == *vol)
                    && args.seed.is_none_or(|asked| asked == *seed)
            }
            _ => false,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::File { name, .. } => write!(out, "{name}"),
            Self::Walk { price, vol, seed } => write!(
                out,
                "a random walk from {price} of {vol}% a year, seed {seed}"
            ),
        }
    }
}
