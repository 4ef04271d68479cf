//! Which way the program's own parameters are tighter, beside those of the risk library.

use super::{MarketParams, VaultParams};

option_risk::directions! {
    MarketParams [oracle, vol, breaker, margin, liquidation, implied, book, open_interest], without _padding;
    strike_tick: Never, "series and vaults must agree on it";
    hedge_cap_base_per_window: Lower, "more may be hedged into a move";
    implied_vol_bps: Never, "marks every option for both its sides";
    initial_vol_bps: Never, "read at creation only";
    hedge_window_secs: Higher, "the same cap comes round sooner";
}

option_risk::directions! {
    VaultParams [sale, hedge];
    deposit_cap: Lower, "more is entrusted to the vault";
    min_deposit: Never, "higher shuts small deposits out, lower lets dust in";
    tenor_days: Never, "changes what depositors sell";
    insurance_share_bps: Never, "a fee";
}
