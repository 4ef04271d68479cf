//! Which way the program's own parameters are tighter, beside those of the risk library.

use super::{MarketParams, VaultParams};

option_risk::directions! {
    MarketParams [oracle, vol, breaker, margin, liquidation, implied, book, open_interest];
    strike_tick: Never, "series and vaults must agree on it";
    implied_vol_bps: Never, "marks every option for both its sides";
    initial_vol_bps: Never, "read at creation only";
    hedge_window_secs: Higher, "the same budget comes round sooner";
    hedge_depth_share_bps: Lower, "more may be hedged into a move";
}

option_risk::directions! {
    VaultParams [sale, hedge, buyback, fees, schedule];
    deposit_cap: Lower, "more is entrusted to the vault";
    min_deposit: Never, "higher shuts small deposits out, lower lets dust in";
    insurance_share_bps: Never, "a fee";
    withdraw_only: Higher, "a vault that is wound down takes deposits and sells again";
}
