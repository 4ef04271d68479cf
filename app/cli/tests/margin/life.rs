//! One account from its opening to its end, by way of a liquidation, a burn and the insurance fund.

use ballast_harness::setup::{DOLLAR, SOL, USDC};
use option_risk::{settlement, units::Kind};
use serde_json::Value;

use crate::{
    scene::{Scene, SERIES},
    shop::START_PRICE,
};

/// Under water but solvent; more so; worth nothing.
const BAD: u64 = 182 * DOLLAR;
const WORSE: u64 = 172 * DOLLAR;
const RUINOUS: u64 = 100 * DOLLAR;

impl Scene {
    /// Down to initial margin and no further.
    fn withdraw_to_the_limit(&mut self) {
        let (_, json) = self.writer("margin show --kind put");
        let spare = self.collateral() - json["margin"]["initial"]["atoms"].as_u64().expect("atoms");
        let spare = |more: u64| format!("{}.{:06}", (spare + more) / USDC, (spare + more) % USDC);
        let line = |amount: String| format!("margin withdraw --kind put --amount {amount}");
        self.refused(
            &line(spare(1)),
            "error: InsufficientMargin: Collateral would fall under the initial margin",
        );
        self.writer(&line(spare(0)));
        let (text, json) = self.writer("margin show --kind put");
        assert_eq!(
            json["margin"]["initial"]["atoms"], json["collateral"],
            "{text}"
        );
        let line = format!("margin write --series {SERIES} --contracts 1");
        self.refused(&line, "InsufficientMargin");
    }

    /// What is planned is what happens, to the atom.
    fn take_over(&mut self) {
        self.tick(BAD);
        self.liquidator("margin open --kind put --deposit 100000");
        let flag = self.liquidate(" --flag-only").0;
        assert!(flag.contains("bonus 1.00% now"), "{flag}");
        self.shop.world.hold(450, 45, BAD).expect("prints");
        let page = self.writer("margin show --kind put").0;
        assert!(
            page.contains("may be liquidated") && page.contains("bonus 5.50% now"),
            "{page}"
        );
        let before = (self.short(), self.collateral(), self.shop.line.sent());
        let (text, dry) = self.liquidate(" --dry-run");
        assert!(text.ends_with("dry run: nothing was sent\n"), "{text}");
        assert_eq!(dry["done"], Value::Null);
        assert_eq!(
            (self.short(), self.collateral(), self.shop.line.sent()),
            before
        );
        let (text, real) = self.liquidate("");
        assert!(text.contains("\ndone         health 115."), "{text}");
        assert_eq!(real["plan"], dry["plan"]);
        let plan = &real["plan"];
        for field in ["contracts", "payment", "health_after_bps"] {
            assert_eq!(plan[field], real["done"][field], "{field}");
        }
        let (short, collateral, _) = before;
        assert_eq!(plan["contracts"], short - self.short());
        assert_eq!(plan["payment"], collateral - self.collateral());
        assert_eq!(plan["bonus_bps"], 550);
        let owner = self.writer.key();
        let line = format!("liquidate --owner {owner} --kind put");
        self.shop.refused(
            &self.liquidator,
            &line,
            "error: AccountHealthy: Account is healthy and cannot be liquidated; leave it until it is under its \
             maintenance margin (collateral ",
        );
    }

    /// The liquidator buys options and burns them for the writer's collateral.
    fn burn(&mut self) {
        let owner = self.writer.key();
        self.tick(WORSE);
        let line = format!("liquidate --owner {owner} --kind put --burn");
        self.shop.refused(
            &self.liquidator,
            &line,
            "holds no put@190@2026-11-30 to burn",
        );
        let world = &mut self.shop.world;
        world
            .transfer_options(&self.writer, &self.liquidator, &self.series, 30 * SOL)
            .expect("options");
        let wallet = world.wallet(&self.liquidator.key(), Kind::Put);
        let supply = world.supply(&self.series.option_mint);
        let line = format!("{line} --max-contracts 2 --min-payment 1000");
        self.shop
            .refused(&self.liquidator, &line, "SlippageExceeded");
        let (_, json) = self.liquidate(" --burn --max-contracts 2 --min-payment 20");
        assert_eq!(json["done"]["contracts"], 2 * SOL);
        let world = &mut self.shop.world;
        assert_eq!(world.supply(&self.series.option_mint), supply - 2 * SOL);
        let fee = json["plan"]["insurance_fee"].as_u64().expect("atoms");
        let paid = json["done"]["payment"].as_u64().expect("atoms") - fee;
        assert_eq!(
            world.wallet(&self.liquidator.key(), Kind::Put),
            wallet + paid
        );
    }

