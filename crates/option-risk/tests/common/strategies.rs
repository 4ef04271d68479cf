//! Arbitrary accounts.

use option_risk::margin::Leg;
use option_risk::units::Kind;
use proptest::prelude::*;

use crate::common::leg;

/// Legs from an hour past their expiry to 60 days, 40%..=250% of spot.
pub fn legs(most: usize) -> impl Strategy<Value = Vec<Leg>> {
    let one = (40u64..250, 1i64..1_440, 1u64..1 << 42)
        .prop_map(|(moneyness, hours, contracts)| leg(moneyness, hours, contracts));
    proptest::collection::vec(one, 1..=most)
}

pub fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![Just(Kind::Call), Just(Kind::Put)]
}

/// Shorts and options held, of few strikes and expiries, so that they meet.
pub fn mixed(most: usize) -> impl Strategy<Value = Vec<Leg>> {
    let one = (1u64..12, 1i64..3, 0u64..1 << 40, 0u64..1 << 40, 0..3u8).prop_map(
        |(strike, days, short, long, which)| Leg {
            short: if which == 1 { 0 } else { short },
            long: if which == 0 { 0 } else { long },
            ..leg(60 + strike * 8, days * 84, 0)
        },
    );
    proptest::collection::vec(one, 1..=most)
}
