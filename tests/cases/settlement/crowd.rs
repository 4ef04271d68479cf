//! A thousand holders of one series.

use ballast_harness::{setup::DOLLAR, Actor};
use option_risk::units::Kind;

use crate::{
    scenes::{disarmed, near_series, reach_expiry, rich_writer, WRITTEN},
    support::on_both_for_each_kind,
};

const HOLDERS: usize = 1_000;

/// Each is paid their share to the atom below; what rounding leaves, an atom a holder at most, stays in the pool.
#[test]
fn rounding_stays_in_the_pool() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let series = near_series(world, kind);
        let writer = rich_writer(world, kind);
        world.write(&writer, &series, WRITTEN).unwrap();
        let holders: Vec<(Actor, u64)> = (0..HOLDERS as u64)
            .map(|index| {
                let actor = world.actor(0, 0).unwrap();
                let contracts = 50_000_000 + index * 97_003;
                world
                    .transfer_options(&writer, &actor, &series, contracts)
                    .unwrap();
                (actor, contracts)
            })
            .collect();
        let rest = world.options(&writer.key(), &series);
        world.close_short(&writer, &series, rest).unwrap();
        let price = match kind {
            Kind::Call => 233 * DOLLAR + 1,
            Kind::Put => 171 * DOLLAR + 1,
        };
        reach_expiry(world, series.expiry_ts, price);
        world.settle_series(&series).unwrap();
        world.settle_short(&writer.key(), &series).unwrap();
        let pool = world.series_state(&series).pool_atoms;
        let mut paid = 0;
        // Neither first nor last has an edge.
        for (actor, contracts) in holders
            .iter()
            .step_by(2)
            .chain(holders.iter().skip(1).step_by(2))
        {
            world.redeem(actor, &series, *contracts).unwrap();
            let received = world.wallet(&actor.key(), kind);
            assert!(received.abs_diff(super::payoff(kind, *contracts, series.strike, price)) <= 1);
            paid += received;
        }
        let left = world.series_state(&series).pool_atoms;
        assert_eq!(paid + left, pool);
        assert!(left <= HOLDERS as u64, "{left} atoms left");
        assert_eq!(world.supply(&series.option_mint), 0);
    });
}
