//! `PriceUpdateV2`, what mainnet and devnet publish today.

use anchor_lang::prelude::*;
use option_risk::oracle::{Quote, Rejection};
use pyth_solana_receiver_sdk::price_update::{PriceUpdateV2, VerificationLevel};

use super::{OracleKind, RawPrint};
use crate::errors::BallastError;

pub fn read(account: &AccountInfo) -> Result<RawPrint> {
    let data = account.try_borrow_data()?;
    let update = PriceUpdateV2::try_deserialize(&mut &data[..])
        .map_err(|_| BallastError::OracleUnreadable)?;
    let verified = update.verification_level.gte(VerificationLevel::Full);
    let message = update.price_message;
    Ok(RawPrint {
        kind: OracleKind::Receiver,
        feed: message.feed_id,
        exponent: message.exponent,
        quote: Quote {
            price: message.price,
            confidence: message.conf,
            ema_price: message.ema_price,
            publish_ts: message.publish_time,
            prev_publish_ts: message.prev_publish_time,
        },
        flaw: (!verified).then_some(Rejection::NotVerified),
    })
}
