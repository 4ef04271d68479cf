//! Ballast: option vaults, margin accounts and a circuit breaker on one
//! market, built so that hedging and liquidation do not feed a price move.
//!
//! Decisions are made by `option-risk`, prices by `option-math`; this program
//! holds the accounts, verifies them, and moves tokens.

use anchor_lang::prelude::*;
#[cfg(all(target_os = "solana", target_arch = "bpf"))]
use solana_compiler_builtins as _;

pub mod clearing;
pub mod constants;
pub mod errors;
pub mod events;
pub mod health;
pub mod instructions;
pub mod observation;
pub mod oracle;
pub mod state;
pub mod tokens;

use instructions::*;
use state::{Change, Cluster, MarketParams, VaultParams};

declare_id!("BALSToptionsVau1tMargin11111111111111111111");

// Whoever deploys under an address of their own names their own here. In the built program only: who depends on it for
// its types has a `security.txt` of its own.
#[cfg(not(feature = "no-entrypoint"))]
solana_security_txt::security_txt! {
    name: "Ballast",
    project_url: "none yet",
    contacts: "other:a private security advisory in the repository this was built from",
    policy: "SECURITY.md in that repository",
    source_release: env!("CARGO_PKG_VERSION"),
    auditors: "None"
}

#[program]
pub mod ballast {
    use super::*;

    /// Creates the root of a deployment's markets, names its authority and its
    /// guardian, and fixes how long changes wait.
    pub fn initialize_protocol(
        ctx: Context<InitializeProtocol>,
        authority: Pubkey,
        guardian: Pubkey,
        cluster: Cluster,
    ) -> Result<()> {
        protocol::initialize_protocol(ctx, authority, guardian, cluster)
    }

    /// Offers the authority; to the default key, withdraws the offer. Authority only.
    pub fn propose_authority(ctx: Context<ProposeAuthority>, offered_to: Pubkey) -> Result<()> {
        governance::propose_authority(ctx, offered_to)
    }

    /// Takes an offered authority over. Whom it was offered to only.
    pub fn accept_authority(ctx: Context<AcceptAuthority>) -> Result<()> {
        governance::accept_authority(ctx)
    }

    /// Tightens a market's parameters at once. Authority only.
    pub fn tighten_market(ctx: Context<TightenMarket>, params: MarketParams) -> Result<()> {
        governance::tighten_market(ctx, params)
    }

    /// Tightens a vault's parameters at once. Authority only.
    pub fn tighten_vault(ctx: Context<TightenVault>, params: VaultParams) -> Result<()> {
        governance::tighten_vault(ctx, params)
    }

    /// Proposes any other change, to wait out the delay. Authority only.
    pub fn propose_change(ctx: Context<ProposeChange>, change: Change) -> Result<()> {
        governance::propose_change(ctx, change)
    }

    /// Cancels a proposal. Authority; guardian, unless it is to be replaced; anyone, once lapsed.
    pub fn cancel_proposal(ctx: Context<CancelProposal>) -> Result<()> {
        governance::cancel_proposal(ctx)
    }

    /// Executes a proposal. Anyone, once due.
    pub fn execute_proposal(ctx: Context<ExecuteProposal>) -> Result<()> {
        governance::execute_proposal(ctx)
    }

    /// Creates a market from two mints, one Pyth account and parameters. Authority only.
    pub fn create_market(ctx: Context<CreateMarket>, args: CreateMarketArgs) -> Result<()> {
        market::create_market(ctx, args)
    }

    /// Creates an option series on the calendar and on the tick. Anyone.
    pub fn create_series(ctx: Context<CreateSeries>, args: CreateSeriesArgs) -> Result<()> {
        market::create_series(ctx, args)
    }

    /// Takes the oracle's print into the market and runs the breaker. Anyone, in any stage.
    pub fn observe(ctx: Context<Observe>) -> Result<()> {
        market::observe(ctx)
    }

