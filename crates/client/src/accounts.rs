//! Decoding of account data as fetched from any RPC.

use anchor_lang::{AccountDeserialize, Discriminator};
use ballast::state::Market;

/// Decodes a Borsh account (protocol, proposal, vault, series, margin account, receipts, rounds);
/// `None` if the bytes are of another type.
pub fn decode<T: AccountDeserialize>(data: &[u8]) -> Option<T> {
    T::try_deserialize(&mut &data[..]).ok()
}

/// Decodes a market, which is stored as plain memory; `None` if the bytes are of another type.
pub fn decode_market(data: &[u8]) -> Option<Box<Market>> {
    let body = data.strip_prefix(Market::DISCRIMINATOR)?;
    let body = body.get(..core::mem::size_of::<Market>())?;
    Some(Box::new(bytemuck::pod_read_unaligned(body)))
}
