//! What must be true after every action, and of every action.

use ballast::{
    errors::BallastError,
    state::{MarginAccount, MarketParams, Vault},
};
use ballast_client::errors::{code, from_code};
use ballast_harness::TxError;
use option_risk::{
    breaker::{
        Reason, Stage, MAX_HALTS_PER_DAY, MAX_HALT_SECS, MAX_PAUSES_IN_A_ROW, MAX_PAUSE_SECS,
    },
    governance::Directions,
    units::Kind,
};

use crate::{
    actions::{Action, Outcome},
    fairness::{self, Stake},
    health,
    probes::GUARDS,
    random::Random,
    scene::{minted, Scene},
    watched::Feature,
};

/// The actions that must raise the health of the account they are done to.
const LIQUIDATIONS: [&str; 2] = ["liquidate", "liquidate_with_options"];

/// What is compared before and after.
pub struct Seen {
    stage: Stage,
    trips: u64,
    params: MarketParams,
    vaults: Vec<Vault>,
    stakes: Vec<Stake>,
    accounts: Vec<MarginAccount>,
}

/// Acts, and says what came of it; an error is a broken invariant.
pub fn checked(
    scene: &mut Scene,
    random: &mut Random,
    action: &Action,
    before: Option<Seen>,
) -> Result<(Outcome, Seen), String> {
    let liquidates = LIQUIDATIONS.contains(&action.name);
    if liquidates {
        // So that health before and after are of one print.
        let _ = scene.world.observe();
    }
    let before = match before {
        Some(seen) if !liquidates => seen,
        _ => Seen::of(scene),
    };
    let old_health = liquidates.then(|| health::of(scene, &before.accounts));
    {
        let notes = &mut *scene.log.borrow_mut();
        notes.outcomes.clear();
        notes.received.clear();
    }
    let outcome = (action.act)(scene, random);
    let done = std::mem::take(&mut scene.log.borrow_mut().outcomes);
    let after = Seen::of(scene);
    if let Some(violation) = scene.log.borrow_mut().violation.take() {
        return Err(violation);
    }
    require_expected(action, &outcome, &done)?;
    require_bounded_halts(scene)?;
    require_slow_loosening(&before, &after, &done)?;
    fairness::require(&before.stakes, &after.stakes, action.name)?;
    if action.is_risky && outcome.is_ok() {
        require_permitted(&before, &after)?;
    }
    if outcome.is_ok() && after.trips == before.trips {
        if let Some(old) = old_health {
            let new = health::of(scene, &after.accounts);
            let (old_accounts, new_accounts) = (&before.accounts, &after.accounts);
            health::require_better((old_accounts, &old), (new_accounts, &new))?;
        }
    }
    require_balanced(scene, action)?;
    require_fixed_settlements(scene)?;
    if outcome == Err(TxError::Program(code(BallastError::BreakerTripped))) {
        let _ = scene.world.observe();
        let seen = Seen::of(scene);
        if seen.trips == before.trips {
            return Err("a trip that stopped a fill was not recorded".to_owned());
        }
        require_bounded_halts(scene)?;
        return Ok((outcome, seen));
    }
    Ok((outcome, after))
}

impl Seen {
    fn of(scene: &mut Scene) -> Self {
        let (market, now) = (scene.world.market(), scene.world.now());
        let vaults = scene.world.vault_states();
        let mut stakes = Vec::new();
        for (keys, vault) in scene.world.vaults.clone().iter().zip(&vaults) {
            let supply = scene.world.supply(&keys.share_mint);
            stakes.push(Stake::of(&market, vault, supply));
        }
        Self {
            stage: market.risk.breaker.stage_at(&market.params.breaker, now),
            trips: market.risk.breaker.trip_count,
            params: market.params,
            vaults,
            stakes,
            accounts: accounts(scene),
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

/// A refusal has a number, and is not one that says the program is wrong. A prank may fail in the runtime's words.
fn require_expected(action: &Action, outcome: &Outcome, done: &[Feature]) -> Result<(), String> {
    for (name, found) in done {
        let found = found.and_then(from_code);
        if let Some(error) = found.filter(|error| GUARDS.contains(error)) {
            return Err(format!("{name}: {error}"));
        }
    }
    match outcome {
        Err(TxError::Runtime(text)) => {
            // The system program's zero: an account that exists.
            let exists = text.ends_with("invalid instruction data");
            match exists || action.name == "prank" {
                true => Ok(()),
                false => Err(text.clone()),
            }
        }
        _ => Ok(()),
    }
}

/// Parameters loosen by an executed proposal only.
fn require_slow_loosening(before: &Seen, after: &Seen, done: &[Feature]) -> Result<(), String> {
    if done.contains(&("execute_proposal", None)) {
        return Ok(());
    }
    let market = before.params.loosened(&after.params);
    let vaults = before.vaults.iter().zip(&after.vaults);
    let mut vault = vaults.filter_map(|(old, new)| old.params.loosened(&new.params));
    match market.or(vault.next()) {
        Some(field) => Err(format!("{field} loosened at once")),
        None => Ok(()),
    }
}

/// A settlement price, once fixed, stays.
fn require_fixed_settlements(scene: &mut Scene) -> Result<(), String> {
    for keys in scene.world.series.clone() {
        let series = scene.world.series_state(&keys);
        if series.settled {
            let price = series.settlement_price;
            let first = *scene.settled.entry(keys.series).or_insert(price);
            if first != price {
                return Err(format!("a settlement price went from {first} to {price}"));
            }
        }
    }
    Ok(())
}

/// No halt and no pauses in a row are longer than their bound, no day has more than its halts.
fn require_bounded_halts(scene: &mut Scene) -> Result<(), String> {
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
    scene
        .trips
        .extend(breaker.halt_starts.iter().filter(|ts| **ts > 0));
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

/// The books balance to the atom, and no token is made or lost.
fn require_balanced(scene: &mut Scene, action: &Action) -> Result<(), String> {
    scene.world.audit()?;
    for kind in Kind::ALL {
        let books = scene.world.conservation(kind);
        let given = &mut scene.donated[kind as usize];
        if action.name == "prank" {
            // Whoever signs may have their own tokens sent to an account of the program's, which then has received them.
            let surplus = books.held.saturating_sub(books.owed);
            let mint = scene.world.keys.collateral_mint(kind);
            let received = scene.log.borrow().received.get(&mint).copied();
            *given = surplus.clamp(*given, *given + received.unwrap_or(0));
        }
        if books.held != books.owed + *given {
            return Err(format!("{kind:?}: {books:?}, given {:?}", scene.donated));
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
