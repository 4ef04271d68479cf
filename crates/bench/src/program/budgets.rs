//! What each instruction may cost at worst, in compute units and in rent.
//!
//! Each leaves room for address derivations, whose cost depends on the key, and
//! none passes the transaction limit of 1,400,000.

/// Budgets by instruction.
const BUDGETS: [(&str, u64); 55] = [
    ("accept_authority", 5_500),
    ("backstop_account", 41_000),
    ("buy_option", 40_000),
    ("cancel_deposit", 17_000),
    ("cancel_proposal", 7_500),
    ("cancel_withdrawal", 17_000),
    ("claim_fees", 13_000),
    ("claim_shares", 17_000),
    ("claim_withdrawal", 27_000),
    ("close_margin_account", 3_000),
    ("close_orders", 8_000),
    ("close_short", 15_000),
    ("create_market", 35_000),
    ("create_series", 38_000),
    ("create_vault", 82_000),
    ("cross_hedges", 41_000),
    ("deposit_collateral", 12_000),
    ("deposit_option", 29_000),
    ("end_sale", 24_000),
    ("execute_proposal", 14_500),
    ("fill_buyback", 36_000),
    ("fill_hedge", 29_000),
    ("flag_account", 105_000),
    ("fund_insurance", 8_000),
    ("initialize_protocol", 19_000),
    ("lift_pause", 3_500),
    ("liquidate", 200_000),
    ("liquidate_with_options", 80_000),
    ("net_position", 21_000),
    ("observe", 15_000),
    ("open_backstop", 14_500),
    ("open_buyback", 16_500),
    ("open_hedge", 18_000),
    ("open_margin_account", 22_000),
    ("pause_market", 3_500),
    ("pin_settlement", 2_500),
    ("propose_authority", 5_500),
    ("propose_change", 22_000),
    ("queue_deposit", 30_000),
    ("queue_withdrawal", 26_000),
    ("redeem_option", 16_000),
    ("refresh_book", 60_000),
    ("roll_round", 38_000),
    ("settle_long", 24_000),
    ("settle_series", 4_000),
    ("settle_short", 26_000),
    ("settle_vault", 18_000),
    ("start_sale", 40_000),
    ("sweep_backstop", 14_500),
    ("tighten_market", 7_500),
    ("tighten_vault", 12_500),
    ("unflag_account", 31_000),
    ("withdraw_collateral", 95_000),
    ("withdraw_option", 44_000),
    ("write_option", 110_000),
];

/// The budget of an instruction; an instruction without one may cost nothing, which shows it.
pub fn budget(name: &str) -> u64 {
    BUDGETS
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(0, |(_, budget)| *budget)
}

/// What the median call of the typical run may cost, where that is promised: a liquidation of one position.
const TYPICAL: [(&str, u64); 1] = [("liquidate", 60_000)];

/// The budget of an instruction's typical call, if it has one.
pub fn typical_budget(name: &str) -> Option<u64> {
    let mut budgets = TYPICAL.iter();
    budgets
        .find(|(known, _)| *known == name)
        .map(|found| found.1)
}

/// Lamports that the accounts an instruction creates may lock up; every other instruction creates none.
const RENT: [(&str, u64); 14] = [
    ("claim_fees", 2_039_280),
    ("claim_shares", 2_039_280),
    ("create_market", 42_567_360),
    ("create_series", 5_755_920),
    ("create_vault", 13_147_440),
    ("deposit_option", 2_039_280),
    ("initialize_protocol", 1_969_680),
    ("open_backstop", 5_143_440),
    ("open_margin_account", 5_143_440),
    ("propose_change", 4_252_560),
    ("queue_deposit", 1_517_280),
    ("queue_withdrawal", 1_517_280),
    ("roll_round", 2_526_480),
    ("start_sale", 2_039_280),
];

/// The budget of an instruction's rent.
pub fn rent_budget(name: &str) -> u64 {
    let mut budgets = RENT.iter();
    let found = budgets.find(|(known, _)| *known == name);
    found.map_or(0, |found| found.1)
}
