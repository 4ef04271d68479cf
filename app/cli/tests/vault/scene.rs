//! A vault's depositor and its buyer at the command line.

use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{SOL, USDC},
    Actor, Setup,
};
use option_risk::settlement;
use serde_json::Value;

use crate::shop::{Shop, START_PRICE};

/// The market, who deposits, who buys and who may create vaults.
pub struct Scene {
    pub shop: Shop,
    pub depositor: Actor,
    pub buyer: Actor,
    pub admin: Actor,
}

impl Scene {
    /// A market whose breaker never trips: prices may jump.
    pub fn disarmed() -> Self {
        let mut setup = Setup::default();
        setup.market.breaker.armed = 0;
        Self::new(&setup)
    }

    pub fn new(setup: &Setup) -> Self {
        let mut shop = Shop::open(setup);
        let world = &mut shop.world;
        let rich = |world: &mut ballast_harness::World| {
            let wallet = world.actor(10_000 * SOL, 1_000_000 * USDC);
            wallet.expect("a wallet")
        };
        let (depositor, buyer) = (rich(world), rich(world));
        let admin = Actor {
            wallet: world.admin.insecure_clone(),
        };
        Self {
            shop,
            depositor,
            buyer,
            admin,
        }
    }

    pub fn depositor(&mut self, line: &str) -> (String, Value) {
        self.shop.report(&self.depositor, line)
    }

    pub fn buyer(&mut self, line: &str) -> (String, Value) {
        self.shop.report(&self.buyer, line)
    }

    #[track_caller]
    pub fn refused(&mut self, line: &str, why: &str) {
        self.shop.refused(&self.depositor, line, why);
    }

    /// The steps of `vault roll`, without their signatures, and what comes next.
    pub fn roll(&mut self, flags: &str) -> (Vec<String>, String) {
        let (text, json) = self.buyer(&format!("vault roll{flags}"));
        let steps = json["steps"].as_array().expect("steps").iter();
        let steps: Vec<String> = steps
            .map(|step| step["what"].as_str().expect("words").to_owned())
            .collect();
        let told: Vec<&str> = text.lines().step_by(2).collect();
        let (next, told) = told.split_last().expect("a last line");
        assert_eq!(told, steps);
        (steps, (*next).to_owned())
    }

    /// A vault of 1,000 base on the chain, its sale running.
    pub fn selling(&mut self) -> SeriesKeys {
        let world = &mut self.shop.world;
        world
            .queue_deposit(&self.depositor, 1_000 * SOL)
            .expect("room");
        world.roll_round().expect("a queue");
        world.claim_shares(&self.depositor, 0).expect("shares");
        world.start_sale().expect("assets")
    }

    /// As [`Self::selling`], `sold` of them sold and the sale over.
    pub fn live(&mut self, sold: u64) -> SeriesKeys {
        let calls = self.selling();
        let world = &mut self.shop.world;
        world
            .buy(&self.buyer, &calls, sold, u64::MAX)
            .expect("an offer");
        world.hold(660, 60, START_PRICE).expect("prints");
        world.end_sale(&calls).expect("an end");
        calls
    }

    /// Brings an expiry about at `price`.
    pub fn reach(&mut self, expiry_ts: i64, price: u64) {
        let world = &mut self.shop.world;
        let to_window = expiry_ts - settlement::WINDOW_SECS - 100 - world.now();
        world.hold(to_window, 86_400, price).expect("prints");
        world.hold(1_960, 60, price).expect("prints");
    }
}
