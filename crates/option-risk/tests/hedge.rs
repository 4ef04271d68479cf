//! Hedge orders: sizes, clips, crossing, direction.

use option_math::I64F64;
use option_risk::breaker::{Action, Direction};
use option_risk::hedge::{
    action, cross, dutch_price, order, with_move, HedgeInputs, HedgeParams, Order, Side,
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
pub fn vault() -> (HedgeInputs, HedgeParams) {
    let inputs = HedgeInputs {
        base_total: 1_000_000_000_000,
        quote_total: 0,
        free_base: 100_000_000_000,
        free_quote: 0,
        contracts: 900_000_000_000,
        delta: I64F64::from_num(0.125),
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

/// $150,000 and no SOL, 900 puts sold at a delta of -1/8; target 50%.
fn put_vault() -> (HedgeInputs, HedgeParams) {
    let (inputs, params) = vault();
    let inputs = HedgeInputs {
        base_total: 0,
        quote_total: 150_000_000_000,
        free_base: 0,
        free_quote: 150_000_000_000,
        delta: -I64F64::from_num(0.125),
        ..inputs
    };
    (inputs, params)
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
