//! Fees, worked examples: on a gain above the high-water mark only, never more than it, paid in shares.

use crate::common::{DAY, YEAR};
use option_risk::fees::{accrue, Accrual, FeeParams, HighWater};
use option_risk::shares::shares_for_assets_down;
use option_risk::RiskError;

const WEEK: u64 = 7 * DAY as u64;

/// 1 SOL in a vault of its own: 10^9 atoms, a thousand times as many shares, a price of exactly 0.001.
const SUPPLY: u64 = 1_000_000_000_000;

fn no_fees() -> FeeParams {
    FeeParams {
        management_bps: 0,
        performance_bps: 0,
    }
}

fn management_only() -> FeeParams {
    FeeParams {
        management_bps: 200,
        performance_bps: 0,
    }
}

fn performance_only(performance_bps: u32) -> FeeParams {
    FeeParams {
        management_bps: 0,
        performance_bps,
    }
}

fn nothing(high_water: HighWater) -> Result<Accrual, RiskError> {
    Ok(Accrual {
        fee: 0,
        shares: 0,
        high_water,
    })
}

#[test]
fn a_round_that_gained_a_tenth() {
    // Gain: 1,100,000,001 - 1,000,000,001,000 x 0.001 = 10^8, a tenth of it 10^7.
    // Management: 2% x 1.1 x 10^9 x 7 / 365 = 421,917.8, rounded down.
    // Shares: 10,421,917 x 1,000,000,001,000 / (1,100,000,001 - 10,421,917) = 9,565,094,198.8.
    let charged = accrue(
        &FeeParams::default(),
        1_100_000_000,
        SUPPLY,
        &HighWater::default(),
        WEEK,
    );
    let expected = Accrual {
        fee: 10_421_917,
        shares: 9_565_094_198,
        high_water: HighWater {
            assets: 1_100_000_001,
            shares: 1_009_565_095_198,
        },
    };
    assert_eq!(charged, Ok(expected));
}

#[test]
fn management_runs_by_the_second_and_ends_at_the_gain() {
    let fee = |elapsed| {
        let mark = HighWater::default();
        accrue(&management_only(), 1_100_000_000, SUPPLY, &mark, elapsed).unwrap()
    };
    // 2% of 1.1 x 10^9 is 22,000,000 a year, 0.6976 a second.
    for (elapsed, expected) in [
        (0, 0),
        (1, 0),
        (2, 1),
        (YEAR / 2, 11_000_000),
        (YEAR, 22_000_000),
        (5 * YEAR, 100_000_000),
        (100 * YEAR, 100_000_000),
    ] {
        assert_eq!(fee(elapsed).fee, expected, "after {elapsed} s");
    }
    // All of the gain: 10^8 x 1,000,000,001,000 / 1,000,000,001 shares, and the price is the mark's again.
    let all = fee(5 * YEAR);
    assert_eq!(all.shares, 100_000_000_000);
    assert_eq!(all.high_water, HighWater::default());
}

#[test]
fn nothing_without_a_gain() {
    let mark = HighWater::of(1_000_000_000, SUPPLY).unwrap();
    for nav in [0, 1, 999_999_999, 1_000_000_000] {
        let found = accrue(&FeeParams::default(), nav, SUPPLY, &mark, YEAR);
        assert_eq!(found, nothing(mark), "{nav}");
    }
    // One atom is a gain, and all that a year's management may take.
    let one = accrue(&FeeParams::default(), 1_000_000_001, SUPPLY, &mark, YEAR).unwrap();
    assert_eq!(one.fee, 1);
}

#[test]
fn a_loss_made_good_is_not_charged_again() {
    let params = FeeParams::default();
    let first = accrue(&params, 1_100_000_000, SUPPLY, &HighWater::default(), WEEK).unwrap();
    let supply = SUPPLY + first.shares;
    for nav in [700_000_000, 1_100_000_000] {
        let next = accrue(&params, nav, supply, &first.high_water, WEEK);
        assert_eq!(next, nothing(first.high_water));
    }
}

#[test]
fn without_fees_the_mark_still_rises() {
    let found = accrue(
        &no_fees(),
        1_100_000_000,
        SUPPLY,
        &HighWater::default(),
        WEEK,
    );
    assert_eq!(
        found,
        nothing(HighWater::of(1_100_000_000, SUPPLY).unwrap())
    );
    assert!(!no_fees().enabled());
    assert!(management_only().enabled() && performance_only(1).enabled());
}

#[test]
fn a_vault_without_shares_starts_anew() {
    let rich = HighWater {
        assets: 1 << 60,
        shares: 1_000,
    };
    for mark in [HighWater::default(), rich] {
        let found = accrue(&FeeParams::default(), 1_000_000, 0, &mark, YEAR).unwrap();
        assert_eq!((found.fee, found.shares), (0, 0));
        let price = HighWater {
            assets: 1_000_001,
            shares: 1_000,
        };
        assert_eq!(found.high_water, price);
    }
    assert_eq!(HighWater::of(0, 0), Ok(HighWater::default()));
}

#[test]
fn what_a_vault_was_left_with_is_no_gain_of_the_newcomers() {
    // 10^6 atoms without shares, then 10^9 deposited: by a mark of 0.001 the dust would be the newcomer's gain.
    let (dust, deposit) = (1_000_000, 1_000_000_000);
    let supply = shares_for_assets_down(deposit, dust, 0).unwrap();
    let charged = |mark: &HighWater| {
        let params = FeeParams::default();
        accrue(&params, dust + deposit, supply, mark, WEEK).unwrap()
    };
    let anew = accrue(&FeeParams::default(), dust, 0, &HighWater::default(), 0).unwrap();
    // No more than what rounding the shares down left: less than the worth of one, 1,000.
    assert!(charged(&anew.high_water).fee < 1_000);
    assert!(charged(&HighWater::default()).fee > 100_000_000);
}

#[test]
fn what_does_not_fit_is_refused() {
    let (params, mark) = (FeeParams::default(), HighWater::default());
    let with = |nav, supply, mark, elapsed| accrue(&params, nav, supply, &mark, elapsed);
    assert_eq!(with(u64::MAX, 1, mark, 0), Err(RiskError::Overflow));
    assert_eq!(with(1, u64::MAX - 999, mark, 0), Err(RiskError::Overflow));
    assert_eq!(
        with(1 << 62, 1, mark, u64::MAX),
        Err(RiskError::Overflow),
        "nav x time"
    );
    let no_shares = HighWater {
        assets: 1,
        shares: 0,
    };
    assert_eq!(with(1, 1, no_shares, 0), Err(RiskError::Overflow));
}

/// Nothing may hold up the end of a round: what would be too many shares is not charged, and the mark rises all the same.
#[test]
fn a_fee_whose_shares_do_not_fit_is_not_charged() {
    let params = FeeParams::default();
    let century = 100 * YEAR;
    // A century's management takes all the gain, and that is nearly all there is: 2^103 shares.
    let all = (1 << 40, 1 << 63, 1);
    // Half of what there is: as many shares again, which fit, but not beside the others.
    let half = ((1 << 40) - 1, 3 << 62, 1 << 39);
    for (nav, supply, assets) in [all, half] {
        let shares = supply + 1_000;
        let mark = HighWater { assets, shares };
        let free = Accrual {
            fee: 0,
            shares: 0,
            high_water: HighWater {
                assets: nav + 1,
                shares,
            },
        };
        assert_eq!(accrue(&params, nav, supply, &mark, century), Ok(free));
    }
}
