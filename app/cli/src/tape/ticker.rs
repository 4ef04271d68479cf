//! The feed's own account of prices: its moving average and when it printed.

use anchor_lang::prelude::Pubkey;
use anyhow::{Context, Result};
use ballast_harness::{Account, OracleFeed, OraclePrint};
use ballast_simulator::ema::ema_after;
use option_risk::oracle::Quote;

/// A feed and its last print.
#[derive(Clone, Copy, Debug)]
pub struct Ticker {
    feed: OracleFeed,
    /// Moving average, feed units.
    pub ema: u64,
    /// When the last print was published.
    pub published_ts: i64,
    /// When the one before it was.
    pub previous_ts: i64,
}

impl Ticker {
    /// A feed that last printed `price` at `ts`.
    pub fn new(feed: OracleFeed, price: u64, ts: i64) -> Self {
        Self {
            feed,
            ema: price,
            published_ts: ts,
            previous_ts: ts,
        }
    }

    /// A feed whose last print is `quote`.
    pub fn after(feed: OracleFeed, quote: &Quote) -> Result<Self> {
        let ema = u64::try_from(quote.ema_price);
        Ok(Self {
            feed,
            ema: ema.context("a moving average below zero")?,
            published_ts: quote.publish_ts,
            previous_ts: quote.prev_publish_ts,
        })
    }

    /// The moving average if `price` is printed at `ts`.
    pub fn ema_at(&self, price: u64, ts: i64) -> u64 {
        ema_after(self.ema, price, ts - self.published_ts)
    }

    /// Prints `price` at `ts`: the oracle's account then.
    pub fn print(&mut self, price: u64, ts: i64) -> (Pubkey, Account) {
        self.ema = self.ema_at(price, ts);
        self.previous_ts = self.published_ts;
        self.published_ts = ts;
        let print = OraclePrint {
            prev_publish_ts: self.previous_ts,
            ema_price: self.ema as i64,
            ..self.feed.print(price, ts)
        };
        (self.feed.address, self.feed.account(&print))
    }
}
