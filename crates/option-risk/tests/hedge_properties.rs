//! Hedge orders whatever the vault: where they end, and that they are paid for.

use crate::common::hedging::put_vault;
use crate::common::SOL;
use option_math::I64F64;
use option_risk::hedge::{dutch_price, order, HedgeInputs, HedgeParams, Side};
use proptest::prelude::*;

/// Net delta less its target, base atoms: in wide arithmetic, but for the worth of the quote.
fn deviation(inputs: &HedgeInputs, params: &HedgeParams) -> i128 {
    let worth = SOL.base_for_quote_down(inputs.quote_total, inputs.price);
    let assets = i128::from(inputs.base_total) + i128::from(worth.unwrap());
    let short = i128::from(inputs.contracts) * inputs.delta.to_bits() / (1 << 64);
    i128::from(inputs.base_total) - short - assets * i128::from(params.target_delta_bps) / 10_000
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// An order never overshoots the target, never exceeds a clip and never panics.
    #[test]
    fn orders_close_in_on_the_target(
        base_total in 0u64..1 << 50, quote_total in 0u64..1 << 50,
        free_base in 0u64..1 << 50, free_quote in 0u64..1 << 50,
        contracts in 0u64..1 << 50, delta in -(1i128 << 64)..=1 << 64,
        price in 1_000_000u64..1 << 45, budget in any::<u64>(), target_delta_bps in 0u32..=10_000,
    ) {
        let delta = I64F64::from_bits(delta);
        let inputs = HedgeInputs {
            base_total, quote_total, free_base, free_quote, contracts, delta, price, budget, scale: SOL,
        };
        let params = HedgeParams { target_delta_bps, ..HedgeParams::default() };
        if let Ok(Some(found)) = order(&inputs, &params) {
            prop_assert!(found.base_atoms > 0 && found.base_atoms <= budget);
            let deviation = deviation(&inputs, &params);
            prop_assert!(u128::from(found.base_atoms) <= deviation.unsigned_abs());
            match found.side {
                Side::SellBase => prop_assert!(deviation > 0 && found.base_atoms <= free_base),
                Side::BuyBase => {
                    let dearest = dutch_price(Side::BuyBase, price, 60, &params).unwrap().unwrap();
                    prop_assert!(deviation < 0);
                    prop_assert!(SOL.quote_for_base_up(found.base_atoms, dearest).unwrap() <= free_quote);
                }
            }
        }
    }

    /// Traded whole at the oracle's price an order leaves no deviation but what rounding a quote atom makes, for vaults
    /// of calls and of puts, and asks for no other.
    #[test]
    fn a_whole_order_ends_at_the_target(
        base in 1u64 << 36..1 << 50, quote in 1u64 << 36..1 << 44, contracts in 0u64..1 << 50,
        delta in -(1i128 << 64)..=1 << 64, price in 1u64 << 32..1 << 36, target_delta_bps in 1u32..=10_000,
    ) {
        let mut inputs = HedgeInputs {
            base_total: base, quote_total: quote, free_base: base, free_quote: quote, contracts,
            delta: I64F64::from_bits(delta), price, budget: u64::MAX, scale: SOL,
        };
        let params = HedgeParams { target_delta_bps, ..HedgeParams::default() };
        let Some(found) = order(&inputs, &params).unwrap() else {
            return Err(TestCaseError::reject("within the band"));
        };
        let before = deviation(&inputs, &params);
        prop_assume!(u128::from(found.base_atoms) == before.unsigned_abs());
        match found.side {
            Side::SellBase => {
                inputs.base_total -= found.base_atoms;
                inputs.quote_total += SOL.quote_for_base_down(found.base_atoms, price).unwrap();
            }
            Side::BuyBase => {
                inputs.base_total += found.base_atoms;
                inputs.quote_total -= SOL.quote_for_base_up(found.base_atoms, price).unwrap();
            }
        }
        let atom = i128::from(SOL.base_for_quote_up(1, price).unwrap());
        let after = deviation(&inputs, &params);
        prop_assert!(after.abs() <= atom + 2, "{} after {}", after, before);
        prop_assert_eq!(order(&inputs, &params), Ok(None));
    }

    /// What a buyer may cross or fill it can pay for, however the auction ends.
    #[test]
    fn a_purchase_is_paid_from_free_quote(
        quote in 0u64..1 << 50, free in 0u64..1 << 50, price in 10_000_000u64..1 << 40, outside_bps in 0u32..=500,
    ) {
        let (inputs, params) = put_vault();
        let inputs = HedgeInputs { quote_total: quote.max(free), free_quote: free, price, ..inputs };
        let params = HedgeParams { outside_bps, target_delta_bps: 10_000, ..params };
        if let Some(found) = order(&inputs, &params).unwrap() {
            prop_assert_eq!(found.side, Side::BuyBase);
            let last = dutch_price(found.side, price, params.duration_secs.into(), &params).unwrap();
            let dearest = last.unwrap().max(price);
            prop_assert!(SOL.quote_for_base_up(found.base_atoms, dearest).unwrap() <= free);
        }
    }
}
