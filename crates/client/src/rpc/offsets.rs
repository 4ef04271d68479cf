//! Where accounts name what they belong to, in bytes from their start, for filters of a node.
//!
//! ```
//! use anchor_lang::AccountSerialize;
//! use ballast_client::{example, rpc::offsets};
//!
//! let account = example::writer(10, 210 * example::DOLLAR, 3)?;
//! let mut bytes = Vec::new();
//! account.try_serialize(&mut bytes)?;
//! assert!(bytes[offsets::MARGIN_MARKET_AT..].starts_with(example::keys().market.as_ref()));
//! assert!(bytes[offsets::MARGIN_OWNER_AT..].starts_with(example::OWNER.as_ref()));
//! # Ok::<(), anchor_lang::error::Error>(())
//! ```

use std::mem::offset_of;

use anchor_lang::Discriminator;
use ballast::state::Market;

/// The protocol of a [`Market`], which is plain memory behind its discriminator.
pub const MARKET_PROTOCOL_AT: usize = Market::DISCRIMINATOR.len() + offset_of!(Market, protocol);
/// The market of a [`Series`](ballast::state::Series): behind discriminator, version, bump, kind and settled flag.
pub const SERIES_MARKET_AT: usize = 12;
/// The market of a [`MarginAccount`](ballast::state::MarginAccount): behind discriminator, version, bump and kind.
pub const MARGIN_MARKET_AT: usize = 11;
/// The owner of a [`MarginAccount`](ballast::state::MarginAccount): behind those and the market.
pub const MARGIN_OWNER_AT: usize = 43;
/// The market of a [`Vault`](ballast::state::Vault): behind discriminator, version, bump, number, kind and stage.
pub const VAULT_MARKET_AT: usize = 14;
/// The protocol of a [`Proposal`](ballast::state::Proposal): behind discriminator, version and bump.
pub const PROPOSAL_PROTOCOL_AT: usize = 10;
/// The vault of a [`Round`](ballast::state::Round): behind discriminator, version and bump.
pub const ROUND_VAULT_AT: usize = 10;
/// The vault of a receipt of either kind: behind discriminator, version and bump.
pub const RECEIPT_VAULT_AT: usize = 10;
/// The owner of a receipt of either kind: behind those and the vault.
pub const RECEIPT_OWNER_AT: usize = 42;

#[cfg(test)]
mod tests {
    use anchor_lang::{
        prelude::Pubkey, AccountDeserialize, AccountSerialize, Discriminator, Space,
    };
    use ballast::state::{
        DepositReceipt, MarginAccount, Proposal, Round, Series, Vault, WithdrawalReceipt,
    };

    use super::*;
    use crate::accounts;

    const KEY: Pubkey = Pubkey::new_from_array([0xab; 32]);

    /// Where an account that is empty but for one key holds it.
    fn offset<T>(name: impl Fn(&mut T) -> &mut Pubkey) -> usize
    where
        T: AccountDeserialize + AccountSerialize + Discriminator + Space,
    {
        let mut account: T = accounts::blank();
        *name(&mut account) = KEY;
        let mut bytes = Vec::new();
        account.try_serialize(&mut bytes).expect("room for it");
        let at = bytes.windows(32).position(|bytes| bytes == KEY.as_ref());
        at.expect("the key")
    }

    #[test]
    fn accounts_name_their_keys_where_filters_look() {
        for (found, expected) in [
            (offset(|it: &mut Series| &mut it.market), SERIES_MARKET_AT),
            (
                offset(|it: &mut MarginAccount| &mut it.market),
                MARGIN_MARKET_AT,
            ),
            (
                offset(|it: &mut MarginAccount| &mut it.owner),
                MARGIN_OWNER_AT,
            ),
            (offset(|it: &mut Vault| &mut it.market), VAULT_MARKET_AT),
            (
                offset(|it: &mut Proposal| &mut it.protocol),
                PROPOSAL_PROTOCOL_AT,
            ),
            (offset(|it: &mut Round| &mut it.vault), ROUND_VAULT_AT),
            (
                offset(|it: &mut DepositReceipt| &mut it.vault),
                RECEIPT_VAULT_AT,
            ),
            (
                offset(|it: &mut DepositReceipt| &mut it.owner),
                RECEIPT_OWNER_AT,
            ),
            (
                offset(|it: &mut WithdrawalReceipt| &mut it.vault),
                RECEIPT_VAULT_AT,
            ),
            (
                offset(|it: &mut WithdrawalReceipt| &mut it.owner),
                RECEIPT_OWNER_AT,
            ),
        ] {
            assert_eq!(found, expected);
        }
    }
}
