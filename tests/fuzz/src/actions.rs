//! What may happen next.

use ballast_client::SeriesKeys;
use ballast_harness::{scenes::expiry, setup::DOLLAR, Receipt, TxError};
use option_risk::units::Kind;

use crate::{
    accounts,
    choice::{any_series, owner_with, owners, person_with, series_where},
    clearing, governance, guard, hostile, probes,
    random::Random,
    scene::Scene,
    vaults,
};

pub type Outcome = Result<(), TxError>;

/// Something that may be done.
pub struct Action {
    pub name: &'static str,
    /// Whether the breaker stops it in a halt.
    pub is_risky: bool,
    pub act: fn(&mut Scene, &mut Random) -> Outcome,
}

pub const fn risky(name: &'static str, act: fn(&mut Scene, &mut Random) -> Outcome) -> Action {
    Action {
        name,
        is_risky: true,
        act,
    }
}

pub const fn always(name: &'static str, act: fn(&mut Scene, &mut Random) -> Outcome) -> Action {
    Action {
        name,
        is_risky: false,
        act,
    }
}

/// Every action; time and prices come up as often as all the others together.
const ACTIONS: &[Action] = &[
    always("observe", |scene, _| done(scene.world.observe())),
    always("refresh_book", refresh_book),
    always("junk_print", guard::junk),
    always("pause_market", guard::pause),
    always("lift_pause", guard::lift),
    always("create_series", create_series),
    always("deposit_collateral", deposit),
    always("withdraw_collateral", withdraw),
    risky("write_option", |scene, random| {
        let (who, series) = (random.of(&scene.people), any_series(scene, random));
        let contracts = random.amount(50_000_000_000);
        done(scene.world.write(who, &series, contracts))
    }),
    always("close_short", |scene, random| {
        let (who, series) = (random.of(&scene.people), any_series(scene, random));
        let held = scene.world.options(&who.key(), &series);
        let contracts = random.amount(held);
        done(scene.world.close_short(who, &series, contracts))
    }),
    always("transfer_options", |scene, random| {
        let (from, to) = (random.of(&scene.people), random.of(&scene.people));
        let series = any_series(scene, random);
        let held = scene.world.options(&from.key(), &series);
        let amount = random.below(held + 1);
        scene.world.open_options(from, &series)?;
        done(scene.world.transfer_options(from, to, &series, amount))
    }),
    risky("liquidate", clearing::liquidate),
    risky("liquidate_with_options", clearing::burn),
    always("flag_account", clearing::flag),
    always("unflag_account", clearing::unflag),
    always("backstop_account", clearing::backstop),
    always("sweep_backstop", clearing::sweep),
    always("fund_insurance", |scene, random| {
        let (who, kind) = (random.of(&scene.people), *random.of(&Kind::ALL));
        let amount = random.amount(1_000_000_000);
        done(scene.world.fund_insurance(who, kind, amount))
    }),
    always("deposit_option", clearing::deposit_options),
    always("withdraw_option", clearing::withdraw_options),
    always("settle_long", clearing::settle_long),
    always("net_position", clearing::net),
    always("settle_series", |scene, random| {
        let now = scene.world.now();
        let series = series_where(scene, random, |state| {
            !state.settled && state.expiry_ts <= now
        });
        done(scene.world.settle_series(&series))
    }),
    always("settle_short", |scene, random| {
        let series = series_where(scene, random, |state| {
            state.settled && state.open_shorts > 0
        });
        let owner = owner_with(scene, random, series.kind, |account| {
            account.short_of(&series.series) > 0
        });
        done(scene.world.settle_short(&owner, &series))
    }),
    always("redeem_option", |scene, random| {
        let now = scene.world.now();
        let series = series_where(scene, random, |state| state.expiry_ts <= now);
        settle_all(scene, &series); // its pool may be short of a payoff
        let who = person_with(scene, random, |scene, who| {
            scene.world.options(who, &series) > 0
        });
        let who = &scene.people[who];
        let held = scene.world.options(&who.key(), &series);
        let contracts = random.amount(held);
        done(scene.world.redeem(who, &series, contracts))
    }),
];

static TIME: Action = always("time and price", move_on);

