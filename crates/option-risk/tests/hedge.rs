//! Hedge orders: sizes, clips, crossing, direction.

use crate::common::hedging::{put_vault, vault};
use option_math::I64F64;
use option_risk::breaker::{Action, Direction};
use option_risk::hedge::{action, cross, order, with_move, HedgeInputs, HedgeParams, Order, Side};
use option_risk::RiskError;

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
    assert_eq!(order(&inputs, &params), buy(100_000_000_000));
    inputs.free_quote = inputs.quote_total;
    assert_eq!(order(&inputs, &params), buy(450_000_000_000));
}

#[test]
fn a_vault_shorter_than_it_is_long_buys() {
    let (mut inputs, params) = vault();
    inputs.delta = I64F64::ONE;
    inputs.contracts = 2_000_000_000_000;
    inputs.free_quote = u64::MAX / 1_000_000_000;
    inputs.budget = 7;
    assert_eq!(order(&inputs, &params), buy(7));
}

fn buy(base_atoms: u64) -> Result<Option<Order>, RiskError> {
    Ok(Some(Order {
        side: Side::BuyBase,
        base_atoms,
    }))
}

#[test]
fn a_short_put_adds_delta() {
    let (mut inputs, mut params) = put_vault();
    // Net 0 + 112.5 of 1,000, target 500.
    assert_eq!(order(&inputs, &params), buy(387_500_000_000));
    // Free quote of $1,515 buys 10 at the auction's end, 1% above $150.
    inputs.free_quote = 1_515_000_000;
    assert_eq!(order(&inputs, &params), buy(10_000_000_000));
    // Deep in the money: 787.5 above a target of 300, and nothing to sell but what was bought.
    inputs.delta = -I64F64::from_num(0.875);
    params.target_delta_bps = 3_000;
    assert_eq!(order(&inputs, &params), Ok(None));
    inputs.free_base = 3;
    assert_eq!(order(&inputs, &params), sell(3));
}

/// A put's delta is its call's less one: a vault of puts that holds a base atom less per contract, and its price in
/// quote, is the same.
#[test]
fn covered_calls_and_secured_puts_hedge_alike() {
    let (mut call, params) = vault();
    call.free_base = u64::MAX;
    let put = HedgeInputs {
        base_total: call.base_total - call.contracts,
        quote_total: 135_000_000_000,
        delta: call.delta - I64F64::ONE,
        ..call
    };
    assert_eq!(order(&put, &params), order(&call, &params));
}

#[test]
fn refusals_are_specific() {
    let (inputs, params) = vault();
    let with = |inputs: HedgeInputs| order(&inputs, &params);
    let above = I64F64::ONE + I64F64::DELTA;
    for delta in [above, -above, I64F64::MAX, I64F64::MIN + I64F64::DELTA] {
        let found = with(HedgeInputs { delta, ..inputs });
        assert_eq!(found, Err(RiskError::DeltaOutOfRange));
    }
    assert_eq!(
        with(HedgeInputs { price: 0, ..inputs }),
        Err(RiskError::ZeroPrice)
    );
    let most = HedgeInputs {
        base_total: u64::MAX,
        contracts: u64::MAX,
        delta: -I64F64::ONE,
        ..inputs
    };
    // 2^65 less two, less half of 2^64.
    assert_eq!(with(most), Err(RiskError::Overflow));
    let more = HedgeInputs {
        quote_total: 1_000_000,
        ..most
    };
    assert_eq!(with(more), Err(RiskError::Overflow));
}

#[test]
fn only_opposite_orders_cross_and_the_smaller_of_them() {
    let (sale, purchase) = (|atoms| sell(atoms).unwrap(), |atoms| buy(atoms).unwrap());
    for (seller, buyer, crossed) in [
        (sale(5), purchase(7), Some(5)),
        (sale(7), purchase(5), Some(5)),
        (sale(7), purchase(7), Some(7)),
        (sale(u64::MAX), purchase(1), Some(1)),
        (purchase(5), sale(7), None),
        (sale(5), sale(7), None),
        (purchase(5), purchase(7), None),
        (None, purchase(7), None),
        (sale(5), None, None),
        (None, None, None),
    ] {
        assert_eq!(cross(seller, buyer), crossed, "{seller:?} and {buyer:?}");
    }
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

#[test]
fn an_order_too_small_is_left_alone() {
    let (mut inputs, mut params) = vault();
    params.min_order_base = 1_000;
    inputs.budget = 1_000;
    assert_eq!(order(&inputs, &params), sell(1_000));
    inputs.budget = 999;
    assert_eq!(order(&inputs, &params), Ok(None));
}

#[test]
fn a_target_of_zero_hedges_nothing() {
    let with = |target_delta_bps| HedgeParams {
        target_delta_bps,
        ..HedgeParams::default()
    };
    assert!(!with(0).enabled());
    assert!(with(1).enabled());
}

#[test]
fn sides_are_read_from_their_bytes() {
    assert_eq!(Side::try_from(0), Ok(Side::SellBase));
    assert_eq!(Side::try_from(1), Ok(Side::BuyBase));
    assert_eq!(Side::try_from(2), Err(RiskError::UnknownSide(2)));
}
