//! The next print.

use ballast::errors::BallastError::{self, *};
use ballast_client::views::{observed, Observed, OracleAccount};
use ballast_harness::{setup::DOLLAR, OraclePrint, Setup, World};
use option_risk::breaker::Stage;

use crate::support::on_both_with;

/// The market once the print that the oracle shows has been observed, as the client sees it.
fn foreseen(world: &mut World) -> Result<Observed, BallastError> {
    let (market, now) = (world.market(), world.now());
    let address = world.feed.address;
    let oracle = world.chain.account(&address).expect("an oracle");
    let account = OracleAccount {
        address: &address,
        owner: &oracle.owner,
        data: &oracle.data,
    };
    observed(&market, &account, now)
}

/// The market that the client foresees is the one that the program then has, trip and all.
#[test]
fn the_next_print_is_foreseen() {
    on_both_with(&Setup::default(), |world| {
        let steps = [(60, 203), (1, 199), (600, 210), (60, 150), (30, 151)];
        for (secs, price) in steps {
            world.advance(secs);
            world.set_price(price * DOLLAR);
            let ahead = foreseen(world).expect("a fit print");
            let trips = world.market().risk.breaker.trip_count;
            world.observe().expect("a print");
            let then = world.market();
            assert_eq!(
                bytemuck::bytes_of(&ahead.market.risk),
                bytemuck::bytes_of(&then.risk)
            );
            assert_eq!(ahead.trips, then.risk.breaker.trip_count > trips);
        }
        assert_eq!(world.market().risk.breaker.stage(), Stage::Halted);
        // A print too wide is refused by both.
        world.advance(120);
        let print = OraclePrint {
            confidence: 50 * DOLLAR,
            ..world.feed.print(151 * DOLLAR, world.now())
        };
        world.publish(&print);
        assert_eq!(foreseen(world).err(), Some(OracleWideConfidence));
    });
}
