//! Accounts opened, emptied, closed and opened again; and what must work for everybody, whatever the stage.

use ballast::errors::BallastError;
use ballast_client::{errors::code, VaultKeys};
use ballast_harness::{Receipt, TxError};
use option_risk::units::Kind;

use crate::{
    actions::{always, done, settle_all, Action, Outcome},
    random::Random,
    scene::Scene,
};

/// Every action on accounts as such.
pub const ACTIONS: &[Action] = &[
    always("open_margin_account", |scene, random| {
        let (who, kind) = (random.of(&scene.people), *random.of(&Kind::ALL));
        let amount = random.below(1_000_000_000);
        if let Some(account) = scene.world.margin(&who.key(), kind) {
            if account.positions.iter().all(|one| one.is_free()) {
                let _ = scene.world.withdraw(who, kind, account.collateral);
                let _ = scene.world.close_margin(who, kind);
            }
        }
        done(scene.world.open_margin(who, kind, amount))
    }),
    always("close_margin_account", |scene, random| {
        let kind = *random.of(&Kind::ALL);
        for series in scene.world.series.clone() {
            if series.kind == kind && scene.world.series_state(&series).settled {
                settle_all(scene, &series);
                let _ = scene.world.settle_long(&who_key(scene, random), &series);
            }
        }
        let who = random.of(&scene.people);
        if let Some(account) = scene.world.margin(&who.key(), kind) {
            let _ = scene.world.withdraw(who, kind, account.collateral);
        }
        done(scene.world.close_margin(who, kind))
    }),
    always("open_backstop", |scene, random| {
        done(scene.world.open_backstop(*random.of(&Kind::ALL)))
    }),
    always("exits", exits),
];

fn who_key(scene: &Scene, random: &mut Random) -> anchor_lang::prelude::Pubkey {
    random.of(&scene.people).key()
}

/// Top-ups, closes, cancellations, claims and settlement work in every stage, for everybody who has something there.
fn exits(scene: &mut Scene, random: &mut Random) -> Outcome {
    let who = random.below(scene.people.len() as u64) as usize;
    let owner = scene.people[who].key();
    for kind in Kind::ALL {
        let has = scene.world.margin(&owner, kind).is_some();
        if has && scene.world.wallet(&owner, kind) > 0 {
            let person = &scene.people[who];
            let outcome = scene.world.deposit(person, &owner, kind, 1);
            require(scene, "a top-up", outcome, &[]);
        }
    }
    for series in scene.world.series.clone() {
        let Some(account) = scene.world.margin(&owner, series.kind) else {
            continue;
        };
        let short = account.short_of(&series.series);
        let held = scene.world.options(&owner, &series);
        let settled = scene.world.series_state(&series).settled;
        if short > 0 && held >= short && !settled {
            let person = &scene.people[who];
            let outcome = scene.world.close_short(person, &series, short);
            require(scene, "a close", outcome, &[]);
        }
        if short > 0 && settled {
            let outcome = scene.world.settle_short(&owner, &series);
            // Named steps come first.
            let first = [BallastError::NotNetted, BallastError::LongUnsettled];
            require(scene, "a settlement", outcome, &first);
        }
    }
    let round = scene.world.vault_state().book.round;
    for (index, of_round) in scene.receipts(VaultKeys::deposit_receipt) {
        let person = &scene.people[index];
        if of_round == round {
            let outcome = scene.world.cancel_deposit(person);
            require(scene, "a cancellation", outcome, &[]);
        } else if scene.world.claim_shares(person, of_round).is_err() {
            let outcome = scene.world.reclaim_deposit(person, of_round);
            require(scene, "a claim or its deposit", outcome, &[]);
        }
    }
    for (index, of_round) in scene.receipts(VaultKeys::withdrawal_receipt) {
        if of_round < round {
            let person = &scene.people[index];
            let outcome = scene.world.claim_withdrawal(person, of_round);
            require(scene, "a claim", outcome, &[]);
        }
    }
    Ok(())
}

/// It worked, or was refused for one of these reasons.
fn require(
    scene: &mut Scene,
    what: &str,
    outcome: Result<Receipt, TxError>,
    unless: &[BallastError],
) {
    match outcome {
        Ok(_) => {}
        Err(TxError::Program(found)) if unless.iter().any(|error| code(*error) == found) => {}
        Err(error) => scene.violated(format!("{what} was refused: {error}")),
    }
}
