//! The legacy push account, read with `pyth-sdk-solana`.

use anchor_lang::prelude::*;
use option_risk::oracle::{Quote, Rejection};
use pyth_sdk_solana::state::{load_price_account, PriceStatus};

use super::{OracleKind, RawPrint};
use crate::errors::BallastError;

/// Pyth's push oracle program on mainnet and on devnet.
pub const LEGACY_OWNERS: [Pubkey; 2] = [
    pubkey!("FsJ3A3u2vn5cTVofAjvy6y5kwABJAqYWpe4975bi2epH"),
    pubkey!("gSbePebfvPy7tRqimPoVecS2UsBvYv46ynrzWocc92s"),
];

/// Size of a price account with 32 publishers and no extension.
const ACCOUNT_WORDS: usize = 3312 / 8;

pub fn read(account: &AccountInfo) -> Result<RawPrint> {
    let data = account.try_borrow_data()?;
    // The SDK panics on bytes that are not 8-aligned, so it reads an aligned copy.
    let bytes = data
        .get(..ACCOUNT_WORDS * 8)
        .ok_or(BallastError::OracleUnreadable)?;
    let mut words = vec![0u64; ACCOUNT_WORDS];
    bytemuck::cast_slice_mut::<u64, u8>(&mut words).copy_from_slice(bytes);
    let price = load_price_account::<32, ()>(bytemuck::cast_slice(&words))
        .map_err(|_| BallastError::OracleUnreadable)?;
    Ok(RawPrint {
        kind: OracleKind::Legacy,
        feed: account.key().to_bytes(),
        exponent: price.expo,
        quote: Quote {
            price: price.agg.price,
            confidence: price.agg.conf,
            ema_price: price.ema_price.val,
            publish_ts: price.timestamp,
            prev_publish_ts: price.prev_timestamp,
        },
        flaw: (price.agg.status != PriceStatus::Trading).then_some(Rejection::NotTrading),
    })
}
