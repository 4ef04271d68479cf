//! The first depositor of a vault makes its shares so dear that rounding takes from whoever comes next.
//!
//! Donations move no price: shares are of what the vault has booked. Burning shares does, but the virtual shares keep a
//! thousand times the price of a share, and a roll whose deposits would lose more than a thousandth to rounding sends
//! them back. What remains: that is judged for all deposits of a roll together, and a receipt that is smaller than a
//! share, in a roll with large ones, gets none. Its owner loses less than a share's price, the burner a thousand times
//! that.

use ballast_harness::setup::SOL;
use option_risk::{shares::VIRTUAL_SHARES, units::Kind};

use crate::{
    ledger::{cash, enter, stake},
    scenes::rich,
    support::on_both,
};

/// What the attacker puts in, gives away and meets.
const SIZES: [(u64, u64, u64); 5] = [
    (SOL / 100, 1, SOL / 100),
    (SOL / 100, 5_000 * SOL, SOL / 100),
    (SOL + 7, 1_000_000, 333_333_333),
    (77 * SOL + 1, 999 * SOL, 999 * SOL + 13),
    (1_000 * SOL, 5_000 * SOL, SOL / 100 + 1),
];

/// Before and after the attacker's own roll, and between the victim's deposit and its roll.
#[test]
fn donations_of_every_size_take_nothing() {
    on_both(|world| {
        let (attacker, victim) = (rich(world), rich(world));
        let admin = world.admin.insecure_clone();
        for (entry, gift, deposit) in SIZES {
            let vault = world.vault.vault;
            let give = |amount| world.fund(&vault, Kind::Call, amount);
            let gifts = [give(gift / 3 + 1), give(gift), give(gift * 2)];
            world.send(&gifts[0], &[&admin]).unwrap();
            enter(world, &attacker, entry);
            world.send(&gifts[1], &[&admin]).unwrap();
            let round = world.vault_state().book.round;
            world.queue_deposit(&victim, deposit).unwrap();
            world.send(&gifts[2], &[&admin]).unwrap();
            world.roll_round().unwrap();
            world.claim_shares(&victim, round).unwrap();
            let (back, kept) = (world.leave(&victim), world.leave(&attacker));
            // An atom for each rounding; whoever leaves last takes it.
            assert!(
                (deposit - 3..=deposit).contains(&back),
                "{back} of {deposit}"
            );
            assert!(kept <= entry + 3, "{kept} of {entry}");
            assert_eq!(kept + back, entry + deposit);
        }
    });
}

/// With `left` shares left of a thousand base, the victim puts in an atom less than a whole number of shares.
#[test]
fn burning_shares_costs_a_thousand_times_what_rounding_brings() {
    let whole = 1_000 * SOL;
    for (left, shares_bought) in [(100_000_000, 2_000), (1_000_000, 1_000), (1_000_000, 5_001)] {
        on_both(|world| {
            let (attacker, victim) = (rich(world), rich(world));
            enter(world, &attacker, whole);
            let all = world.shares(&attacker.key());
            world.burn_shares(&attacker, all - left);
            let kept = stake(world, &attacker);
            let (cost, price) = (whole - kept, whole / (left + VIRTUAL_SHARES));
            assert!(cost >= VIRTUAL_SHARES * price, "{cost} for {price} a share");

            let deposit = price * (shares_bought + 1) - 1;
            enter(world, &victim, deposit);
            let (lost, gained) = (
                deposit - stake(world, &victim),
                stake(world, &attacker) - kept,
            );
            println!(
                "burned {cost}: the victim lost {lost} of {deposit}, the attacker gained {gained}"
            );
            assert!(lost <= deposit / 1_000 + 1, "{lost} of {deposit}");
            assert!(lost <= price + 1 && gained <= price, "{lost}, {gained}");
            assert!(gained * 1_000 <= cost, "{gained} for {cost}");
        });
    }
}

/// A vault whose first depositor burned a whole stake keeps smaller deposits out, and takes nothing of them.
#[test]
fn a_burnt_stake_keeps_out_deposits_of_up_to_its_size() {
    on_both(|world| {
        let (attacker, victim) = (rich(world), rich(world));
        enter(world, &attacker, SOL);
        let all = world.shares(&attacker.key());
        world.burn_shares(&attacker, all - 1);
        let before = world.wallet(&victim.key(), Kind::Call);
        // Half a share short of a whole number of shares, of a thousandth of a base each.
        for (deposit, taken) in [(SOL / 10 + 400_000, false), (2 * SOL, true)] {
            let round = world.vault_state().book.round;
            world.queue_deposit(&victim, deposit).unwrap();
            world.roll_round().unwrap();
            assert_eq!(world.round(round).unwrap().deposits_refunded, !taken);
            match taken {
                true => world.claim_shares(&victim, round).unwrap(),
                false => world.reclaim_deposit(&victim, round).unwrap(),
            };
        }
        let home = world.leave(&victim);
        let lost = before - world.wallet(&victim.key(), Kind::Call);
        assert!(lost <= 2 * SOL / 1_000, "{lost}, {home} came back");
        assert!(world.leave(&attacker) < SOL / 100);
    });
}

/// The bound on what a small receipt loses: all of it, where it is less than a share, and less than a thousandth of
/// what the attacker has burned for that.
#[test]
fn a_small_receipt_beside_a_large_one_loses_less_than_a_share() {
    on_both(|world| {
        let (attacker, victim) = (rich(world), rich(world));
        let before = cash(world, &[&attacker], Kind::Call);
        enter(world, &attacker, 1_000 * SOL);
        let all = world.shares(&attacker.key());
        world.burn_shares(&attacker, all - 1_000);
        let cost = 1_000 * SOL - stake(world, &attacker);
        assert_eq!(cost / SOL, 500); // half a base a share

        let (deposit, round) = (SOL * 2 / 5, world.vault_state().book.round);
        world.queue_deposit(&victim, deposit).unwrap();
        world.queue_deposit(&attacker, 1_000 * SOL).unwrap();
        world.roll_round().unwrap();
        // Together they lose 0.4 of 1,000.4: fair.
        assert!(!world.round(round).unwrap().deposits_refunded);
        world.claim_shares(&victim, round).unwrap();
        world.claim_shares(&attacker, round).unwrap();
        assert_eq!(world.shares(&victim.key()), 0);
        world.leave(&attacker);

        let lost = before - cash(world, &[&attacker], Kind::Call);
        let gained = cost - lost;
        println!("the victim lost {deposit}, the attacker got {gained} of it for {cost}");
        assert!(gained <= deposit * 3 / 4 + 10, "{gained}");
        assert!(deposit * VIRTUAL_SHARES <= cost, "{deposit} for {cost}");
        // Once for all, though: seventeen hundred such receipts pay for it.
        assert!(gained * 1_700 > cost, "{gained} of {cost}");
    });
}
