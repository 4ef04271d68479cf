//! Receipts of other rounds and vaults, sales of other series, limits that no trade meets, winding down.

use ballast::state::VaultParams;
use ballast_client::{instructions as ix, VaultKeys};
use ballast_harness::{setup::SOL, Setup};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::{
    actions::{done, Outcome},
    choice::{any_series, person_with, receipt, series_where, vaults_or_any},
    random::Random,
    scene::Scene,
};

/// A receipt of one round, used as if it were of another.
pub fn old_receipts(scene: &mut Scene, random: &mut Random) -> Outcome {
    let who = random.below(scene.people.len() as u64) as usize;
    let round = scene.world.vault_state().book.round;
    if random.once_in(2) {
        let amount = scene.world.vault_state().params.min_deposit * 2;
        let person = &scene.people[who];
        let _ = scene.world.queue_deposit(person, amount);
        let shares = scene.world.shares(&person.key());
        let _ = scene.world.queue_withdrawal(person, shares / 3);
    }
    let deposited = receipt(scene, random, VaultKeys::deposit_receipt);
    let withdrawn = receipt(scene, random, VaultKeys::withdrawal_receipt);
    match random.below(9) {
        0 => done(scene.world.claim_shares(&scene.people[who], round)),
        6 => with_another_round(scene, random, deposited),
        7 => with_another_round(scene, random, (who, round)),
        8 => with_another_vault(scene, who),
        1 => done(scene.world.claim_withdrawal(&scene.people[who], round)),
        2 => {
            let person = &scene.people[deposited.0];
            let owner = person.key();
            let (keys, vault) = (scene.world.keys, scene.world.vault);
            let cancel = ix::cancel_deposit(&keys, &vault, &owner, deposited.1, u64::MAX);
            done(scene.world.send(&[cancel], &[&person.wallet]))
        }
        3 => {
            let person = &scene.people[withdrawn.0];
            let owner = person.key();
            let (keys, vault) = (scene.world.keys, scene.world.vault);
            let cancel = ix::cancel_withdrawal(&keys, &vault, &owner, withdrawn.1, 1);
            done(scene.world.send(&[cancel], &[&person.wallet]))
        }
        4 => {
            let person = &scene.people[deposited.0];
            done(scene.world.reclaim_deposit(person, deposited.1))
        }
        _ => {
            // All but an atom of what is queued.
            let person = &scene.people[who];
            let queued = scene.world.deposit_receipt(&person.key(), round);
            let amount = queued.map_or(1, |receipt| receipt.amount - 1);
            done(scene.world.cancel_part(person, amount))
        }
    }
}

/// A claim with the record of another round.
fn with_another_round(
    scene: &mut Scene,
    random: &mut Random,
    (who, of_round): (usize, u64),
) -> Outcome {
    let person = &scene.people[who];
    let (keys, vault) = (scene.world.keys, scene.world.vault);
    let mut claim = ix::claim_shares(&keys, &vault, &person.key(), of_round);
    let other = vault.round(random.below(of_round + 1));
    for meta in &mut claim.accounts {
        if meta.pubkey == vault.round(of_round) {
            meta.pubkey = other;
        }
    }
    done(scene.world.send(&[claim], &[&person.wallet]))
}

/// A receipt of one vault, taken back from another.
fn with_another_vault(scene: &mut Scene, who: usize) -> Outcome {
    let person = &scene.people[who];
    let vaults = [scene.world.vaults[0], scene.world.vaults[1]];
    let mut receipts = Vec::new();
    for vault in vaults {
        scene.world.vault = vault;
        let state = scene.world.vault_state();
        let _ = scene.world.queue_deposit(person, state.params.min_deposit);
        receipts.push(vault.deposit_receipt(&person.key(), state.book.round));
    }
    let round = scene.world.vault_state().book.round;
    let keys = scene.world.keys;
    let mut cancel = ix::cancel_deposit(&keys, &vaults[1], &person.key(), round, 1);
    for meta in &mut cancel.accounts {
        if meta.pubkey == receipts[1] {
            meta.pubkey = receipts[0];
        }
    }
    done(scene.world.send(&[cancel], &[&person.wallet]))
}

