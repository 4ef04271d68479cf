//! When a writer cannot pay: insurance first, then the holders pro rata.

use ballast::events::OptionRedeemed;
use ballast_client::SeriesKeys;
use ballast_harness::{setup::DOLLAR, Actor, World};
use option_risk::units::Kind;

use super::payoff;
use crate::{
    scenes::{disarmed, plenty, reach_expiry, short_at_limit, Short, WRITTEN},
    support::on_both_for_each_kind,
};

/// A price at which [`short_at_limit`]'s collateral does not cover the payoff.
pub fn ruinous(kind: Kind) -> u64 {
    match kind {
        Kind::Call => 800 * DOLLAR,
        Kind::Put => 50 * DOLLAR,
    }
}

/// Puts tokens into the insurance fund.
fn insure(world: &mut World, kind: Kind, amount: u64) {
    let admin = world.admin.insecure_clone();
    let fund = world.fund(&world.keys.insurance_authority(), kind, amount);
    world.send(&fund, &[&admin]).expect("a fund");
}

/// A ruined writer whose options are with two holders, one third and two thirds; settled.
struct Ruin {
    series: SeriesKeys,
    holders: [(Actor, u64); 2],
    collateral: u64,
}

fn ruin(world: &mut World, kind: Kind, insurance: u64) -> Ruin {
    let Short {
        writer,
        liquidator,
        series,
    } = short_at_limit(world, kind);
    let third = WRITTEN / 3;
    world
        .transfer_options(&writer, &liquidator, &series, third)
        .unwrap();
    let collateral = world.margin(&writer.key(), kind).unwrap().collateral;
    if insurance > 0 {
        insure(world, kind, insurance);
    }
    reach_expiry(world, series.expiry_ts, ruinous(kind));
    world.settle_series(&series).unwrap();
    world.settle_short(&writer.key(), &series).unwrap();
    Ruin {
        series,
        holders: [(liquidator, third), (writer, WRITTEN - third)],
        collateral,
    }
}

/// What the options outstanding go without, bps of what they are owed, rounded up.
fn haircut_bps(world: &mut World, series: &SeriesKeys) -> u32 {
    let supply = world.supply(&series.option_mint);
    let owed = payoff(series.kind, supply, series.strike, ruinous(series.kind));
    let missing = owed.saturating_sub(world.tokens(&series.pool));
    (u128::from(missing) * 10_000).div_ceil(u128::from(owed)) as u32
}

/// What both holders get, redeeming in this order.
fn redeem_all(world: &mut World, scene: &Ruin, order: [usize; 2]) -> [u64; 2] {
    let mut received = [0; 2];
    for index in order {
        let (holder, contracts) = &scene.holders[index];
        let before = world.wallet(&holder.key(), scene.series.kind);
        let haircut_bps = haircut_bps(world, &scene.series);
        let receipt = world.redeem(holder, &scene.series, *contracts).unwrap();
        if let Some(events) = receipt.events::<OptionRedeemed>() {
            assert_eq!(events[0].haircut_bps, haircut_bps);
        }
        received[index] = world.wallet(&holder.key(), scene.series.kind) - before;
    }
    received
}

#[test]
fn a_shortfall_is_shared_pro_rata_in_any_order() {
    for order in [[0, 1], [1, 0]] {
        on_both_for_each_kind(&disarmed(), |world, kind| {
            let scene = ruin(world, kind, 0);
            let owed = payoff(kind, WRITTEN, scene.series.strike, ruinous(kind));
            let state = world.series_state(&scene.series);
            assert_eq!(state.pool_atoms, scene.collateral);
            assert_eq!(state.shortfall, owed - scene.collateral);
            let market = world.market();
            let bad_debt = match kind {
                Kind::Call => market.base_bad_debt,
                Kind::Put => market.quote_bad_debt,
            };
            assert_eq!(bad_debt, state.shortfall);
            let lost = haircut_bps(world, &scene.series);
            assert!(lost > 1, "{lost}");
            assert_eq!(state.haircut_bps(&market.scale(), WRITTEN), Ok(lost));

            let received = redeem_all(world, &scene, order);
            for (amount, (_, contracts)) in received.iter().zip(&scene.holders) {
                let share =
                    u128::from(scene.collateral) * u128::from(*contracts) / u128::from(WRITTEN);
                assert!(u128::from(*amount).abs_diff(share) <= 1);
            }
            let left = world.series_state(&scene.series).pool_atoms;
            assert_eq!(received.iter().sum::<u64>() + left, scene.collateral);
            assert!(left <= 1);
        });
    }
}

#[test]
fn the_insurance_fund_pays_before_the_holders_do() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let fund = world.keys.insurance(kind);
        let insurance = plenty(kind) / 1_000;
        let scene = ruin(world, kind, insurance);
        let owed = payoff(kind, WRITTEN, scene.series.strike, ruinous(kind));
        assert_eq!(world.tokens(&fund), 0);
        let state = world.series_state(&scene.series);
        assert_eq!(state.pool_atoms, scene.collateral + insurance);
        assert_eq!(state.shortfall, owed - scene.collateral - insurance);
    });
}

#[test]
fn a_full_insurance_fund_leaves_no_shortfall() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let fund = world.keys.insurance(kind);
        let scene = ruin(world, kind, plenty(kind));
        let strike = scene.series.strike;
        let owed = payoff(kind, WRITTEN, strike, ruinous(kind));
        let drawn = owed - scene.collateral;
        assert_eq!(world.tokens(&fund), plenty(kind) - drawn);
        let (state, scale) = (world.series_state(&scene.series), world.market().scale());
        assert_eq!(state.shortfall, 0);
        assert_eq!(state.haircut_bps(&scale, WRITTEN), Ok(0));
        let received = redeem_all(world, &scene, [0, 1]);
        for (amount, (_, contracts)) in received.iter().zip(&scene.holders) {
            assert_eq!(*amount, payoff(kind, *contracts, strike, ruinous(kind)));
        }
    });
}
