//! What happened, in the past tense. Every event of a market carries the same
//! header, and so does every event of governance.

mod governance;

use anchor_lang::prelude::*;

pub use governance::*;

/// Where and when an event happened; `sequence` counts a market's events without gaps.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventHeader {
    pub market: Pubkey,
    pub slot: u64,
    pub ts: i64,
    pub sequence: u64,
}

/// An oracle print was taken into the market's state.
#[event]
#[derive(Clone, Debug)]
pub struct PriceObserved {
    pub header: EventHeader,
    /// Feed units.
    pub price: u64,
    pub publish_ts: i64,
    pub inputs: BreakerInputs,
}

/// An oracle print was refused; nothing but a counter and a run of wide prints knows of it.
#[event]
#[derive(Clone, Debug)]
pub struct PrintRejected {
    pub header: EventHeader,
    /// Number of the [`crate::errors::BallastError`] that other instructions fail with.
    pub error: u32,
    /// Prints refused so far.
    pub rejected: u64,
}

/// What the breaker judged a print by.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BreakerInputs {
    /// Deviations (x 1000) over 5, 15 and 60 minutes.
    pub z_milli: [u64; 3],
    /// Moves over 5, 15 and 60 minutes, bps.
    pub move_bps: [u32; 3],
    /// Too few minutes with a print.
    pub thin: bool,
    /// Distance from the oracle's own moving average, bps.
    pub divergence_bps: u32,
    /// Jump of the implied volatility that sales cleared at, bps.
    pub implied_jump_bps: u32,
    /// Loop gain x 1000.
    pub gain_milli: u32,
}

/// The breaker changed stage.
#[event]
#[derive(Clone, Debug)]
pub struct BreakerChanged {
    pub header: EventHeader,
    pub from: u8,
    pub to: u8,
    /// When the change took effect; before `header.ts` if the clock alone caused it.
    pub effective_ts: i64,
    /// When the new stage ends by itself; zero for a stage without an end.
    pub until_ts: i64,
    pub price: u64,
    pub reason: u8,
    /// Of the move: 0 none, 1 up, 2 down.
    pub direction: u8,
    pub z_milli: u64,
    pub move_bps: u32,
    pub inputs: BreakerInputs,
}

/// Series' contributions to the gamma book were brought up to date.
#[event]
#[derive(Clone, Debug)]
pub struct BookRefreshed {
    pub header: EventHeader,
    /// How many were passed.
    pub series: u32,
    /// Quote atoms of delta hedge per 1% move, and of value per volatility point; negative is short.
    pub net_gamma_per_pct: i64,
    pub net_vega: i64,
    pub gross_gamma_per_pct: u64,
    /// Herfindahl index of the series' gammas.
    pub concentration_bps: u32,
    pub loop_gain_milli: u32,
}

/// An action did nothing because its own observation tripped the breaker.
#[event]
#[derive(Clone, Debug)]
pub struct ActionDeferred {
    pub header: EventHeader,
    pub action: u8,
    pub account: Pubkey,
}

/// A market was created.
#[event]
#[derive(Clone, Debug)]
pub struct MarketCreated {
    pub header: EventHeader,
    pub protocol: Pubkey,
    pub base_mint: Pubkey,
    pub quote_mint: Pubkey,
    pub price: u64,
    pub price_exponent: i32,
}

/// A series was created.
#[event]
#[derive(Clone, Debug)]
pub struct SeriesCreated {
    pub header: EventHeader,
    pub series: Pubkey,
    pub kind: u8,
    pub strike: u64,
    pub expiry_ts: i64,
}

/// Collateral moved into (`deposited`) or out of a margin account.
#[event]
#[derive(Clone, Debug)]
pub struct CollateralMoved {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub amount: u64,
    pub deposited: bool,
    pub collateral_after: u64,
}

/// A writer minted options against margin.
#[event]
#[derive(Clone, Debug)]
pub struct OptionWritten {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub series: Pubkey,
    pub contracts: u64,
    pub required: u64,
}

