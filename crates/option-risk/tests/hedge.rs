//! Hedge orders: sizes, clips, the auction's price, direction.

use option_math::I64F64;
use option_risk::breaker::{Action, Direction};
use option_risk::hedge::{
    action, dutch_price, order, with_move, HedgeInputs, HedgeParams, Order, Side,
};
use option_risk::units::Scale;
use option_risk::RiskError;
use proptest::prelude::*;

const SOL: Scale = Scale {
    base_decimals: 9,
    quote_decimals: 6,
    price_exponent: -8,
};
const PRICE: u64 = 15_000_000_000;

/// 1,000 SOL, 900 of them sold against at 10 delta; target 50%, band 5%.
fn vault() -> (HedgeInputs, HedgeParams) {
    let inputs = HedgeInputs {
        base_total: 1_000_000_000_000,
        quote_total: 0,
        free_base: 100_000_000_000,
        free_quote: 0,
        contracts: 900_000_000_000,
        call_delta: I64F64::from_num(0.125),
        price: PRICE,
        budget: u64::MAX,
        scale: SOL,
    };
    let params = HedgeParams {
        target_delta_bps: 5_000,
        ..HedgeParams::default()
    };
    (inputs, params)
}

fn sell(base_atoms: u64) -> Result<Option<Order>, RiskError> {
    Ok(Some(Order {
        side: Side::SellBase,
        base_atoms,
    }))
}

#[test]
fn a_sale_is_clipped_by_free_base_and_budget() {
    let (mut inputs, params) = vault();
    // Net delta 887.5, target 500.
    inputs.free_base = u64::MAX;
    assert_eq!(order(&inputs, &params), sell(387_500_000_000));
    inputs.free_base = 100_000_000_000;
    assert_eq!(order(&inputs, &params), sell(100_000_000_000));
    inputs.budget = 5;
    assert_eq!(order(&inputs, &params), sell(5));
    inputs.budget = 0;
    assert_eq!(order(&inputs, &params), Ok(None));
}

#[test]
fn nothing_inside_the_band_or_at_its_edge() {
    let (mut inputs, mut params) = vault();
    params.target_delta_bps = 8_375;
    assert_eq!(
        order(&inputs, &params),
        Ok(None),
        "50 above with a band of 50"
    );
    inputs.contracts -= 8;
    assert!(order(&inputs, &params).unwrap().is_some());
}

#[test]
fn a_purchase_is_clipped_to_what_quote_buys_at_the_dearest_price() {
    let (mut inputs, params) = vault();
    // 100 SOL and $150,000: assets 1,100, net 100, target 550.
    inputs.base_total = 100_000_000_000;
    inputs.quote_total = 150_000_000_000;
    inputs.free_quote = 15_150_000_000;
    inputs.contracts = 0;
    let expected = Order {
        side: Side::BuyBase,
        base_atoms: 100_000_000_000,
    };
    assert_eq!(order(&inputs, &params), Ok(Some(expected)));
    inputs.free_quote = inputs.quote_total;
    let expected = Order {
        side: Side::BuyBase,
        base_atoms: 450_000_000_000,
    };
    assert_eq!(order(&inputs, &params), Ok(Some(expected)));
}

#[test]
fn a_vault_shorter_than_it_is_long_buys() {
    let (mut inputs, params) = vault();
    inputs.call_delta = I64F64::ONE;
    inputs.contracts = 2_000_000_000_000;
    inputs.free_quote = u64::MAX / 1_000_000_000;
    inputs.budget = 7;
    let expected = Order {
        side: Side::BuyBase,
        base_atoms: 7,
    };
    assert_eq!(order(&inputs, &params), Ok(Some(expected)));
}

#[test]
fn refusals_are_specific() {
    let (inputs, params) = vault();
    let with = |inputs: HedgeInputs| order(&inputs, &params);
    let above = I64F64::ONE + I64F64::DELTA;
    assert_eq!(
        with(HedgeInputs {
            call_delta: above,
            ..inputs
        }),
        Err(RiskError::DeltaOutOfRange)
    );
    assert_eq!(
        with(HedgeInputs {
            call_delta: -I64F64::DELTA,
            ..inputs
        }),
        Err(RiskError::DeltaOutOfRange)
    );
    assert_eq!(
        with(HedgeInputs { price: 0, ..inputs }),
        Err(RiskError::ZeroPrice)
    );
}

