//! What must be true after every action, and of every action.

use ballast::{
    errors::BallastError,
    state::{MarginAccount, Vault},
};
use ballast_client::errors::from_code;
use ballast_harness::TxError;
use option_risk::{
    breaker::{
        Reason, Stage, MAX_HALTS_PER_DAY, MAX_HALT_SECS, MAX_PAUSES_IN_A_ROW, MAX_PAUSE_SECS,
    },
    units::Kind,
};

use super::{
    actions::Action,
    random::Random,
    scene::{minted, Scene},
};
use crate::support::KINDS;

/// The actions that must raise the health of the account they are done to.
const LIQUIDATIONS: [&str; 2] = ["liquidate", "liquidate_with_options"];

/// Collateral and maintenance requirement of one account.
type Health = Option<(u64, u64)>;

/// What is compared before and after.
struct Seen {
    stage: Stage,
    trips: u64,
    vaults: Vec<Vault>,
    accounts: Vec<MarginAccount>,
    health: Vec<Health>,
}

/// Acts, and says whether it worked; an error is a broken invariant.
pub fn checked(scene: &mut Scene, random: &mut Random, action: &Action) -> Result<bool, String> {
    if LIQUIDATIONS.contains(&action.name) {
        // So that health before and after are of one print.
        let _ = scene.world.observe();
    }
    let before = Seen::of(scene);
    let outcome = (action.act)(scene, random);
    let after = Seen::of(scene);
    require_expected(&outcome)?;
    require_bounded_halts(scene, &before, &after)?;
    if action.is_risky && outcome.is_ok() {
        require_permitted(&before, &after)?;
    }
    if LIQUIDATIONS.contains(&action.name) && outcome.is_ok() && after.trips == before.trips {
        require_better_health(&before, &after)?;
    }
    require_balanced(scene)?;
    Ok(outcome.is_ok())
}

impl Seen {
    fn of(scene: &mut Scene) -> Self {
        let (market, now) = (scene.world.market(), scene.world.now());
        let accounts = accounts(scene);
        let health = accounts
            .iter()
            .map(|account| {
                let health = ballast_client::views::health(&market, account, now).ok()?;
                Some((health.collateral, health.maintenance.required))
            })
            .collect();
        Self {
            stage: market.risk.breaker.stage_at(&market.params.breaker, now),
            trips: market.risk.breaker.trip_count,
            vaults: scene.world.vault_states(),
            accounts,
            health,
        }
    }

    /// Nothing of vault and margin accounts differs.
    fn same_books(&self, other: &Self) -> bool {
        let shown = |seen: &Self| format!("{:?} {:?}", seen.vaults, seen.accounts);
        shown(self) == shown(other)
    }
}

fn accounts(scene: &mut Scene) -> Vec<MarginAccount> {
    let mut all = Vec::new();
    for (owner, kind) in scene.world.margins.clone() {
        all.extend(scene.world.margin(&owner, kind));
    }
    all
}

/// A refusal has a number, and is not one that says the program is wrong.
fn require_expected(outcome: &Result<(), TxError>) -> Result<(), String> {
    match outcome {
        Err(TxError::Program(code)) => match from_code(*code) {
            Some(error @ (BallastError::InvariantBroken | BallastError::Math)) => {
                Err(error.to_string())
            }
            _ => Ok(()),
        },
        // The system program's zero: an account that exists.
        Err(TxError::Runtime(text)) if text.ends_with("invalid instruction data") => Ok(()),
        Err(other) => Err(other.to_string()),
        Ok(()) => Ok(()),
    }
}

/// No halt and no pauses in a row are longer than their bound, no day has more than its halts.
fn require_bounded_halts(scene: &mut Scene, before: &Seen, after: &Seen) -> Result<(), String> {
    let now = scene.world.now();
    let breaker = scene.world.market().risk.breaker;
    let lasts = breaker.halt_until_ts - breaker.halt_started_ts;
    let bound = match breaker.reason() {
        Reason::Guardian => u32::from(MAX_PAUSES_IN_A_ROW) * MAX_PAUSE_SECS,
        _ => MAX_HALT_SECS,
    };
    if breaker.stage() == Stage::Halted && lasts > i64::from(bound) {
        return Err(format!("a halt of {lasts} s"));
    }
    if after.trips > before.trips {
        scene.trips.push(now);
    }
    let day_ago = now - 86_400;
    let today = scene.trips.iter().filter(|ts| **ts > day_ago).count();
    if today > MAX_HALTS_PER_DAY as usize {
        return Err(format!("{today} halts in a day"));
    }
    Ok(())
}

/// In a halt, on record or just tripped, nothing of vault or margin accounts moves.
fn require_permitted(before: &Seen, after: &Seen) -> Result<(), String> {
    let tripped = after.trips > before.trips;
    if before.stage == Stage::Halted {
        return Err("it acted in a halt".to_string());
    }
    if tripped && !before.same_books(after) {
        return Err("it acted on the print that tripped".to_string());
    }
    Ok(())
}

/// The account whose short shrank is better off.
fn require_better_health(before: &Seen, after: &Seen) -> Result<(), String> {
    let shorts = MarginAccount::shorts;
    let (old, new) = (&before.accounts, &after.accounts);
    for index in 0..old.len() {
        if shorts(&new[index]) >= shorts(&old[index]) {
            continue;
        }
        let (Some(was), Some(is)) = (before.health[index], after.health[index]) else {
            return Err("no health".to_string());
        };
        let rose = u128::from(is.0) * u128::from(was.1) > u128::from(was.0) * u128::from(is.1);
        // With nothing to pay from, or nothing left to require, there is no ratio to raise.
        if was.0 > 0 && is.1 > 0 && !rose {
            return Err(format!("health from {was:?} to {is:?}"));
        }
        if was.0 >= was.1 {
            return Err(format!("liquidated in health: {was:?}"));
        }
    }
    Ok(())
}

/// The books balance to the atom, and no token is made or lost.
fn require_balanced(scene: &mut Scene) -> Result<(), String> {
    scene.world.audit()?;
    for kind in KINDS {
        let books = scene.world.conservation(kind);
        if books.held != books.owed {
            return Err(format!("{kind:?}: {books:?}"));
        }
        let sum = total(scene, kind);
        if sum != minted(kind) {
            return Err(format!("{kind:?}: {sum} of {}", minted(kind)));
        }
    }
    Ok(())
}

/// Tokens of a kind's collateral that people and program hold.
fn total(scene: &mut Scene, kind: Kind) -> u64 {
    let fund = scene.world.keys.insurance(kind);
    let mut sum = scene.world.conservation(kind).held + scene.world.tokens(&fund);
    for person in &scene.people {
        sum += scene.world.wallet(&person.key(), kind);
    }
    sum
}