/// A vault that neither hedges nor buys back, one that may spend nothing, one that takes little.
pub fn another_vault(scene: &mut Scene, random: &mut Random) -> Outcome {
    let mut params: VaultParams = Setup::localnet().vault;
    params.schedule.tenor_days = 1;
    params.schedule.phase_days = 0;
    match random.below(4) {
        0 => params.hedge.target_delta_bps = 0,
        1 => params.buyback.max_gamma_bps = 0,
        2 => params.buyback.max_cost_bps = 0,
        _ => params.deposit_cap = params.min_deposit,
    }
    let id = scene.world.vaults.len() as u16;
    if id < 4 {
        let kind = *random.of(&Kind::ALL);
        let _ = scene.world.create_vault(id, kind, params);
    }
    let last = *scene.world.vaults.last().expect("the first");
    scene.world.vault = last;
    let who = random.of(&scene.people);
    let amount = scene.world.vault_state().params.min_deposit;
    let _ = scene.world.queue_deposit(who, amount.saturating_mul(2));
    let _ = scene.world.roll_round();
    match random.below(3) {
        0 => done(scene.world.open_hedge()),
        1 => done(scene.world.open_buyback()),
        _ => done(scene.world.queue_deposit(who, u64::MAX / 2)),
    }
}

/// A sale of another series than the rule's, of another kind, in another round.
pub fn another_series(scene: &mut Scene, random: &mut Random) -> Outcome {
    let series = any_series(scene, random);
    let admin = scene.world.admin.pubkey();
    match random.below(3) {
        0 => {
            let (keys, vault) = (scene.world.keys, scene.world.vault);
            let start = ix::start_sale(&keys, &vault, &series, &admin);
            done(scene.world.send(&start, &[]))
        }
        1 => done(scene.world.end_sale(&series)),
        _ => done(scene.world.settle_vault(&series)),
    }
}

/// A vault that is being wound down takes nothing and sells nothing; what is queued comes back.
pub fn wind_down(scene: &mut Scene, random: &mut Random) -> Outcome {
    let admin = scene.world.admin.insecure_clone();
    let who = random.below(scene.people.len() as u64) as usize;
    if random.once_in(4) {
        let mut params = scene.world.vault_state().params;
        let _ = scene
            .world
            .queue_deposit(&scene.people[who], params.min_deposit);
        params.withdraw_only = 1;
        let _ = scene.world.tighten_vault(&admin, params);
        let _ = scene.world.roll_round();
    }
    let (owner, round) = receipt(scene, random, VaultKeys::deposit_receipt);
    match random.below(3) {
        0 => done(scene.world.claim_shares(&scene.people[owner], round)),
        1 => scene.world.start_sale().map(|_| ()),
        _ => done(scene.world.queue_deposit(&scene.people[who], SOL)),
    }
}

/// Limits that no trade meets, and amounts beyond what there is.
pub fn limits(scene: &mut Scene, random: &mut Random) -> Outcome {
    let series = vaults_or_any(scene, random);
    let who = person_with(scene, random, |scene, who| {
        scene.world.options(who, &series) > 0
    });
    let who = &scene.people[who];
    match random.below(4) {
        0 => done(scene.world.buy(who, &series, SOL, 0)),
        1 => {
            let side = scene.world.vault_state().hedge.side;
            let limit = [0, u64::MAX][usize::from(side)];
            done(scene.world.fill_hedge(who, SOL, limit))
        }
        2 => {
            let held = scene.world.options(&who.key(), &series);
            done(scene.world.fill_buyback(who, &series, held, u64::MAX))
        }
        _ => {
            let settled = series_where(scene, random, |state| state.settled);
            let all = scene.world.supply(&settled.option_mint);
            let who = random.of(&scene.people);
            done(scene.world.redeem(who, &settled, all.saturating_add(1)))
        }
    }
}

/// Other terms in the slot of a purchase, and no series to refresh.
pub fn same_slot(scene: &mut Scene, random: &mut Random) -> Outcome {
    let _ = scene.world.start_sale();
    let series = vaults_or_any(scene, random);
    if random.once_in(2) {
        return done(scene.world.refresh_book(&[]));
    }
    let admin = scene.world.admin.insecure_clone();
    let (keys, vault) = (scene.world.keys, scene.world.vault);
    let params = scene.world.market().params;
    let who = random.of(&scene.people);
    let _ = scene.world.open_options(who, &series);
    let both = [
        ix::tighten_market(&keys, &admin.pubkey(), params),
        ix::buy_option(&keys, &vault, &series, &who.key(), SOL, u64::MAX),
    ];
    done(scene.world.send(&both, &[&admin, &who.wallet]))
}