#[test]
fn an_order_slides_from_inside_to_outside() {
    let params = HedgeParams::default();
    let price = |side, elapsed| dutch_price(side, 1_000_000, elapsed, &params).unwrap();
    assert_eq!(price(Side::SellBase, 0), Some(1_001_000));
    assert_eq!(price(Side::SellBase, 30), Some(995_500));
    assert_eq!(price(Side::SellBase, 60), Some(990_000));
    assert_eq!(price(Side::SellBase, 61), None);
    assert_eq!(price(Side::BuyBase, 0), Some(999_000));
    assert_eq!(price(Side::BuyBase, 60), Some(1_010_000));
    assert_eq!(price(Side::BuyBase, u64::MAX), None);
    // Roundings favour the vault.
    assert_eq!(dutch_price(Side::SellBase, 1, 0, &params), Ok(Some(2)));
    assert_eq!(dutch_price(Side::BuyBase, 1, 0, &params), Ok(Some(0)));
}

#[test]
fn with_and_against_the_move() {
    for (side, direction, is_with) in [
        (Side::SellBase, Direction::Down, true),
        (Side::SellBase, Direction::Up, false),
        (Side::BuyBase, Direction::Up, true),
        (Side::BuyBase, Direction::Down, false),
        (Side::SellBase, Direction::None, false),
        (Side::BuyBase, Direction::None, false),
    ] {
        assert_eq!(with_move(side, direction), is_with);
        assert_eq!(action(side, direction) == Action::HedgeWithMove, is_with);
    }
}

proptest! {
    /// An order never overshoots the target, never exceeds a clip and never panics.
    #[test]
    fn orders_close_in_on_the_target(
        base_total in 0u64..1 << 50, quote_total in 0u64..1 << 50,
        free_base in 0u64..1 << 50, free_quote in 0u64..1 << 50,
        contracts in 0u64..1 << 50, delta in 0u64..=u64::MAX,
        price in 1_000_000u64..1 << 45, budget in any::<u64>(), target_delta_bps in 0u32..=10_000,
    ) {
        let call_delta = I64F64::from_bits(delta.into());
        let inputs = HedgeInputs {
            base_total, quote_total, free_base, free_quote, contracts, call_delta, price, budget, scale: SOL,
        };
        let params = HedgeParams { target_delta_bps, ..HedgeParams::default() };
        if let Ok(Some(found)) = order(&inputs, &params) {
            prop_assert!(found.base_atoms > 0 && found.base_atoms <= budget);
            let assets = base_total + SOL.base_for_quote_down(quote_total, price).unwrap();
            let short = (i128::from(contracts) * call_delta.to_bits()) >> 64;
            let deviation = i128::from(base_total) - short - i128::from(assets) * i128::from(target_delta_bps) / 10_000;
            prop_assert!(u128::from(found.base_atoms) <= deviation.unsigned_abs() + 1);
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

    #[test]
    fn the_auction_only_improves_for_the_filler(oracle in 0u64..1 << 60, early in 0u64..60, later in 0u64..=60) {
        let (early, later) = (early.min(later), early.max(later));
        let params = HedgeParams::default();
        let price = |side, elapsed| dutch_price(side, oracle, elapsed, &params).unwrap().unwrap();
        prop_assert!(price(Side::SellBase, early) >= price(Side::SellBase, later));
        prop_assert!(price(Side::BuyBase, early) <= price(Side::BuyBase, later));
    }

    #[test]
    fn prices_are_total(
        oracle in any::<u64>(), elapsed in any::<u64>(), duration_secs in any::<u32>(),
        inside_bps in any::<u32>(), outside_bps in any::<u32>(),
    ) {
        let params = HedgeParams { duration_secs, inside_bps, outside_bps, ..HedgeParams::default() };
        for side in [Side::SellBase, Side::BuyBase] {
            let found = dutch_price(side, oracle, elapsed, &params);
            prop_assert!(found.is_ok() || found == Err(RiskError::Overflow));
        }
    }
}

#[test]
fn an_order_too_small_is_left_alone() {
    let (mut inputs, mut params) = vault();
    params.min_order_base = 1_000;
    inputs.budget = 1_000;
    assert_eq!(order(&inputs, &params), sell(1_000));
    inputs.budget = 999;
    assert_eq!(order(&inputs, &params), Ok(None));
}
