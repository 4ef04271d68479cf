//! Caps on what may be written: in a market, in a series, by one account.

use ballast::errors::BallastError::*;
use ballast_harness::{setup::SOL, Setup};
use option_risk::units::Kind;

use crate::{
    scenes::{near_series, rich_writer, selling},
    support::{on_both_with, refuses},
};

/// A market of 30 contracts, 20 a series, 12 an account.
fn capped() -> Setup {
    let mut setup = Setup::default();
    let caps = &mut setup.market.open_interest;
    (caps.market_contracts, caps.series_contracts) = (30 * SOL, 20 * SOL);
    caps.account_contracts = 12 * SOL;
    setup
}

#[test]
fn nobody_writes_beyond_a_cap_and_closing_makes_room() {
    on_both_with(&capped(), |world| {
        let (puts, calls) = (
            near_series(world, Kind::Put),
            near_series(world, Kind::Call),
        );
        let first = rich_writer(world, Kind::Put);
        refuses(world, ConcentrationCap, |world| {
            world.open_options(&first, &puts)?;
            world.write(&first, &puts, 12 * SOL + 1)
        });
        world.write(&first, &puts, 12 * SOL).unwrap();
        refuses(world, ConcentrationCap, |world| {
            world.write(&first, &puts, SOL)
        });
        let second = rich_writer(world, Kind::Put);
        world.open_options(&second, &puts).unwrap();
        refuses(world, OpenInterestCap, |world| {
            world.write(&second, &puts, 8 * SOL + 1)
        });
        world.write(&second, &puts, 8 * SOL).unwrap();
        // Both kinds count towards the market's.
        let third = rich_writer(world, Kind::Call);
        world.open_options(&third, &calls).unwrap();
        refuses(world, OpenInterestCap, |world| {
            world.write(&third, &calls, 10 * SOL + 1)
        });
        world.write(&third, &calls, 10 * SOL).unwrap();
        assert_eq!(world.market().written, 30 * SOL);
        world.close_short(&second, &puts, 3 * SOL).unwrap();
        world.write(&second, &puts, 3 * SOL).unwrap();
    });
}

/// A vault's calls are covered to the last: no cap is for them, and nobody can shut a vault out by writing.
#[test]
fn vaults_are_not_capped() {
    on_both_with(&capped(), |world| {
        let scene = selling(world, 0);
        assert!(world.series_state(&scene.calls).open_shorts > 30 * SOL);
        assert_eq!(world.market().written, 0);
    });
}
