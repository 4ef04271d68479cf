//! A writer of puts and a liquidator at the command line.

use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Actor, Setup,
};
use option_risk::{calendar, units::Kind};
use serde_json::Value;

use crate::shop::Shop;

pub const SERIES: &str = "put@190@2026-11-30";

/// A market whose breaker never trips: prices may jump.
pub fn disarmed() -> Shop {
    let mut setup = Setup::default();
    setup.market.breaker.armed = 0;
    Shop::open(&setup)
}

/// The market, who writes and who liquidates.
pub struct Scene {
    pub shop: Shop,
    pub writer: Actor,
    pub liquidator: Actor,
    pub series: SeriesKeys,
}

impl Scene {
    pub fn new() -> Self {
        let mut shop = disarmed();
        let world = &mut shop.world;
        let writer = world.actor(0, 100_000 * USDC).expect("a wallet");
        let liquidator = world.actor(0, 1_000_000 * USDC).expect("a wallet");
        let expiry_ts = calendar::next_expiry(world.now(), 7).expect("a calendar");
        let series = world.create_series(Kind::Put, 190 * DOLLAR, expiry_ts);
        Self {
            series: series.expect("a series"),
            shop,
            writer,
            liquidator,
        }
    }

    pub fn writer(&mut self, line: &str) -> (String, Value) {
        self.shop.report(&self.writer, line)
    }

    pub fn liquidator(&mut self, line: &str) -> (String, Value) {
        self.shop.report(&self.liquidator, line)
    }

    /// A liquidation of the writer by the liquidator, whatever else its flags say.
    pub fn liquidate(&mut self, flags: &str) -> (String, Value) {
        let owner = self.writer.key();
        let line = format!("liquidate --owner {owner} --kind put{flags}");
        self.liquidator(&line)
    }

    pub fn refused(&mut self, line: &str, why: &str) {
        self.shop.refused(&self.writer, line, why);
    }

    pub fn tick(&mut self, price: u64) {
        self.shop.world.tick(60, price).expect("a print");
    }

    pub fn short(&mut self) -> u64 {
        let account = self.shop.world.margin(&self.writer.key(), Kind::Put);
        account.map_or(0, |account| account.short_of(&self.series.series))
    }

    pub fn collateral(&mut self) -> u64 {
        let account = self.shop.world.margin(&self.writer.key(), Kind::Put);
        account.expect("an account").collateral
    }

    /// Opens, fills, writes, nets and closes: 80 short of 100 written, and 80 options in the wallet.
    pub fn begin(&mut self) {
        let (text, _) = self.writer("margin open --kind put --deposit 12000.5");
        assert!(
            text.contains("an account for puts, with 12,000.5 quote"),
            "{text}"
        );
        let (text, _) = self.writer("margin deposit --kind put --amount 7999.5");
        assert!(
            text.contains("deposited 7,999.5 quote; the account holds 20,000 quote"),
            "{text}"
        );
        let (text, json) = self.writer(&format!("margin write --series {SERIES} --contracts 100"));
        assert!(
            text.starts_with("wrote 100 put@190@2026-11-30\n  "),
            "{text}"
        );
        assert!(json["steps"][0]["signature"].is_string());
        let trade = |verb: &str, contracts: &str| {
            format!("margin {verb} --series {SERIES} --contracts {contracts}")
        };
        self.writer(&trade("deposit-option", "15"));
        self.writer(&trade("withdraw-option", "5"));
        let (text, _) = self.writer(&format!("margin net --series {SERIES}"));
        assert!(
            text.contains("netted 10 put@190@2026-11-30; 90 short of it left"),
            "{text}"
        );
        let address = self.series.series;
        self.writer(&format!("margin close --series {address} --contracts 10"));
        assert_eq!(self.short(), 80 * SOL);
    }
}
