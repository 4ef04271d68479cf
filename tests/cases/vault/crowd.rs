//! Two hundred depositors: a roll costs the same for one as for all of them.

use ballast_harness::{setup::SOL, World};
use option_risk::units::Kind;

use crate::support::on_both;

const CROWD: usize = 200;

/// Everybody comes, everybody leaves; each roll is one transaction that knows nothing of how many there are.
#[test]
fn two_hundred_depositors_roll_in_one_transaction() {
    on_both(|world| {
        let stakes: Vec<u64> = (1..=CROWD as u64).map(|n| n * SOL / 7).collect();
        let people: Vec<_> = stakes
            .iter()
            .map(|stake| world.actor(*stake, 0).unwrap())
            .collect();
        for (person, stake) in people.iter().zip(&stakes) {
            world.queue_deposit(person, *stake).unwrap();
        }
        let all = world.roll_round().unwrap().compute_units;
        for person in &people {
            world.claim_shares(person, 0).unwrap();
        }
        assert_eq!(world.round(0).unwrap().unclaimed, Default::default());

        let lone = world.actor(SOL, 0).unwrap();
        world.queue_deposit(&lone, SOL).unwrap();
        let one = world.roll_round().unwrap().compute_units;
        // The same work, but for the digits of a derived address.
        assert!(all.abs_diff(one) < 5_000, "{all} for all, {one} for one");

        world.claim_shares(&lone, 1).unwrap();
        leave_all(world, &people, &stakes);
    });
}

fn leave_all(world: &mut World, people: &[ballast_harness::Actor], stakes: &[u64]) {
    for person in people {
        let shares = world.shares(&person.key());
        world.queue_withdrawal(person, shares).unwrap();
    }
    world.roll_round().unwrap();
    for (person, stake) in people.iter().zip(stakes) {
        world.claim_withdrawal(person, 2).unwrap();
        let home = world.wallet(&person.key(), Kind::Call);
        // Rounded down each, and what that leaves goes to later claimants.
        assert!(home.abs_diff(*stake) <= CROWD as u64, "{home} of {stake}");
    }
    let record = world.round(2).unwrap();
    assert_eq!(record.unclaimed, Default::default());
    let claimable = world.vault_state().book.claimable;
    assert_eq!((claimable.base, claimable.quote), (0, 0));
}
