//! Many small steps for the sake of roundings.

use ballast_client::instructions as ix;
use ballast_harness::setup::{DOLLAR, SOL};
use option_risk::units::Kind;

use crate::{
    ledger::payoff,
    scenes::{disarmed, live, near_series, reach_expiry, rich, rich_writer, START_PRICE, WRITTEN},
    support::{on_both_for_each_kind, on_both_with, refused},
};

/// Redeemed atom by atom, options pay less than at once; what is left belongs to nobody, and the others get all of
/// theirs.
#[test]
fn redeeming_atom_by_atom_gains_nothing() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let series = near_series(world, kind);
        let (writer, other) = (rich_writer(world, kind), rich_writer(world, kind));
        world.write(&writer, &series, WRITTEN).unwrap();
        world
            .transfer_options(&writer, &other, &series, 107)
            .unwrap();
        let price = match kind {
            Kind::Call => 290 * DOLLAR + 1,
            Kind::Put => 133 * DOLLAR + 1,
        };
        reach_expiry(world, series.expiry_ts, price);
        world.settle_series(&series).unwrap();
        world.settle_short(&writer.key(), &series).unwrap();
        let before = world.wallet(&other.key(), kind);
        for _ in 0..50 {
            world.redeem(&other, &series, 1).unwrap();
        }
        for _ in 0..19 {
            world.redeem(&other, &series, 3).unwrap();
        }
        let got = world.wallet(&other.key(), kind) - before;
        let whole = payoff(world, &series, 107, price);
        println!("{kind:?}: {got} atom by atom, {whole} at once");
        assert!(got < whole, "{got} of {whole}");
        let before = world.wallet(&writer.key(), kind);
        world.redeem(&writer, &series, WRITTEN - 107).unwrap();
        let rest = payoff(world, &series, WRITTEN - 107, price);
        assert_eq!(world.wallet(&writer.key(), kind) - before, rest);
    });
}

/// A purchase in a thousand lots costs more than one, and the fund's share of it is an atom a lot less at most.
#[test]
fn buying_in_small_lots_costs_more() {
    on_both_with(&disarmed(), |world| {
        let scene = crate::scenes::selling(world, 0);
        let (at_once, in_parts) = (rich(world), rich(world));
        let mut paid = Vec::new();
        let fund = world.insurance(Kind::Call);
        for (actor, lots) in [(&at_once, 1), (&in_parts, 40)] {
            let before = world.wallet(&actor.key(), Kind::Call);
            for _ in 0..lots {
                let contracts = 40 * SOL / lots + 1;
                world.buy(actor, &scene.calls, contracts, u64::MAX).unwrap();
            }
            paid.push(before - world.wallet(&actor.key(), Kind::Call));
        }
        assert!(paid[1] >= paid[0], "{paid:?}");
        let insured = world.insurance(Kind::Call) - fund;
        let share = (paid[0] + paid[1]) * 500 / 10_000;
        assert!(
            insured <= share && share - insured <= 41,
            "{insured} of {share}"
        );
    });
}

/// A vault's orders filled an atom at a time: the filler pays a whole atom for it, or gets none.
#[test]
fn fills_of_an_atom_are_rounded_against_the_filler() {
    let mut setup = disarmed();
    setup.vault.buyback.max_gamma_bps = 40;
    on_both_with(&setup, |world| {
        let scene = live(world, 500 * SOL);
        world.tick(60, START_PRICE).unwrap();
        world.open_buyback().unwrap();
        world.open_hedge().unwrap();
        let filler = rich(world);
        let [base, quote] = Kind::ALL.map(|kind| world.wallet(&filler.key(), kind));
        for _ in 0..20 {
            world.fill_hedge(&filler, 1, u64::MAX).unwrap();
        }
        assert_eq!(world.wallet(&filler.key(), Kind::Call) - base, 20);
        // Twenty atoms of base are worth four of quote.
        assert_eq!(quote - world.wallet(&filler.key(), Kind::Put), 20);
        let before = world.wallet(&scene.buyer.key(), Kind::Call);
        for _ in 0..20 {
            (world.fill_buyback(&scene.buyer, &scene.calls, 1, 0)).unwrap();
        }
        assert_eq!(world.wallet(&scene.buyer.key(), Kind::Call), before);
    });
}

/// Collateral sent to somebody's account as it is about to be closed is theirs.
#[test]
fn a_gift_of_an_atom_holds_no_account_open() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let (owner, griefer) = (rich_writer(world, kind), rich(world));
        let close = |world: &ballast_harness::World, amount| {
            let key = owner.key();
            [
                ix::withdraw_collateral(&world.keys, &key, kind, amount),
                ix::close_margin_account(&world.keys, &key, kind),
            ]
        };
        let all = world.margin(&owner.key(), kind).unwrap().collateral;
        world.deposit(&griefer, &owner.key(), kind, 1).unwrap();
        let instructions = close(world, all);
        let outcome = world.send(&instructions, &[&owner.wallet]);
        refused(outcome, ballast::errors::BallastError::AccountNotEmpty);
        let instructions = close(world, all + 1);
        world.send(&instructions, &[&owner.wallet]).unwrap();
        world.margins.retain(|(known, _)| *known != owner.key());
    });
}
