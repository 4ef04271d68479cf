//! Auctions, liquidations, the insurance fund and deposited options.

use anchor_lang::prelude::Pubkey;
use ballast::errors::BallastError::AccountHealthy;
use ballast_client::{errors::code, views, SeriesKeys};
use ballast_harness::TxError;
use option_risk::units::Kind;

use crate::{
    actions::{done, settle_all, Outcome},
    choice::{any_series, owner_with, series_where},
    random::Random,
    scene::Scene,
};

/// Mostly somebody under water, if there is anybody, and a series they are short of.
fn target(scene: &mut Scene, random: &mut Random) -> (Pubkey, SeriesKeys) {
    let mut targets = Vec::new();
    for series in scene.world.series.clone() {
        for person in &scene.people {
            let owner = person.key();
            let account = scene.world.margin(&owner, series.kind);
            if account.is_some_and(|account| account.short_of(&series.series) > 0) {
                targets.push((owner, series));
            }
        }
    }
    let mut worst = targets.clone();
    let (market, now) = (scene.world.market(), scene.world.now());
    worst.retain(|(owner, series)| {
        let account = scene.world.margin(owner, series.kind);
        let health = views::health(&market, &account.expect("an account"), now);
        health.is_ok_and(|health| health.is_liquidatable())
    });
    if targets.is_empty() {
        // Nobody is short: somebody is tried all the same, and must be refused.
        targets.push((random.of(&scene.people).key(), any_series(scene, random)));
    }
    let list = if worst.is_empty() { &targets } else { &worst };
    *random.of(list)
}

pub fn flag(scene: &mut Scene, random: &mut Random) -> Outcome {
    let (owner, series) = target(scene, random);
    let observed = scene.world.observe().is_ok();
    let (market, now) = (scene.world.market(), scene.world.now());
    let account = scene.world.margin(&owner, series.kind);
    let outcome = scene.world.flag(&owner, series.kind);
    // The same print in the same second: program and client see the same health.
    let health = account.map(|account| views::health(&market, &account, now));
    if let (true, Some(Ok(health))) = (observed, health) {
        let refused = outcome.as_ref().err() == Some(&TxError::Program(code(AccountHealthy)));
        let agreed = match health.is_liquidatable() {
            true => !refused,
            false => outcome.is_err(),
        };
        if !agreed {
            scene.violated(format!("client: {health:?}, program: {outcome:?}"));
        }
    }
    done(outcome)
}

pub fn unflag(scene: &mut Scene, random: &mut Random) -> Outcome {
    let kind = *random.of(&Kind::ALL);
    let owner = owner_with(scene, random, kind, |account| account.flagged_ts != 0);
    let friend = random.of(&scene.people);
    let wallet = scene.world.wallet(&friend.key(), kind);
    let _ = scene.world.deposit(friend, &owner, kind, wallet / 2); // it may do
    done(scene.world.unflag(&owner, kind))
}

pub fn liquidate(scene: &mut Scene, random: &mut Random) -> Outcome {
    let (owner, series) = target(scene, random);
    let taker = random.of(&scene.people);
    let most = random.amount(20_000_000_000);
    done(scene.world.liquidate(taker, &owner, &series, most))
}

/// Somebody who holds options of the series, if anybody does.
pub fn burn(scene: &mut Scene, random: &mut Random) -> Outcome {
    let (owner, series) = target(scene, random);
    let mut holders = Vec::new();
    for (index, person) in scene.people.iter().enumerate() {
        if scene.world.options(&person.key(), &series) > 0 {
            holders.push(index);
        }
    }
    let holder = match holders.as_slice() {
        [] => random.of(&scene.people),
        some => &scene.people[*random.of(some)],
    };
    let held = scene.world.options(&holder.key(), &series);
    let most = random.amount(held);
    let least = random.below(2); // mostly no bound worth the name
    scene.world.open_options(holder, &series)?;
    done((scene.world).liquidate_with_options(holder, &owner, &series, most, least))
}

