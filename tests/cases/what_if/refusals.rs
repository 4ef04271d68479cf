//! Questions without an answer.

use ballast_client::views::{what_if, PositionChange, WhatIf, WhatIfError};
use ballast_harness::setup::{DOLLAR, SOL};
use option_risk::units::Kind;

use super::series;
use crate::{
    scenes::{disarmed, rich_writer},
    support::on_both_with,
};

#[test]
fn what_cannot_be_is_told() {
    on_both_with(&disarmed(), |world| {
        let kind = Kind::Put;
        let writer = rich_writer(world, kind);
        let all = series(world, kind);
        for series in &all {
            world.write(&writer, series, SOL).expect("room");
        }
        let (market, now) = (world.market(), world.now());
        let account = world.margin(&writer.key(), kind).expect("an account");
        let ask = |question: WhatIf| what_if(&market, &account, &question, now);
        let position = |strike, short, long| PositionChange {
            strike,
            expiry_ts: all[0].expiry_ts,
            short,
            long,
        };
        for spot_bps in [-10_000, -10_001, i32::MIN] {
            let question = WhatIf {
                spot_bps,
                ..WhatIf::default()
            };
            assert_eq!(ask(question), Err(WhatIfError::NoPrice));
        }
        for vol_bps in [-10_000, i32::MIN] {
            let question = WhatIf {
                vol_bps,
                ..WhatIf::default()
            };
            assert_eq!(ask(question), Err(WhatIfError::NoVolatility));
        }
        for collateral in [-(account.collateral as i64) - 1, i64::MIN] {
            let question = WhatIf {
                collateral,
                ..WhatIf::default()
            };
            assert_eq!(ask(question), Err(WhatIfError::TooMuchCollateral));
        }
        let sol = SOL as i64;
        let strike = all[0].strike;
        for (positions, error) in [
            (
                vec![position(strike, -sol - 1, 0)],
                WhatIfError::TooManyContracts,
            ),
            (vec![position(strike, 0, -1)], WhatIfError::TooManyContracts),
            (
                vec![position(strike + 1, -1, 0)],
                WhatIfError::TooManyContracts,
            ),
            (
                vec![position(strike + 1, 1, 0)],
                WhatIfError::TooManyPositions,
            ),
        ] {
            let question = WhatIf {
                positions,
                ..WhatIf::default()
            };
            assert_eq!(ask(question), Err(error));
        }
        // One goes, another comes: eight again.
        let question = WhatIf {
            positions: vec![position(strike, -sol, 0), position(strike + DOLLAR, sol, 0)],
            ..WhatIf::default()
        };
        assert!(ask(question).is_ok());
    });
}
