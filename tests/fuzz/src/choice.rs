//! Choosing what an action is about, so that it often works.

use anchor_lang::prelude::Pubkey;
use ballast::state::{MarginAccount, Series};
use ballast_client::{SeriesKeys, VaultKeys};

use option_risk::units::Kind;

use crate::{
    random::Random,
    scene::{Scene, PEOPLE},
};

pub fn any_series(scene: &Scene, random: &mut Random) -> SeriesKeys {
    *random.of(&scene.world.series)
}

/// Mostly a series in this state, if there is one.
pub fn series_where(
    scene: &mut Scene,
    random: &mut Random,
    wanted: impl Fn(&Series) -> bool,
) -> SeriesKeys {
    let mut fitting = scene.world.series.clone();
    fitting.retain(|series| wanted(&scene.world.series_state(series)));
    if fitting.is_empty() || random.once_in(4) {
        return any_series(scene, random);
    }
    *random.of(&fitting)
}

/// Somebody of whom this is true, if there is anybody; anybody otherwise.
pub fn person_with(
    scene: &mut Scene,
    random: &mut Random,
    wanted: impl Fn(&mut Scene, &Pubkey) -> bool,
) -> usize {
    let first = random.below(PEOPLE as u64) as usize;
    for offset in 0..PEOPLE {
        let index = (first + offset) % PEOPLE;
        let key = scene.people[index].key();
        if wanted(scene, &key) {
            return index;
        }
    }
    first
}

/// Owners of margin accounts: the people and the insurance fund.
pub fn owners(scene: &Scene) -> Vec<Pubkey> {
    let mut owners: Vec<Pubkey> = scene.people.iter().map(|person| person.key()).collect();
    owners.push(scene.world.keys.insurance_authority());
    owners
}

/// The owner of an account of which this is true, if there is one; any owner otherwise.
pub fn owner_with(
    scene: &mut Scene,
    random: &mut Random,
    kind: Kind,
    wanted: impl Fn(&MarginAccount) -> bool,
) -> Pubkey {
    let owners = owners(scene);
    let first = random.below(owners.len() as u64) as usize;
    for offset in 0..owners.len() {
        let owner = owners[(first + offset) % owners.len()];
        if scene.world.margin(&owner, kind).is_some_and(|a| wanted(&a)) {
            return owner;
        }
    }
    owners[first]
}

pub fn vaults_or_any(scene: &mut Scene, random: &mut Random) -> SeriesKeys {
    let other = any_series(scene, random);
    scene.vaults_series().unwrap_or(other)
}

/// A receipt that exists, if there is one; any otherwise.
pub fn receipt(
    scene: &mut Scene,
    random: &mut Random,
    address: fn(&VaultKeys, &Pubkey, u64) -> Pubkey,
) -> (usize, u64) {
    match scene.receipts(address).as_slice() {
        [] => (random.below(PEOPLE as u64) as usize, random.below(3)),
        found => *random.of(found),
    }
}
