//! One vault of calls from its creation to the last claim.

use std::fs;

use ballast_client::{params::LOCALNET, VaultKeys};
use ballast_harness::{setup::SOL, world::fee_recipient};
use option_risk::units::Kind;

use crate::{scene::Scene, shop::START_PRICE};

impl Scene {
    fn create(&mut self) {
        let path = self.shop.folder.path().join("vault.toml");
        fs::write(&path, LOCALNET).expect("a file");
        let (params, recipient) = (path.display(), fee_recipient());
        let create = format!(
            "vault create --id 7 --kind call --fee-recipient {recipient} --params {params}"
        );
        self.refused(&create, "error: WrongAuthority: ");
        let (text, json) = self.shop.report(&self.admin, &create);
        let world = &mut self.shop.world;
        world.vault = VaultKeys::derive(&world.keys, 7, Kind::Call);
        let created = format!(
            "created vault 7, {}, which sells calls\n",
            world.vault.vault
        );
        assert!(text.starts_with(&created), "{text}");
        assert!(json["steps"][0]["signature"].is_string());
        assert_eq!(world.vault_state().fee_recipient, recipient);
        let again = self.admin.wallet.insecure_clone();
        let again = ballast_harness::Actor { wallet: again };
        self.shop
            .refused(&again, &create, "error: the market has a vault 7 already");
    }

    fn queue(&mut self) {
        let (text, _) = self.depositor("vault deposit 1000 --vault 7");
        assert!(
            text.starts_with("queued 1,000 base for round 0 of vault 7\n"),
            "{text}"
        );
        let (text, json) = self.depositor("vault cancel 399.5 --vault 7");
        let back = "took back 399.5 base from the queue of round 0; 600.5 base left in it";
        assert!(text.starts_with(back), "{text}");
        assert_eq!(json["steps"][0]["what"], back);
        let pending = self.shop.world.vault_state().book.pending_deposits;
        assert_eq!(pending, 600 * SOL + SOL / 2);
    }

    fn first_sale(&mut self) {
        let (steps, next) = self.roll(" --vault 7");
        let series = "call@227@2026-11-27";
        assert_eq!(
            steps,
            [
                "rolled round 0, 600.5 base in".to_owned(),
                format!("created the series and started the sale of 540.45 {series}"),
            ]
        );
        assert!(
            next.starts_with("next: the sale ends at 2026-11-22 "),
            "{next}"
        );
        let (text, _) = self.depositor("vault claim --vault 7");
        assert!(
            text.starts_with("claimed 600.5 shares for the 600.5 base of round 0\n"),
            "{text}"
        );
        let (text, dry) = self.buyer("vault buy 100 --dry-run --vault 7");
        assert!(text.ends_with("dry run: nothing was sent\n"), "{text}");
        assert!(dry["done"].is_null());
        let before = self.shop.world.wallet(&self.buyer.key(), Kind::Call);
        let (text, real) = self.buyer("vault buy 100 --max-premium 5 --vault 7");
        assert!(
            text.contains(&format!("\nbought 100 {series} for ")),
            "{text}"
        );
        assert_eq!(real["quote"]["premium"], dry["quote"]["premium"]);
        assert_eq!(real["done"]["premium"], dry["quote"]["premium"]);
        let paid = before - self.shop.world.wallet(&self.buyer.key(), Kind::Call);
        assert_eq!(real["done"]["premium"], paid);
        // A sale starts at one and a half times the mark of 80%.
        let vol = real["quote"]["vol"].as_f64().expect("a volatility");
        assert!((vol - 1.2).abs() < 1e-9, "{vol}");
    }

    fn end_and_settle(&mut self) {
        let world = &mut self.shop.world;
        world.hold(660, 60, START_PRICE).expect("prints");
        let (steps, next) = self.roll(" --vault 7");
        assert_eq!(steps.len(), 1);
        assert!(
            steps[0].starts_with("ended the sale: 100 of 540.45 call@"),
            "{steps:?}"
        );
        assert!(
            next.starts_with("next: the options expire at 2026-11-27 08:00:00 UTC"),
            "{next}"
        );
        let expiry_ts = self.shop.world.vault_state().sale.expiry_ts;
        self.reach(expiry_ts, START_PRICE);
        let (steps, _) = self.roll(" --once --vault 7");
        assert_eq!(steps, ["settled call@227@2026-11-27 at 200"]);
        let (steps, next) = self.roll(" --vault 7");
        let paid = "paid 0 base to the holders of call@227@2026-11-27 \
                    (expired 2026-11-27 08:00:00 UTC)";
        assert_eq!(steps[0], paid);
        assert!(steps[1].starts_with("rolled round 1, fees "), "{steps:?}");
        assert!(
            steps[2].contains("started the sale of ") && steps[2].ends_with("@2026-12-04"),
            "{steps:?}"
        );
        assert!(next.starts_with("next: the sale ends at "), "{next}");
    }

    fn leave(&mut self) {
        let (text, _) = self.depositor("vault withdraw 100.25 --vault 7");
        assert!(
            text.starts_with("queued 100.25 shares for the end of round 2 of vault 7\n"),
            "{text}"
        );
        self.depositor("vault withdraw --all --vault 7");
        let (text, _) = self.depositor("vault cancel 0.25 --withdrawal --vault 7");
        assert!(
            text.starts_with("took back 0.25 shares from the queue of round 2; 600.25 shares left"),
            "{text}"
        );
        self.shop.world.hold(660, 60, START_PRICE).expect("prints");
        let (steps, next) = self.roll(" --vault 7");
        assert!(steps[0].starts_with("ended the sale: 0 of "), "{steps:?}");
        assert!(steps[1].starts_with("rolled round 2, 601."), "{steps:?}");
        assert!(
            next.starts_with("next: the next sale opens at 2026-11-28 "),
            "{next}"
        );
        let wallet = self.shop.world.wallet(&self.depositor.key(), Kind::Call);
        let (text, _) = self.depositor("vault claim --fees --vault 7");
        let recipient = fee_recipient();
        let fees = text.lines().next().expect("a line");
        assert!(
            fees.starts_with("handed ") && fees.ends_with(&format!(" of fees to {recipient}")),
            "{text}"
        );
        assert!(self.shop.world.shares(&recipient) > 0);
        assert!(
            text.contains(" base for the 600.25 shares of round 2\n"),
            "{text}"
        );
        let got = self.shop.world.wallet(&self.depositor.key(), Kind::Call) - wallet;
        assert!(got > 600 * SOL + SOL / 4, "{got}");
        let (text, json) = self.depositor("vault claim --vault 7");
        assert_eq!(text, "nothing to claim\n");
        assert_eq!(json["steps"].as_array().map(Vec::len), Some(0));
        self.refused("vault claim --fees --vault 7", "error: NoFees: ");
    }
}

#[test]
fn a_vault_from_its_creation_to_the_last_claim() {
    let mut scene = Scene::disarmed();
    scene.create();
    scene.queue();
    scene.first_sale();
    scene.end_and_settle();
    scene.leave();
}
