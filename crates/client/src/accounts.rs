//! Decoding of account data as fetched from any RPC.
//!
//! ```
//! use anchor_lang::AccountSerialize;
//! use ballast_client::{accounts, ballast::state::{MarginAccount, Vault}, example};
//!
//! let account = example::writer(10, 210 * example::DOLLAR, 3)?;
//! let mut bytes = Vec::new();
//! account.try_serialize(&mut bytes)?;
//! let decoded: MarginAccount = accounts::decode(&bytes).ok_or("no margin account")?;
//! assert_eq!(decoded.positions, account.positions);
//! // Another type's, of another layout, cut short, or not the program's at all.
//! assert!(accounts::decode::<Vault>(&bytes).is_none());
//! assert!(accounts::decode::<MarginAccount>(&bytes[..40]).is_none());
//! for version in [0, 2] {
//!     bytes[8] = version;
//!     assert!(accounts::decode::<MarginAccount>(&bytes).is_none());
//! }
//! assert!(accounts::decode_market(&[]).is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use anchor_lang::{
    prelude::{AccountInfo, Pubkey},
    AccountDeserialize, Discriminator,
};
use ballast::state::{Market, Version};

/// Bytes of a market's account.
const MARKET_BYTES: usize = Market::DISCRIMINATOR.len() + core::mem::size_of::<Market>();

/// Decodes a Borsh account (protocol, proposal, vault, series, margin account, receipts, rounds);
/// `None` if the bytes are of another type or layout.
pub fn decode<T: AccountDeserialize>(data: &[u8]) -> Option<T> {
    // The program reads a version of zero too, in an account that it is about to write.
    let version = data.get(Market::DISCRIMINATOR.len());
    if version != Some(&Version::CURRENT.byte()) {
        return None;
    }
    let data = match data.starts_with(Market::DISCRIMINATOR) {
        // Its own decoding panics on any other size.
        true => data.get(..MARKET_BYTES)?,
        false => data,
    };
    T::try_deserialize(&mut &data[..]).ok()
}

/// Lets `read` see an account as the program gets it: what the program's own readers take. Nothing of it is signed,
/// writable or kept.
pub fn as_info<T>(
    address: &Pubkey,
    owner: &Pubkey,
    data: &[u8],
    read: impl FnOnce(&AccountInfo) -> T,
) -> T {
    let (mut lamports, mut data) = (0, data.to_vec());
    let data = data.as_mut_slice();
    read(&AccountInfo::new(
        address,
        false,
        false,
        &mut lamports,
        data,
        owner,
        false,
    ))
}

/// Decodes a market, which is stored as plain memory; `None` if the bytes are of another type or layout.
pub fn decode_market(data: &[u8]) -> Option<Box<Market>> {
    let body = data.get(..MARKET_BYTES)?;
    let body = body.strip_prefix(Market::DISCRIMINATOR)?;
    let market: Box<Market> = Box::new(bytemuck::pod_read_unaligned(body));
    (market.version == Version::CURRENT.byte()).then_some(market)
}

/// An account in which nothing is set but its type and version.
#[cfg(test)]
pub(crate) fn blank<T: AccountDeserialize + Discriminator + anchor_lang::Space>() -> T {
    let mut bytes = T::DISCRIMINATOR.to_vec();
    bytes.push(Version::CURRENT.byte());
    bytes.resize(T::DISCRIMINATOR.len() + T::INIT_SPACE, 0);
    decode(&bytes).expect("an account")
}
