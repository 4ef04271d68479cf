//! Seeds and fixed numbers of the account layout.

/// Most series a margin account can be short of, or hold options of, at once.
pub const MAX_POSITIONS: usize = 8;
/// Upcoming expiries a market accumulates settlement prices for.
pub const MAX_EXPIRIES: usize = 16;
/// Furthest expiry a series may have, days; with one expiry a day, two accumulators are spare.
pub const MAX_EXPIRY_DAYS: u32 = 14;
/// Share atoms per asset atom at the first deposit, as decimals: the vault's
/// virtual shares make the first deposit's share price 10^-3.
pub const SHARE_EXTRA_DECIMALS: u8 = 3;
const _: () =
    assert!(10u64.pow(SHARE_EXTRA_DECIMALS as u32) == option_risk::shares::VIRTUAL_SHARES);

/// Seed of [`crate::state::Protocol`].
pub const PROTOCOL_SEED: &[u8] = b"protocol";
/// Seed of [`crate::state::Market`].
pub const MARKET_SEED: &[u8] = b"market";
/// Seed of a market's insurance authority, the owner of its insurance token accounts.
pub const INSURANCE_SEED: &[u8] = b"insurance";
/// Seed of [`crate::state::Series`].
pub const SERIES_SEED: &[u8] = b"series";
/// Seed of a series' option mint.
pub const OPTION_MINT_SEED: &[u8] = b"option_mint";
/// Seed of [`crate::state::MarginAccount`].
pub const MARGIN_SEED: &[u8] = b"margin";
/// Seed of [`crate::state::Vault`].
pub const VAULT_SEED: &[u8] = b"vault";
/// Seed of a vault's share mint.
pub const SHARE_MINT_SEED: &[u8] = b"share_mint";
/// Seed of [`crate::state::Round`].
pub const ROUND_SEED: &[u8] = b"round";
/// Seed of [`crate::state::DepositReceipt`].
pub const DEPOSIT_SEED: &[u8] = b"deposit";
/// Seed of [`crate::state::WithdrawalReceipt`].
pub const WITHDRAWAL_SEED: &[u8] = b"withdrawal";
/// Seed of [`crate::state::Proposal`].
pub const PROPOSAL_SEED: &[u8] = b"proposal";
