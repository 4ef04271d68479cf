//! The buyer has a stake in the vault that sells: for a premium paid to oneself, or for the mark it makes.

use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, World,
};
use option_risk::units::Kind;

use crate::{
    ledger::{cash, enter, stake},
    scenes::{disarmed, near_series, rich, rich_writer, selling, settle, Sold, START_PRICE},
    support::{on_both, on_both_with},
};

/// Everything is bought so many seconds into the sale, and settled at a price.
struct Deal {
    secs: i64,
    price: u64,
}

const DEALS: [Deal; 4] = [
    Deal {
        secs: 0,
        price: START_PRICE,
    },
    Deal {
        secs: 600,
        price: START_PRICE,
    },
    Deal {
        secs: 0,
        price: 300 * DOLLAR,
    },
    Deal {
        secs: 600,
        price: 300 * DOLLAR,
    },
];

/// What a deal moved, base atoms.
struct Dealt {
    premium: i128,
    /// What of the premium the insurance fund got.
    insured: i128,
    /// What the options paid.
    paid: i128,
}

/// Atoms that a purchase, a settlement and two stakes may be rounded by together.
const ROUNDINGS: u128 = 4;

/// Strikes the deal, and rolls the vault.
fn strike(world: &mut World, buyer: &Actor, scene: Sold, deal: &Deal) -> Dealt {
    let held = |world: &mut World| i128::from(world.wallet(&buyer.key(), Kind::Call));
    if deal.secs > 0 {
        world.hold(deal.secs, 60, START_PRICE).unwrap();
    }
    let (before, insured) = (held(world), world.insurance(Kind::Call));
    let all = world.vault_state().sale.contracts;
    world.buy(buyer, &scene.calls, all, u64::MAX).unwrap();
    let premium = before - held(world);
    let insured = i128::from(world.insurance(Kind::Call) - insured);
    world.end_sale(&scene.calls).unwrap();
    settle(world, &scene, deal.price);
    world.roll_round().unwrap();
    let before = held(world);
    world.redeem(buyer, &scene.calls, all).unwrap();
    let paid = held(world) - before;
    Dealt {
        premium,
        insured,
        paid,
    }
}

/// What a wallet and its stake in the vault are worth, base atoms.
fn own(world: &mut World, actor: &Actor) -> i128 {
    i128::from(cash(world, &[actor], Kind::Call) + stake(world, actor))
}

#[test]
fn buying_from_oneself_costs_the_insurance_share() {
    for deal in DEALS {
        on_both_with(&disarmed(), |world| {
            let attacker = rich(world);
            let before = own(world, &attacker);
            enter(world, &attacker, 1_000 * SOL);
            let scene = for_sale(world);
            let dealt = strike(world, &attacker, scene, &deal);
            let gain = own(world, &attacker) - before;
            assert!(dealt.insured > 0);
            assert!(
                gain.abs_diff(-dealt.insured) <= ROUNDINGS,
                "{gain}, insured {}",
                dealt.insured
            );
        });
    }
}

/// A depositor of half the vault buys the other half from the others, as anybody might, and its own from itself: that half
/// costs its part of the insurance share and brings nothing.
#[test]
fn with_half_of_the_vault_half_is_bought_from_the_others() {
    for deal in DEALS {
        on_both_with(&disarmed(), |world| {
            let (attacker, other) = (rich(world), rich(world));
            let before = own(world, &attacker);
            assert_eq!(own(world, &other), before);
            for depositor in [&other, &attacker] {
                enter(world, depositor, 1_000 * SOL);
            }
            let scene = for_sale(world);
            let dealt = strike(world, &attacker, scene, &deal);
            let gain = own(world, &attacker) - before;
            let others = own(world, &other) - before;
            println!(
                "after {} s, settled at {}: {gain} and {others}",
                deal.secs, deal.price
            );
            // What the vault gains is half the attacker's.
            let vaults = dealt.premium - dealt.insured - dealt.paid;
            let outsiders = dealt.paid - dealt.premium;
            assert!(others.abs_diff(vaults / 2) <= ROUNDINGS, "{others}");
            assert!(gain.abs_diff(outsiders + vaults / 2) <= ROUNDINGS, "{gain}");
            // Less than an outsider has of half as many.
            let less = outsiders / 2 - gain;
            assert!(less.abs_diff(dealt.insured / 2) <= ROUNDINGS, "{less}");
            // Who wins is who was right about the price.
            match deal.price {
                START_PRICE => assert!(gain < 0 && others > 0),
                _ => assert!(gain > 0 && others < 0),
            }
        });
    }
}

/// The vault starts its sale; nobody has bought or deposited but those who did before.
fn for_sale(world: &mut World) -> Sold {
    let calls = world.start_sale().unwrap();
    Sold {
        depositor: rich(world),
        buyer: rich(world),
        calls,
    }
}

/// A whale with a vault to itself buys all of it at the highest price to lift the implied mark.
#[test]
fn self_dealing_moves_the_mark_by_its_weight_and_calls_nobody() {
    on_both(|world| {
        let Sold {
            depositor, calls, ..
        } = selling(world, 0);
        let bystander = rich_writer(world, Kind::Put);
        let puts = near_series(world, Kind::Put);
        world.write(&bystander, &puts, 100 * SOL).unwrap();
        let vol = |world: &mut World| {
            let now = world.now();
            world.market().mark_vol(now).unwrap().0.to_num::<f64>()
        };
        let (calm, insured) = (vol(world), world.insurance(Kind::Call));
        let before = world.health(&bystander.key(), Kind::Put);
        world.buy(&depositor, &calls, 900 * SOL, u64::MAX).unwrap();
        // Not at once: the mark follows at five points an hour.
        assert_eq!(world.health(&bystander.key(), Kind::Put), before);
        let cost = world.insurance(Kind::Call) - insured;
        let (market, now) = (world.market(), world.now());
        let later = market.mark_vol(now + 86_400).unwrap().0.to_num::<f64>();
        // 900 beside a weight of 10,000, half as much again asked: 4.1% of the mark.
        println!("the mark rose from {calm:.4} to {later:.4} for {cost} base atoms");
        assert!(later / calm - 1.0 < 0.042, "{later} from {calm}");
        assert!(cost > 900 * SOL * 5 / 10_000, "{cost}");
        let mut lifted = *market;
        lifted.risk.implied.mark = lifted.risk.implied.target;
        let view = |market: &ballast::state::Market| market.view(now).unwrap();
        assert_eq!(view(&lifted).maintenance_vol, view(&market).maintenance_vol);
        assert!(view(&lifted).mark_vol > view(&market).mark_vol);
    });
}