    /// Brings the series passed up to date in the gamma book. Anyone, in any stage, at a fresh price.
    pub fn refresh_book<'info>(ctx: Context<'info, RefreshBook<'info>>) -> Result<()> {
        market::refresh_book(ctx)
    }

    /// Halts a market for a while; a few times a day. Guardian only.
    pub fn pause_market(ctx: Context<PauseMarket>) -> Result<()> {
        market::pause_market(ctx)
    }

    /// Ends the guardian's pause: the guardian at any time, anyone once it has run out.
    pub fn lift_pause(ctx: Context<LiftPause>) -> Result<()> {
        market::lift_pause(ctx)
    }

    /// Opens a margin account for calls (0) or puts (1).
    pub fn open_margin_account(ctx: Context<OpenMarginAccount>, kind: u8) -> Result<()> {
        margin::open_margin_account(ctx, kind)
    }

    /// Closes an empty margin account. Owner only.
    pub fn close_margin_account(ctx: Context<CloseMarginAccount>) -> Result<()> {
        margin::close_margin_account(ctx)
    }

    /// Adds collateral to any margin account. Anyone, in any stage.
    pub fn deposit_collateral(ctx: Context<DepositCollateral>, amount: u64) -> Result<()> {
        margin::deposit_collateral(ctx, amount)
    }

    /// Takes collateral out, down to initial margin. Owner only; with shorts, not in a halt.
    pub fn withdraw_collateral(ctx: Context<WithdrawCollateral>, amount: u64) -> Result<()> {
        margin::withdraw_collateral(ctx, amount)
    }

    /// Mints options against initial margin. Owner only; not in a halt.
    pub fn write_option(ctx: Context<WriteOption>, contracts: u64) -> Result<()> {
        margin::write_option(ctx, contracts)
    }

    /// Burns options to close a short. Owner only; in any stage, without an oracle.
    pub fn close_short(ctx: Context<CloseShort>, contracts: u64) -> Result<()> {
        margin::close_short(ctx, contracts)
    }

    /// Deposits options that offset shorts. Owner only; in any stage, without an oracle.
    pub fn deposit_option(ctx: Context<DepositOption>, contracts: u64) -> Result<()> {
        margin::deposit_option(ctx, contracts)
    }

    /// Takes deposited options out. Owner only; beside shorts not in a halt, and within initial margin.
    pub fn withdraw_option(ctx: Context<WithdrawOption>, contracts: u64) -> Result<()> {
        margin::withdraw_option(ctx, contracts)
    }

    /// Cancels shorts against deposited options of the same series. Anyone, in any stage.
    pub fn net_position(ctx: Context<NetPosition>) -> Result<()> {
        margin::net_position(ctx)
    }

    /// Starts the liquidation auction of an account under its maintenance margin. Anyone, in any stage.
    pub fn flag_account(ctx: Context<FlagAccount>) -> Result<()> {
        liquidation::flag_account(ctx)
    }

    /// Ends the liquidation auction of an account that is healthy again. Anyone, in any stage.
    pub fn unflag_account(ctx: Context<UnflagAccount>) -> Result<()> {
        liquidation::unflag_account(ctx)
    }

    /// Takes over part of an unhealthy short with collateral. Anyone; not in a halt.
    pub fn liquidate(ctx: Context<Liquidate>, max_contracts: u64) -> Result<()> {
        liquidation::liquidate(ctx, max_contracts)
    }

    /// Burns options against an unhealthy short and its collateral. Anyone who holds them; not in a halt.
    pub fn liquidate_with_options(
        ctx: Context<LiquidateWithOptions>,
        max_contracts: u64,
        min_payment: u64,
    ) -> Result<()> {
        liquidation::liquidate_with_options(ctx, max_contracts, min_payment)
    }

    /// Opens the insurance fund's margin account. Anyone, in any stage.
    pub fn open_backstop(ctx: Context<OpenBackstop>, kind: u8) -> Result<()> {
        liquidation::open_backstop(ctx, kind)
    }

    /// Moves a position of an account that is worth nothing to the insurance fund's. Anyone, in any stage.
    pub fn backstop_account(ctx: Context<BackstopAccount>) -> Result<()> {
        liquidation::backstop_account(ctx)
    }

    /// Returns what the insurance fund's account no longer needs to the fund. Anyone, in any stage.
    pub fn sweep_backstop(ctx: Context<SweepBackstop>) -> Result<()> {
        liquidation::sweep_backstop(ctx)
    }

    /// Adds to the insurance fund. Anyone, in any stage.
    pub fn fund_insurance(ctx: Context<FundInsurance>, kind: u8, amount: u64) -> Result<()> {
        liquidation::fund_insurance(ctx, kind, amount)
    }

    /// Creates a vault of covered calls or cash-secured puts. Authority only.
    pub fn create_vault(ctx: Context<CreateVault>, args: CreateVaultArgs) -> Result<()> {
        vault::create_vault(ctx, args)
    }

    /// Queues collateral for shares. Anyone, in any stage, unless the vault is being wound down.
    pub fn queue_deposit(ctx: Context<QueueDeposit>, amount: u64) -> Result<()> {
        vault::queue_deposit(ctx, amount)
    }

    /// Takes up to `amount` of a queued deposit back until it is rolled, or all of one that was not taken. Its owner, in
    /// any stage.
    pub fn cancel_deposit(ctx: Context<CancelDeposit>, amount: u64) -> Result<()> {
        vault::cancel_deposit(ctx, amount)
    }

    /// Turns a rolled deposit into shares. Its owner, in any stage.
    pub fn claim_shares(ctx: Context<ClaimShares>) -> Result<()> {
        vault::claim_shares(ctx)
    }

    /// Queues shares to be paid out at the roll. Anyone, in any stage.
    pub fn queue_withdrawal(ctx: Context<QueueWithdrawal>, shares: u64) -> Result<()> {
        vault::queue_withdrawal(ctx, shares)
    }

    /// Takes up to `shares` queued back until they are rolled. Their owner, in any stage.
    pub fn cancel_withdrawal(ctx: Context<CancelWithdrawal>, shares: u64) -> Result<()> {
        vault::cancel_withdrawal(ctx, shares)
    }

    /// Pays out a rolled withdrawal. Its owner, in any stage.
    pub fn claim_withdrawal(ctx: Context<ClaimWithdrawal>) -> Result<()> {
        vault::claim_withdrawal(ctx)
    }

    /// Charges the round's fees and settles the queues at one share price. Anyone, once due; one that takes a price waits
    /// while the market is halted.
    pub fn roll_round(ctx: Context<RollRound>) -> Result<()> {
        vault::roll_round(ctx)
    }

    /// Hands the shares of a vault's fees to their recipient. Anyone, in any stage.
    pub fn claim_fees(ctx: Context<ClaimFees>) -> Result<()> {
        vault::claim_fees(ctx)
    }

    /// Picks the round's strike and offers its options. Anyone, once due; not in a halt.
    pub fn start_sale(ctx: Context<StartSale>) -> Result<()> {
        vault::start_sale(ctx)
    }

    /// Buys options from a vault's sale for at most `max_premium` collateral atoms. Not in a halt.
    pub fn buy_option(ctx: Context<BuyOption>, contracts: u64, max_premium: u64) -> Result<()> {
        vault::buy_option(ctx, contracts, max_premium)
    }

    /// Ends a sale that is over and burns what is left. Anyone, once due, in any stage.
    pub fn end_sale(ctx: Context<EndSale>) -> Result<()> {
        vault::end_sale(ctx)
    }

    /// Pays a vault's payoff into its series' pool. Anyone, once settled, in any stage.
    pub fn settle_vault(ctx: Context<SettleVault>) -> Result<()> {
        vault::settle_vault(ctx)
    }

    /// Opens a vault's hedge order. Anyone, once its delta leaves the band; not in a halt.
    pub fn open_hedge(ctx: Context<OpenHedge>) -> Result<()> {
        hedge::open_hedge(ctx)
    }

    /// Swaps with a vault's hedge order. Anyone; not in a halt.
    pub fn fill_hedge(ctx: Context<FillHedge>, args: FillHedgeArgs) -> Result<()> {
        hedge::fill_hedge(ctx, args)
    }

    /// Crosses the hedges of two vaults that want opposite sides. Anyone; not in a halt.
    pub fn cross_hedges(ctx: Context<CrossHedges>) -> Result<()> {
        hedge::cross_hedges(ctx)
    }

    /// Closes orders of a vault that are over. Anyone, in any stage.
    pub fn close_orders(ctx: Context<CloseOrders>) -> Result<()> {
        hedge::close_orders(ctx)
    }

    /// Opens a vault's order to buy its options back. Anyone, once its gamma passes the limit; not in a halt.
    pub fn open_buyback(ctx: Context<OpenBuyback>) -> Result<()> {
        buyback::open_buyback(ctx)
    }

    /// Sells up to `max_contracts` options to the vault that wrote them for at least `min_premium` collateral atoms. Their
    /// holder; not in a halt.
    pub fn fill_buyback(
        ctx: Context<FillBuyback>,
        max_contracts: u64,
        min_premium: u64,
    ) -> Result<()> {
        buyback::fill_buyback(ctx, max_contracts, min_premium)
    }

    /// Fixes a series' settlement price. Anyone, once expired, in any stage.
    pub fn settle_series(ctx: Context<SettleSeries>) -> Result<()> {
        settlement::settle_series(ctx)
    }

    /// Moves a short's payoff into the pool. Anyone, once settled, in any stage.
    pub fn settle_short(ctx: Context<SettleShort>) -> Result<()> {
        settlement::settle_short(ctx)
    }

    /// Redeems options held in a margin account into its collateral. Anyone, once the pool is complete, in any stage.
    pub fn settle_long(ctx: Context<SettleLong>) -> Result<()> {
        settlement::settle_long(ctx)
    }

    /// Shows a market that saw too little the first print at or after an expiry. Anyone, in any stage.
    pub fn pin_settlement(ctx: Context<PinSettlement>, expiry_ts: i64) -> Result<()> {
        settlement::pin_settlement(ctx, expiry_ts)
    }

    /// Burns options for their payoff. Their holder, once the pool is complete, in any stage.
    pub fn redeem_option(ctx: Context<RedeemOption>, contracts: u64) -> Result<()> {
        settlement::redeem_option(ctx, contracts)
    }
}
