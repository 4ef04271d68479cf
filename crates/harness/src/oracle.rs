//! Pyth accounts of both kinds, written as Pyth would.

use anchor_lang::{prelude::Pubkey, AccountSerialize};
use ballast::oracle::{OracleKind, LEGACY_OWNERS};
use pyth_solana_receiver_sdk::price_update::{PriceFeedMessage, PriceUpdateV2, VerificationLevel};

use crate::chain::Account;

/// Offsets in the legacy price account (3312 bytes), as `pyth-sdk-solana` lays it out.
pub mod legacy {
    pub const SIZE: usize = 3312;
    pub const MAGIC: usize = 0;
    pub const VERSION: usize = 4;
    pub const TYPE: usize = 8;
    pub const EXPONENT: usize = 20;
    pub const EMA_PRICE: usize = 48;
    pub const TIMESTAMP: usize = 96;
    pub const PREV_TIMESTAMP: usize = 200;
    pub const PRICE: usize = 208;
    pub const CONFIDENCE: usize = 216;
    pub const STATUS: usize = 224;
}

/// One print of the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OraclePrint {
    pub price: i64,
    pub confidence: u64,
    pub exponent: i32,
    pub publish_ts: i64,
    /// When the one before it was published.
    pub prev_publish_ts: i64,
    /// The feed's own moving average.
    pub ema_price: i64,
}

/// A feed: its account and how it is written.
#[derive(Clone, Copy, Debug)]
pub struct OracleFeed {
    pub kind: OracleKind,
    pub address: Pubkey,
    pub exponent: i32,
}

impl OracleFeed {
    /// What identifies the feed to the program.
    pub fn id(&self) -> [u8; 32] {
        match self.kind {
            OracleKind::Legacy => self.address.to_bytes(),
            OracleKind::Receiver => [0xE0; 32],
        }
    }

    /// A print one thousandth wide at `ts`, a second after the last, whose moving average has caught up.
    pub fn print(&self, price: u64, ts: i64) -> OraclePrint {
        OraclePrint {
            price: price as i64,
            confidence: price / 1_000,
            exponent: self.exponent,
            publish_ts: ts,
            prev_publish_ts: ts - 1,
            ema_price: price as i64,
        }
    }

    /// The account showing a print.
    pub fn account(&self, print: &OraclePrint) -> Account {
        match self.kind {
            OracleKind::Legacy => legacy_account(print),
            OracleKind::Receiver => receiver_account(&self.id(), print, VerificationLevel::Full),
        }
    }
}

/// A legacy push account, trading.
pub fn legacy_account(print: &OraclePrint) -> Account {
    let mut data = vec![0u8; legacy::SIZE];
    let mut put = |at: usize, bytes: &[u8]| data[at..at + bytes.len()].copy_from_slice(bytes);
    put(legacy::MAGIC, &0xa1b2_c3d4u32.to_le_bytes());
    put(legacy::VERSION, &2u32.to_le_bytes());
    put(legacy::TYPE, &3u32.to_le_bytes());
    put(legacy::EXPONENT, &print.exponent.to_le_bytes());
    put(legacy::EMA_PRICE, &print.ema_price.to_le_bytes());
    put(legacy::TIMESTAMP, &print.publish_ts.to_le_bytes());
    put(legacy::PREV_TIMESTAMP, &print.prev_publish_ts.to_le_bytes());
    put(legacy::PRICE, &print.price.to_le_bytes());
    put(legacy::CONFIDENCE, &print.confidence.to_le_bytes());
    put(legacy::STATUS, &1u32.to_le_bytes());
    Account::new(LEGACY_OWNERS[0], data)
}

/// A `PriceUpdateV2` account.
pub fn receiver_account(
    feed_id: &[u8; 32],
    print: &OraclePrint,
    verification_level: VerificationLevel,
) -> Account {
    let update = PriceUpdateV2 {
        write_authority: Pubkey::default(),
        verification_level,
        price_message: PriceFeedMessage {
            feed_id: *feed_id,
            price: print.price,
            conf: print.confidence,
            exponent: print.exponent,
            publish_time: print.publish_ts,
            prev_publish_time: print.prev_publish_ts,
            ema_price: print.ema_price,
            ema_conf: print.confidence,
        },
        posted_slot: 1,
    };
    let mut data = Vec::with_capacity(PriceUpdateV2::LEN);
    update
        .try_serialize(&mut data)
        .expect("a vector takes any length");
    data.resize(PriceUpdateV2::LEN, 0);
    Account::new(pyth_solana_receiver_sdk::ID, data)
}
