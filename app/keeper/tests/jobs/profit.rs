//! What a liquidation brings, to the atom.

use ballast_keeper::jobs::Job;
use option_risk::units::Kind;

use crate::{
    scenes::{bad_price, disarmed, plenty, short_at_limit},
    support::Bench,
};

/// What the keeper holds above the mark of what it has taken is what it reckoned with before fee and risk.
#[test]
fn the_edge_is_the_bonus_less_fee_and_risk() {
    for kind in Kind::ALL {
        let mut bench = Bench::new(&disarmed(), &[Job::Liquidate]);
        let (_, series) = short_at_limit(&mut bench.world, kind);
        let half = plenty(kind) / 2;
        bench.world.open_margin(&bench.me, kind, half).unwrap();
        bench.world.tick(60, bad_price(kind)).unwrap();
        let edge = |bench: &mut Bench, settings: &[&str]| {
            bench.set(settings);
            bench.plan().tasks[0].edge.unwrap()
        };
        let risk = "liquidate.position_risk_bps";
        let free = edge(&mut bench, &["fees.sol_price=0", &format!("{risk}=0")]);
        let plan = bench.plan();
        bench.carry(&plan.tasks[0].clone());
        let own = bench.world.margin(&bench.me.key(), kind).unwrap();
        let contracts = own.short_of(&series.series);
        let market = bench.world.market();
        let health = bench.world.health(&bench.me.key(), kind);
        let above = own.collateral - half - health.maintenance.mark;
        let (scale, price) = (market.scale(), market.risk.price);
        let above = match kind {
            Kind::Call => scale.quote_for_base_down(above, price).unwrap(),
            Kind::Put => above,
        };
        // The mark is rounded up here and down there.
        assert!((free - i128::from(above)).abs() <= 1, "{free} {above}");

        let mut bench = Bench::new(&disarmed(), &[Job::Liquidate]);
        short_at_limit(&mut bench.world, kind);
        bench.world.open_margin(&bench.me, kind, half).unwrap();
        bench.world.tick(60, bad_price(kind)).unwrap();
        // 1.4 million units at 50,000 millionths, and a signature: 75,000 lamports at 200 a SOL.
        let fee = free - edge(&mut bench, &["fees.sol_price=200", &format!("{risk}=0")]);
        assert_eq!(fee, 15_000);
        let notional = scale.quote_for_base_up(contracts, price).unwrap();
        let at_risk = free - edge(&mut bench, &["fees.sol_price=0", &format!("{risk}=10")]);
        assert_eq!(at_risk, i128::from(notional).div_ceil_by(1_000));
    }
}

trait DivCeil {
    fn div_ceil_by(self, by: i128) -> i128;
}

impl DivCeil for i128 {
    fn div_ceil_by(self, by: i128) -> i128 {
        (self + by - 1) / by
    }
}