/// A writer burned options and closed part of a short.
#[event]
#[derive(Clone, Debug)]
pub struct ShortClosed {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub series: Pubkey,
    pub contracts: u64,
    pub contracts_after: u64,
}

/// A liquidator took over part of a short together with collateral.
#[event]
#[derive(Clone, Debug)]
pub struct AccountLiquidated {
    pub header: EventHeader,
    pub margin_account: Pubkey,
    pub liquidator: Pubkey,
    pub series: Pubkey,
    pub contracts: u64,
    /// Collateral that left the account, insurance fee included.
    pub payment: u64,
    /// Part of the payment above the options' mark that the liquidator keeps.
    pub bonus: u64,
    pub insurance_fee: u64,
    pub health_before_bps: u64,
    pub health_after_bps: u64,
}

/// The settlement price of a series was fixed.
#[event]
#[derive(Clone, Debug)]
pub struct SeriesSettled {
    pub header: EventHeader,
    pub series: Pubkey,
    pub settlement_price: u64,
    pub open_shorts: u64,
}

/// A short paid its payoff into the series' pool.
#[event]
#[derive(Clone, Debug)]
pub struct ShortSettled {
    pub header: EventHeader,
    pub account: Pubkey,
    pub series: Pubkey,
    pub contracts: u64,
    pub payoff: u64,
    pub from_insurance: u64,
    /// What neither the account nor the insurance fund could pay.
    pub shortfall: u64,
}

/// Options were redeemed for their payoff.
#[event]
#[derive(Clone, Debug)]
pub struct OptionRedeemed {
    pub header: EventHeader,
    pub series: Pubkey,
    pub holder: Pubkey,
    pub contracts: u64,
    pub payout: u64,
}

/// Something was queued (`cancelled`: taken back) with a vault.
#[event]
#[derive(Clone, Debug)]
pub struct QueueChanged {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub owner: Pubkey,
    pub round: u64,
    /// Base atoms of a deposit, share atoms of a withdrawal.
    pub amount: u64,
    pub withdrawal: bool,
    pub cancelled: bool,
}

/// A receipt was claimed.
#[event]
#[derive(Clone, Debug)]
pub struct ReceiptClaimed {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub owner: Pubkey,
    pub round: u64,
    pub shares: u64,
    pub base: u64,
    pub quote: u64,
}

/// A vault's queues were settled and the next round begun.
#[event]
#[derive(Clone, Debug)]
pub struct RoundRolled {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub round: u64,
    pub deposits: u64,
    pub shares_minted: u64,
    pub shares_burned: u64,
    pub base_paid: u64,
    pub quote_paid: u64,
    pub base_assets: u64,
    pub quote_assets: u64,
    pub share_supply: u64,
}

/// A vault's sale began.
#[event]
#[derive(Clone, Debug)]
pub struct SaleStarted {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub series: Pubkey,
    pub strike: u64,
    pub expiry_ts: i64,
    pub contracts: u64,
}

/// Options were bought from a vault's sale.
#[event]
#[derive(Clone, Debug)]
pub struct OptionBought {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub buyer: Pubkey,
    pub contracts: u64,
    pub premium: u64,
    pub insurance_share: u64,
}

/// A vault's sale ended; what was not sold was burned.
#[event]
#[derive(Clone, Debug)]
pub struct SaleEnded {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub sold: u64,
    pub burned: u64,
}

/// A vault opened a hedge order.
#[event]
#[derive(Clone, Debug)]
pub struct HedgeOpened {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub side: u8,
    pub base_atoms: u64,
    pub expires_ts: i64,
}

/// A hedge order was filled in whole or in part.
#[event]
#[derive(Clone, Debug)]
pub struct HedgeFilled {
    pub header: EventHeader,
    pub vault: Pubkey,
    pub filler: Pubkey,
    pub side: u8,
    pub base_atoms: u64,
    pub quote_atoms: u64,
    pub price: u64,
}
