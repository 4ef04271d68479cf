//! Who pays for a short at settlement.

use option_risk::waterfall::{haircut_bps, split};
use proptest::prelude::*;

#[test]
fn a_writer_who_can_pay_pays_alone() {
    let paid = split(70, 100, 100, 1_000).unwrap();
    assert_eq!(
        (paid.collateral, paid.insurance, paid.shortfall),
        (70, 0, 0)
    );
}

#[test]
fn what_is_short_comes_from_the_fund_and_then_from_nobody() {
    let paid = split(100, 100, 60, 30).unwrap();
    assert_eq!(
        (paid.collateral, paid.insurance, paid.shortfall),
        (60, 30, 10)
    );
}

#[test]
fn a_haircut_is_never_understated() {
    for (full, atoms, bps) in [
        (0, 0, 0),
        (3, 3, 0),
        (3, 2, 3_334),
        (10, 0, 10_000),
        (5, 9, 0),
    ] {
        assert_eq!(haircut_bps(full, atoms), bps, "{atoms} of {full}");
    }
}

proptest! {
    /// Two shorts of one account get the same whichever is settled first, to an atom.
    #[test]
    fn the_order_of_an_accounts_shorts_does_not_matter(
        first in 0u64..1 << 60,
        second in 0u64..1 << 60,
        collateral in 0u64..1 << 61,
    ) {
        let due = first + second;
        let one = split(first, due, collateral, 0).unwrap();
        let then = split(second, second, collateral - one.collateral, 0).unwrap();
        let other = split(second, due, collateral, 0).unwrap();
        prop_assert!(then.collateral.abs_diff(other.collateral) <= 1);
        prop_assert!(one.collateral + then.collateral <= collateral);
        prop_assert_eq!(one.collateral + one.insurance + one.shortfall, first);
    }
}
