//! Options held in margin accounts at settlement: they are paid into the account, and nothing waits for one that pays
//! nothing towards a short.

use ballast::events::LongSettled;
use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    World,
};
use option_risk::units::Kind;

use super::{payoff, shortfall::ruinous};
use crate::{
    scenes::{disarmed, expiry, near_series, reach_expiry, rich_writer, WRITTEN},
    spreads::{far_strike, spread, Spread},
    support::on_both_for_each_kind,
};

/// Collateral in custody and in the series' pool; options in custody and altogether.
fn holdings(world: &mut World, series: &SeriesKeys) -> [u64; 4] {
    let (custody, market) = (world.keys.custody(series.kind), world.keys.market);
    [
        world.tokens(&custody),
        world.tokens(&series.pool),
        world.options(&market, series),
        world.supply(&series.option_mint),
    ]
}

#[test]
fn a_settled_long_is_burned_and_paid_from_the_pool_into_custody() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let Spread {
            writer, other, far, ..
        } = spread(world, kind);
        let owner = writer.key();
        world.deposit_options(&writer, &far, WRITTEN).unwrap();
        reach_expiry(world, far.expiry_ts, ruinous(kind));
        world.settle_series(&far).unwrap();
        world.settle_short(&other.key(), &far).unwrap();
        let collateral = world.margin(&owner, kind).unwrap().collateral;
        let [custody, pool, options, supply] = holdings(world, &far);
        assert_eq!((options, supply), (WRITTEN, WRITTEN));
        let receipt = world.settle_long(&owner, &far).unwrap();
        let due = payoff(kind, WRITTEN, far.strike, ruinous(kind));
        assert!(due > 0);
        assert_eq!(holdings(world, &far), [custody + due, pool - due, 0, 0]);
        let account = world.margin(&owner, kind).unwrap();
        assert_eq!(account.collateral, collateral + due);
        assert_eq!(account.long_of(&far.series), 0);
        if let Some(events) = receipt.events::<LongSettled>() {
            assert_eq!(events.len(), 1);
            let event = &events[0];
            assert_eq!((event.contracts, event.payout), (WRITTEN, due));
            assert_eq!(event.haircut_bps, 0);
        }
    });
}

/// A ruined account's short is settled at once, whatever else is in the account: an option nearer the money and one of a
/// later expiry, both worth something, offset nothing, and another short further out has nothing to pay in.
#[test]
fn a_ruined_short_waits_for_no_option_that_does_not_offset_it() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let near = near_series(world, kind);
        let nearer_strike = match kind {
            Kind::Call => near.strike - 5 * DOLLAR,
            Kind::Put => near.strike + 5 * DOLLAR,
        };
        let later_ts = expiry(world, 12);
        let mut create = |strike, expiry_ts| world.create_series(kind, strike, expiry_ts).unwrap();
        let nearer = create(nearer_strike, near.expiry_ts);
        let further = create(far_strike(kind), near.expiry_ts);
        let later = create(far_strike(kind), later_ts);
        let (writer, other) = (rich_writer(world, kind), rich_writer(world, kind));
        let owner = writer.key();
        let shorts = [near, further];
        for series in &shorts {
            world.write(&writer, series, WRITTEN).unwrap();
        }
        for series in [nearer, later] {
            world.write(&other, &series, SOL).unwrap();
            world
                .transfer_options(&other, &writer, &series, SOL)
                .unwrap();
            world.deposit_options(&writer, &series, SOL).unwrap();
        }
        let health = world.health(&owner, kind);
        let spare = health.collateral - health.initial.required;
        world.withdraw(&writer, kind, spare).unwrap();
        let price = ruinous(kind);
        reach_expiry(world, near.expiry_ts, price);

        let due = |series: &SeriesKeys| payoff(kind, WRITTEN, series.strike, price);
        let collateral = world.margin(&owner, kind).unwrap().collateral;
        assert!(collateral < shorts.iter().map(due).sum::<u64>());
        assert!(payoff(kind, SOL, later.strike, price) > 0);
        for series in &shorts {
            world.settle_series(series).unwrap();
            world.settle_short(&owner, series).unwrap();
            assert!(world.series_state(series).shortfall > 0);
        }
        let account = world.margin(&owner, kind).unwrap();
        assert!(account.is_flat());
        assert_eq!(account.long_of(&nearer.series), SOL);
    });
}
