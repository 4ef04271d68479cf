//! What happens to the market.

use option_math::{kernel, I64F64};

use crate::error::{Error, Result};

/// Whole in millionths.
const PPM: i128 = 1_000_000;

/// News, and what comes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// For reports and command lines.
    pub name: String,
    /// In a sentence.
    pub about: String,
    /// What the news does to the fundamental, millionths of it.
    pub news_ppm: i64,
    /// Over how long, minutes.
    pub news_mins: u32,
    /// More news of the same length an hour after the first is over, millionths.
    pub second_ppm: i64,
    /// Sold by somebody who must, over the same time, bps of calm depth a minute: a flow without news.
    pub forced_bps: u32,
    /// Of each account's collateral that is lost over the same time, millionths...
    pub collateral_ppm: u32,
    /// ...for one account in so many; 0 for none.
    pub collateral_every: u32,
}

/// The names that are not `fall-N`.
const NAMED: [&str; 5] = ["second-leg", "flash", "grind", "correlated", "calm"];
/// From the end of the first news to the second, minutes.
const PAUSE_MINS: u32 = 60;

impl Scenario {
    /// The four of the acceptance figures.
    pub const STANDARD: [&'static str; 4] = ["fall-8", "fall-15", "fall-25", "fall-35"];

    /// By name: `fall-N` (N per cent in 30 minutes, 1 to 80), `second-leg`, `flash`, `grind`, `correlated`, `calm`.
    pub fn parse(name: &str) -> Result<Self> {
        let plain = Self {
            name: name.to_owned(),
            about: String::new(),
            news_ppm: 0,
            news_mins: 30,
            second_ppm: 0,
            forced_bps: 0,
            collateral_ppm: 0,
            collateral_every: 0,
        };
        if let Some(percent) = name.strip_prefix("fall-") {
            if let Ok(percent @ 1..=80) = percent.parse::<i64>() {
                return Ok(Self {
                    about: format!("news worth -{percent}% over 30 minutes"),
                    news_ppm: -10_000 * percent,
                    ..plain
                });
            }
        }
        Ok(match name {
            "second-leg" => Self {
                about: "news worth -25% over 30 minutes, and an hour later -10% over 30 more".to_owned(),
                news_ppm: -250_000,
                second_ppm: -100_000,
                ..plain
            },
            "flash" => Self {
                about: "no news: forced sales of 1.5 times the depth a minute for 10 minutes"
                    .to_owned(),
                news_mins: 10,
                forced_bps: 15_000,
                ..plain
            },
            "grind" => Self {
                about: "news worth -25% over five hours".to_owned(),
                news_ppm: -250_000,
                news_mins: 300,
                ..plain
            },
            "correlated" => Self {
                about: "news worth -15% over 30 minutes, and a tenth of every third account's collateral is lost with it".to_owned(),
                news_ppm: -150_000,
                collateral_ppm: 100_000,
                collateral_every: 3,
                ..plain
            },
            "calm" => Self {
                about: "nothing but noise".to_owned(),
                ..plain
            },
            _ => return Err(Error::UnknownScenario(name.to_owned(), Self::names())),
        })
    }

    /// What [`Self::parse`] knows, in words.
    pub fn names() -> String {
        format!("fall-N (N = 1 to 80 per cent), {}", NAMED.join(", "))
    }

    /// What the news adds to the logarithm of the fundamental, all of it together.
    pub fn news(&self) -> Result<I64F64> {
        Ok(log_of(self.news_ppm)? + log_of(self.second_ppm)?)
    }

    /// What it adds in each minute of its first and of its second part.
    pub fn news_per_minute(&self) -> Result<[I64F64; 2]> {
        let mins = i128::from(self.news_mins.max(1));
        Ok([
            log_of(self.news_ppm)? / mins,
            log_of(self.second_ppm)? / mins,
        ])
    }

    /// Which part of the news a minute belongs to, if any.
    pub fn part(&self, minute: u32) -> Option<usize> {
        let second = self.news_mins + PAUSE_MINS;
        match minute {
            first if first < self.news_mins => Some(0),
            later if (second..second + self.news_mins).contains(&later) => Some(1),
            _ => None,
        }
    }
}

/// The logarithm of a change in millionths.
fn log_of(ppm: i64) -> Result<I64F64> {
    let left = I64F64::from_bits(i128::from(PPM as i64 + ppm) * (1 << 64) / PPM);
    Ok(kernel::ln(left).map_err(option_risk::RiskError::from)?)
}
