//! What may be done to a vault, of calls or of puts.

use ballast_client::VaultKeys;
use option_risk::units::Kind;

use crate::{
    actions::{always, done, risky, Action, Outcome},
    choice::{person_with, receipt, vaults_or_any},
    random::Random,
    scene::Scene,
};

/// Every action on vaults.
pub const ACTIONS: &[Action] = &[
    always("queue_deposit", |scene, random| {
        let amount = random.amount(100_000_000_000);
        let who = random.of(&scene.people);
        done(scene.world.queue_deposit(who, amount))
    }),
    always("cancel_deposit", |scene, random| {
        let amount = random.amount(50_000_000_000);
        done(scene.world.cancel_part(random.of(&scene.people), amount))
    }),
    always("claim_shares", |scene, random| {
        let (who, round) = receipt(scene, random, VaultKeys::deposit_receipt);
        done(scene.world.claim_shares(&scene.people[who], round))
    }),
    always("queue_withdrawal", |scene, random| {
        let who = random.of(&scene.people);
        let shares = scene.world.shares(&who.key());
        let amount = random.amount(shares);
        done(scene.world.queue_withdrawal(who, amount))
    }),
    always("cancel_withdrawal", |scene, random| {
        if random.once_in(2) {
            let who = person_with(scene, random, |scene, who| scene.world.shares(who) > 0);
            let who = &scene.people[who];
            let shares = scene.world.shares(&who.key());
            let _ = scene.world.queue_withdrawal(who, shares / 2);
        }
        let open = scene.world.vault_state().book.round;
        let mut receipts = scene.receipts(VaultKeys::withdrawal_receipt);
        receipts.retain(|(_, round)| *round == open);
        let who = match receipts.as_slice() {
            [] => random.below(scene.people.len() as u64) as usize,
            some => random.of(some).0,
        };
        let shares = random.amount(1_000_000_000_000);
        done(scene.world.cancel_withdrawal(&scene.people[who], shares))
    }),
    always("claim_withdrawal", |scene, random| {
        if random.once_in(3) {
            finish_round(scene);
            let who = random.of(&scene.people);
            let shares = scene.world.shares(&who.key());
            let _ = scene.world.queue_withdrawal(who, shares);
        }
        let _ = scene.world.roll_round(); // one may be due
        let (who, round) = receipt(scene, random, VaultKeys::withdrawal_receipt);
        done(scene.world.claim_withdrawal(&scene.people[who], round))
    }),
    always("roll_round", |scene, _| done(scene.world.roll_round())),
    risky("start_sale", |scene, _| {
        scene.world.start_sale().map(|_| ())
    }),
    risky("buy_option", |scene, random| {
        let _ = scene.world.start_sale(); // there may be one to buy from
        let series = vaults_or_any(scene, random);
        let left = scene.world.vault_state().sale;
        let contracts = random.amount(left.contracts - left.sold);
        let who = random.of(&scene.people);
        done(scene.world.buy(who, &series, contracts, u64::MAX))
    }),
    always("end_sale", |scene, random| {
        let series = vaults_or_any(scene, random);
        done(scene.world.end_sale(&series))
    }),
    risky("open_hedge", |scene, _| done(scene.world.open_hedge())),
    risky("fill_hedge", |scene, random| {
        if let Some(series) = scene.vaults_series() {
            let _ = scene.world.end_sale(&series); // its hedge may be due
        }
        let _ = scene.world.open_hedge(); // there may be one to fill
        let base = random.amount(50_000_000_000);
        let side = scene.world.vault_state().hedge.side;
        let limit = [u64::MAX, 0][usize::from(side)];
        let who = random.of(&scene.people);
        done(scene.world.fill_hedge(who, base, limit))
    }),
    always("settle_vault", |scene, random| {
        let series = vaults_or_any(scene, random);
        if random.once_in(3) {
            scene.expire(&series);
        }
        let _ = scene.world.settle_series(&series); // it may have expired
        done(scene.world.settle_vault(&series))
    }),
    risky("cross_hedges", cross),
    always("close_orders", |scene, random| {
        if random.once_in(2) {
            bring_live(scene, random);
            let _ = scene.world.open_hedge();
            scene.drift(61 + random.below(300) as i64, scene.price);
        }
        done(scene.world.close_orders())
    }),
    risky("open_buyback", |scene, random| {
        if random.once_in(2) {
            bring_live(scene, random);
        }
        done(scene.world.open_buyback())
    }),
    risky("fill_buyback", |scene, random| {
        if random.once_in(2) {
            bring_live(scene, random);
        }
        let _ = scene.world.open_buyback(); // there may be one to fill
        let series = vaults_or_any(scene, random);
        let who = person_with(scene, random, |scene, who| {
            scene.world.options(who, &series) > 0
        });
        let who = &scene.people[who];
        let held = scene.world.options(&who.key(), &series);
        let contracts = random.amount(held);
        done(scene.world.fill_buyback(who, &series, contracts, 0))
    }),
    always("claim_fees", |scene, random| {
        if random.once_in(2) {
            bring_live(scene, random);
            finish_round(scene);
            let _ = scene.world.roll_round();
        }
        done(scene.world.claim_fees())
    }),
];

/// The vault of calls against that of puts, with both live if it can be.
fn cross(scene: &mut Scene, random: &mut Random) -> Outcome {
    let vaults = scene.world.vaults.clone();
    if random.once_in(2) {
        for vault in &vaults {
            scene.world.vault = *vault;
            bring_live(scene, random);
        }
    }
    let calls = vaults.iter().position(|vault| vault.kind == Kind::Call);
    let (seller, buyer) = match calls {
        Some(0) => (vaults[0], vaults[1]),
        _ => (vaults[1], vaults[0]),
    };
    done(scene.world.cross_hedges(&seller, &buyer))
}

/// Takes the vault through its steps until its options are sold and run, as far as it can be.
fn bring_live(scene: &mut Scene, random: &mut Random) {
    let _ = scene.world.roll_round();
    if scene.world.start_sale().is_err() {
        return;
    }
    let Some(series) = scene.vaults_series() else {
        return;
    };
    let offered = scene.world.vault_state().sale.contracts;
    let who = random.of(&scene.people);
    let _ = scene.world.buy(who, &series, offered / 2, u64::MAX);
    scene.drift(301, scene.price);
    scene.drift(301, scene.price);
    let _ = scene.world.end_sale(&series);
}

/// Brings the vault's round to its end, if one is on.
fn finish_round(scene: &mut Scene) {
    if let Some(series) = scene.vaults_series() {
        scene.expire(&series);
        let _ = scene.world.end_sale(&series);
        let _ = scene.world.settle_series(&series);
        let _ = scene.world.settle_vault(&series);
    }
}