/// Somebody's account, and a price moved against it hour by hour until it is worth nothing, which the stable price
/// follows.
fn ruin(scene: &mut Scene, owner: &Pubkey, series: &SeriesKeys) {
    for _ in 0..30 {
        let (market, now) = (scene.world.market(), scene.world.now());
        let account = scene.world.margin(owner, series.kind);
        let health = account.map(|account| views::health(&market, &account, now));
        if !matches!(health, Some(Ok(health)) if !health.is_insolvent()) {
            return;
        }
        let per_cent = match series.kind {
            Kind::Call => 102,
            Kind::Put => 98,
        };
        scene.drift(3_600, scene.price / 100 * per_cent);
    }
}

/// Sometimes somebody is worth nothing, and the fund takes a position of theirs.
pub fn backstop(scene: &mut Scene, random: &mut Random) -> Outcome {
    let (owner, series) = target(scene, random);
    if random.once_in(3) {
        ruin(scene, &owner, &series);
    }
    done(scene.world.backstop(&owner, &series))
}

/// Mostly there is something to return.
pub fn sweep(scene: &mut Scene, random: &mut Random) -> Outcome {
    let (kind, fund) = (
        *random.of(&Kind::ALL),
        scene.world.keys.insurance_authority(),
    );
    let friend = random.of(&scene.people);
    let _ = scene.world.deposit(friend, &fund, kind, 1_000);
    done(scene.world.sweep_backstop(kind))
}

pub fn deposit_options(scene: &mut Scene, random: &mut Random) -> Outcome {
    let (who, series) = (random.of(&scene.people), any_series(scene, random));
    let held = scene.world.options(&who.key(), &series);
    let contracts = random.amount(held);
    scene.world.open_options(who, &series)?;
    done(scene.world.deposit_options(who, &series, contracts))
}

pub fn withdraw_options(scene: &mut Scene, random: &mut Random) -> Outcome {
    let series = series_where(scene, random, |state| state.deposited > 0);
    let mut holders = Vec::new();
    for (index, person) in scene.people.iter().enumerate() {
        let account = scene.world.margin(&person.key(), series.kind);
        let held = account.map_or(0, |account| account.long_of(&series.series));
        if held > 0 {
            holders.push((index, held));
        }
    }
    let (index, held) = match holders.as_slice() {
        [] => (random.below(scene.people.len() as u64) as usize, 1),
        some => *random.of(some),
    };
    let contracts = random.amount(held);
    let who = &scene.people[index];
    scene.world.open_options(who, &series)?;
    done(scene.world.withdraw_options(who, &series, contracts))
}

/// Sometimes somebody who is not short of a series deposits options of it and holds them to their settlement.
pub fn settle_long(scene: &mut Scene, random: &mut Random) -> Outcome {
    let series = match random.once_in(3) {
        true => hold_to_expiry(scene, random),
        false => series_where(scene, random, |state| state.deposited > 0),
    };
    settle_all(scene, &series); // its pool may be short of a payoff
    let owner = owner_with(scene, random, series.kind, |account| {
        account.long_of(&series.series) > 0
    });
    done(scene.world.settle_long(&owner, &series))
}

fn hold_to_expiry(scene: &mut Scene, random: &mut Random) -> SeriesKeys {
    let now = scene.world.now();
    let series = series_where(scene, random, |state| {
        state.open_shorts > 0 && state.expiry_ts > now
    });
    let seller = random.of(&scene.people);
    let buyers = scene.people.iter();
    let buyer = buyers.rev().find(|person| {
        let account = scene.world.margin(&person.key(), series.kind);
        account.is_some_and(|account| account.short_of(&series.series) == 0)
    });
    if let Some(buyer) = buyer {
        let held = scene.world.options(&seller.key(), &series);
        let _ = scene.world.open_options(seller, &series);
        let _ = scene.world.transfer_options(seller, buyer, &series, held);
        let _ = scene.world.deposit_options(buyer, &series, held);
    }
    scene.expire(&series);
    series
}

pub fn net(scene: &mut Scene, random: &mut Random) -> Outcome {
    let series = series_where(scene, random, |state| state.deposited > 0);
    let owner = owner_with(scene, random, series.kind, |account| {
        account.long_of(&series.series) > 0 && account.short_of(&series.series) > 0
    });
    done(scene.world.net_position(&owner, &series))
}
