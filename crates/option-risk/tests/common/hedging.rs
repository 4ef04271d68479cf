//! Vaults to hedge.

use super::{SOL, SPOT};
use option_math::I64F64;
use option_risk::hedge::{HedgeInputs, HedgeParams};

/// 1,000 SOL, 900 of them sold against at 10 delta; target 50%, band 5%.
pub fn vault() -> (HedgeInputs, HedgeParams) {
    let inputs = HedgeInputs {
        base_total: 1_000_000_000_000,
        quote_total: 0,
        free_base: 100_000_000_000,
        free_quote: 0,
        contracts: 900_000_000_000,
        delta: I64F64::from_num(0.125),
        price: SPOT,
        budget: u64::MAX,
        scale: SOL,
    };
    let params = HedgeParams {
        target_delta_bps: 5_000,
        ..HedgeParams::default()
    };
    (inputs, params)
}

/// $150,000 and no SOL, 900 puts sold at a delta of -1/8; target 50%.
pub fn put_vault() -> (HedgeInputs, HedgeParams) {
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