    fn hand_to_the_fund(&mut self) {
        let owner = self.writer.key();
        let line = format!("liquidate --owner {owner} --kind put --backstop");
        self.shop.refused(&self.liquidator, &line, "error: AccountSolvent: The account is still worth something; liquidate it (collateral ");
        self.tick(RUINOUS);
        let page = self.writer("margin show --kind put").0;
        assert!(
            page.contains("worth nothing: the insurance fund may take it over"),
            "{page}"
        );
        self.shop
            .refused(&self.liquidator, &line, "error: OracleDivergesFromStable: ");
        let hours = 4 * 3_600;
        self.shop.world.hold(hours, 600, RUINOUS).expect("prints");
        self.liquidator("insurance fund --kind put --amount 250.25");
        let (text, _) = self.liquidate(" --backstop --dry-run");
        assert!(
            text.starts_with("the insurance fund takes put@190@2026-11-30: "),
            "{text}"
        );
        let (text, json) = self.liquidate(" --backstop");
        assert!(
            text.starts_with("opened the insurance fund's account "),
            "{text}"
        );
        assert_eq!(json["steps"].as_array().expect("steps").len(), 2);
        assert_eq!((self.short(), self.collateral()), (0, 0));
        let (text, json) = self.shop.glance("insurance show");
        assert!(text.contains("  put@190@2026-11-30: "), "{text}");
        assert!(json["funds"][1]["holds"].as_u64() > Some(250_250_000));
    }

    fn settle(&mut self) {
        let line = format!("settle --series {SERIES}");
        self.refused(
            &line,
            "has not expired yet: it does at 2026-11-30 08:00:00 UTC",
        );
        let world = &mut self.shop.world;
        let to_window = self.series.expiry_ts - settlement::WINDOW_SECS - 100 - world.now();
        world.hold(to_window, 86_400, RUINOUS).expect("prints");
        world.hold(1_960, 60, RUINOUS).expect("prints");
        let page = self.liquidator("margin show --kind put").0;
        assert!(
            page.contains("a short has expired: see `ballast settle`"),
            "{page}"
        );
        let (text, json) = self.liquidator("settle --expired");
        assert!(
            text.starts_with("settled put@190@2026-11-30 at 100\n"),
            "{text}"
        );
        assert!(text.contains("put@190@2026-11-30 short of "), "{text}");
        assert_eq!(json["steps"].as_array().expect("steps").len(), 3);
        assert_eq!(json["left"], Value::Array(vec![]));
        for line in [&line, "settle --expired"] {
            let (text, json) = self.liquidator(line);
            assert_eq!(text, "nothing to settle\n");
            assert_eq!(json["steps"], Value::Array(vec![]));
        }
    }

    fn redeem(&mut self) {
        let part = format!("redeem --series {SERIES} --contracts 1.5");
        let (text, json) = self.liquidator(&part);
        assert!(
            text.starts_with("redeemed 1.5 put@190@2026-11-30 for "),
            "{text}"
        );
        // 90 each, had everybody paid.
        assert_eq!(json["payoff"], 135 * USDC);
        assert!(json["payout"].as_u64() < Some(135 * USDC));
        assert!(
            text.contains(" of 135 quote: the series fell short\n"),
            "{text}"
        );
        let all = format!("redeem --series {SERIES}");
        self.liquidator(&all);
        self.writer(&all);
        let mint = self.series.option_mint;
        assert_eq!(self.shop.world.supply(&mint), 0);
        self.refused(&all, " holds 0 put@190@2026-11-30");
    }

    fn end(&mut self) {
        let (text, _) = self.writer("margin shut --kind put");
        assert!(text.starts_with("closed the account for puts\n"), "{text}");
        let gone = format!(
            "error: {} has no put account in this market",
            self.writer.key()
        );
        self.refused("margin show --kind put", &gone);
    }
}

#[test]
fn an_account_from_its_opening_to_its_end() {
    let mut scene = Scene::new();
    scene.tick(START_PRICE);
    scene.begin();
    scene.withdraw_to_the_limit();
    scene.take_over();
    scene.burn();
    scene.hand_to_the_fund();
    scene.settle();
    scene.redeem();
    scene.end();
}
