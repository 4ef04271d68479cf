//! Instruction names from instruction data.

use anchor_lang::Discriminator;
use ballast::instruction as data;

/// Every instruction of the program: its name and the eight bytes its data begins with.
pub const INSTRUCTIONS: [(&str, &[u8]); 55] = [
    (
        "initialize_protocol",
        data::InitializeProtocol::DISCRIMINATOR,
    ),
    ("propose_authority", data::ProposeAuthority::DISCRIMINATOR),
    ("accept_authority", data::AcceptAuthority::DISCRIMINATOR),
    ("tighten_market", data::TightenMarket::DISCRIMINATOR),
    ("tighten_vault", data::TightenVault::DISCRIMINATOR),
    ("propose_change", data::ProposeChange::DISCRIMINATOR),
    ("cancel_proposal", data::CancelProposal::DISCRIMINATOR),
    ("execute_proposal", data::ExecuteProposal::DISCRIMINATOR),
    ("create_market", data::CreateMarket::DISCRIMINATOR),
    ("create_series", data::CreateSeries::DISCRIMINATOR),
    ("observe", data::Observe::DISCRIMINATOR),
    ("pause_market", data::PauseMarket::DISCRIMINATOR),
    ("lift_pause", data::LiftPause::DISCRIMINATOR),
    ("refresh_book", data::RefreshBook::DISCRIMINATOR),
    (
        "open_margin_account",
        data::OpenMarginAccount::DISCRIMINATOR,
    ),
    (
        "close_margin_account",
        data::CloseMarginAccount::DISCRIMINATOR,
    ),
    ("deposit_collateral", data::DepositCollateral::DISCRIMINATOR),
    (
        "withdraw_collateral",
        data::WithdrawCollateral::DISCRIMINATOR,
    ),
    ("write_option", data::WriteOption::DISCRIMINATOR),
    ("close_short", data::CloseShort::DISCRIMINATOR),
    ("deposit_option", data::DepositOption::DISCRIMINATOR),
    ("withdraw_option", data::WithdrawOption::DISCRIMINATOR),
    ("net_position", data::NetPosition::DISCRIMINATOR),
    ("flag_account", data::FlagAccount::DISCRIMINATOR),
    ("unflag_account", data::UnflagAccount::DISCRIMINATOR),
    ("liquidate", data::Liquidate::DISCRIMINATOR),
    (
        "liquidate_with_options",
        data::LiquidateWithOptions::DISCRIMINATOR,
    ),
    ("open_backstop", data::OpenBackstop::DISCRIMINATOR),
    ("backstop_account", data::BackstopAccount::DISCRIMINATOR),
    ("sweep_backstop", data::SweepBackstop::DISCRIMINATOR),
    ("fund_insurance", data::FundInsurance::DISCRIMINATOR),
    ("create_vault", data::CreateVault::DISCRIMINATOR),
    ("queue_deposit", data::QueueDeposit::DISCRIMINATOR),
    ("cancel_deposit", data::CancelDeposit::DISCRIMINATOR),
    ("claim_shares", data::ClaimShares::DISCRIMINATOR),
    ("queue_withdrawal", data::QueueWithdrawal::DISCRIMINATOR),
    ("cancel_withdrawal", data::CancelWithdrawal::DISCRIMINATOR),
    ("claim_withdrawal", data::ClaimWithdrawal::DISCRIMINATOR),
    ("claim_fees", data::ClaimFees::DISCRIMINATOR),
    ("roll_round", data::RollRound::DISCRIMINATOR),
    ("start_sale", data::StartSale::DISCRIMINATOR),
    ("buy_option", data::BuyOption::DISCRIMINATOR),
    ("end_sale", data::EndSale::DISCRIMINATOR),
    ("settle_vault", data::SettleVault::DISCRIMINATOR),
    ("open_hedge", data::OpenHedge::DISCRIMINATOR),
    ("fill_hedge", data::FillHedge::DISCRIMINATOR),
    ("cross_hedges", data::CrossHedges::DISCRIMINATOR),
    ("close_orders", data::CloseOrders::DISCRIMINATOR),
    ("open_buyback", data::OpenBuyback::DISCRIMINATOR),
    ("fill_buyback", data::FillBuyback::DISCRIMINATOR),
    ("settle_series", data::SettleSeries::DISCRIMINATOR),
    ("settle_short", data::SettleShort::DISCRIMINATOR),
    ("settle_long", data::SettleLong::DISCRIMINATOR),
    ("pin_settlement", data::PinSettlement::DISCRIMINATOR),
    ("redeem_option", data::RedeemOption::DISCRIMINATOR),
];

/// Name of the instruction that `data` encodes; `None` if it is not one of the program's.
pub fn name(data: &[u8]) -> Option<&'static str> {
    INSTRUCTIONS
        .iter()
        .find(|(_, discriminator)| data.starts_with(discriminator))
        .map(|(name, _)| *name)
}