/// Everything that may be done, time and prices aside.
fn tables() -> impl Iterator<Item = &'static Action> {
    let all = [
        ACTIONS,
        vaults::ACTIONS,
        accounts::ACTIONS,
        governance::ACTIONS,
        hostile::ACTIONS,
        probes::ACTIONS,
    ];
    all.into_iter().flatten()
}

/// The next action.
pub fn pick(random: &mut Random) -> &'static Action {
    match random.once_in(3) {
        true => &TIME,
        false => any(random),
    }
}

/// Anything but the passing of time.
pub fn any(random: &mut Random) -> &'static Action {
    let index = random.below(tables().count() as u64) as usize;
    tables().nth(index).expect("one of them")
}

/// The action of a name, if there is one.
pub fn named(name: &str) -> Option<&'static Action> {
    let mut all = tables().chain([&TIME]);
    all.find(|action| action.name == name)
}

pub fn done(outcome: Result<Receipt, TxError>) -> Outcome {
    outcome.map(|_| ())
}

/// Settles what can be settled of a series.
pub fn settle_all(scene: &mut Scene, series: &SeriesKeys) {
    let _ = scene.world.settle_series(series);
    let _ = scene.world.settle_vault(series);
    for owner in owners(scene) {
        let _ = scene.world.net_position(&owner, series);
        let _ = scene.world.settle_short(&owner, series);
    }
}

/// Mostly a minute and fractions of a percent; sometimes a jump, sometimes past the next expiry.
fn move_on(scene: &mut Scene, random: &mut Random) -> Outcome {
    let secs = match random.below(8) {
        0 => (expiry(&scene.world, 0) - scene.world.now()) as u64 + random.below(120),
        1 | 2 => 3_600,
        _ => 1 + random.below(120),
    };
    let range = match random.below(8) {
        0 => 1_500, // bps
        1..=3 => 500,
        _ => 80,
    };
    let change = 10_000 - range + random.below(2 * range + 1);
    let price = scene.price / 10_000 * change;
    scene.price = price.clamp(60 * DOLLAR, 600 * DOLLAR);
    scene.world.advance(secs as i64);
    scene.world.set_price(scene.price);
    Ok(())
}

fn create_series(scene: &mut Scene, random: &mut Random) -> Outcome {
    let kind = *random.of(&Kind::ALL);
    let strike = scene.price / DOLLAR * (80 + random.below(41)) / 100 * DOLLAR;
    let days = random.below(3) as u32;
    let expiry_ts = expiry(&scene.world, days);
    scene
        .world
        .create_series(kind, strike, expiry_ts)
        .map(|_| ())
}

/// Up to eight series, some perhaps twice, mostly at a fresh price.
fn refresh_book(scene: &mut Scene, random: &mut Random) -> Outcome {
    if !random.once_in(4) {
        let _ = scene.world.observe();
    }
    let count = 1 + random.below(8);
    let series: Vec<_> = (0..count).map(|_| any_series(scene, random)).collect();
    done(scene.world.refresh_book(&series))
}

fn deposit(scene: &mut Scene, random: &mut Random) -> Outcome {
    let (from, owner) = (random.of(&scene.people), random.of(&scene.people).key());
    let kind = *random.of(&Kind::ALL);
    let wallet = scene.world.wallet(&from.key(), kind);
    let amount = random.amount(wallet / 10);
    done(scene.world.deposit(from, &owner, kind, amount))
}

fn withdraw(scene: &mut Scene, random: &mut Random) -> Outcome {
    let (who, kind) = (random.of(&scene.people), *random.of(&Kind::ALL));
    let account = scene.world.margin(&who.key(), kind);
    let amount = random.amount(account.map_or(0, |account| account.collateral));
    done(scene.world.withdraw(who, kind, amount))
}

#[cfg(test)]
mod tests {
    use ballast_client::instructions::INSTRUCTIONS;

    use super::*;

    /// By the name a transaction is known to be one that a halt stops.
    #[test]
    fn risky_actions_are_named_as_their_instructions() {
        let mut risky = tables().filter(|action| action.is_risky).peekable();
        assert!(risky.peek().is_some());
        for action in risky {
            let mut known = INSTRUCTIONS.iter().map(|(name, _)| *name);
            assert!(known.any(|name| name == action.name), "{}", action.name);
        }
    }
}
