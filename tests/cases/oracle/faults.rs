//! What can be wrong with what an oracle account shows.

use ballast::{
    errors::BallastError::{self, *},
    oracle::OracleKind,
};
use ballast_harness::{
    oracle::{legacy, legacy_account, receiver_account},
    setup::keypair,
    Account, OraclePrint, World,
};
use pyth_solana_receiver_sdk::price_update::VerificationLevel;
use solana_signer::Signer;

/// What is at fault: the account, or the print it shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    Account,
    Print,
}

/// Something wrong with what the oracle account shows.
pub struct Fault {
    pub name: &'static str,
    pub blame: Blame,
    pub error: BallastError,
    pub cause: fn(&mut World, OraclePrint),
}

/// Faults of either kind of oracle account.
pub const FAULTS: &[Fault] = &[
    Fault {
        name: "owned by nobody known",
        blame: Blame::Account,
        error: OracleWrongOwner,
        cause: |world, print| {
            let mut account = world.feed.account(&print);
            account.owner = keypair(50).pubkey();
            show(world, account);
        },
    },
    Fault {
        name: "unreadable bytes",
        blame: Blame::Account,
        error: OracleUnreadable,
        cause: |world, print| {
            let mut account = world.feed.account(&print);
            account.data[0] ^= 1;
            show(world, account);
        },
    },
    Fault {
        name: "too few bytes",
        blame: Blame::Account,
        error: OracleUnreadable,
        cause: |world, print| {
            let mut account = world.feed.account(&print);
            account.data.truncate(60);
            show(world, account);
        },
    },
    Fault {
        name: "too old even to be sensed",
        blame: Blame::Print,
        error: OracleStale,
        cause: |world, print| {
            let publish_ts = print.publish_ts - 1_201;
            world.publish(&OraclePrint {
                publish_ts,
                ..print
            });
        },
    },
    Fault {
        name: "a second too far ahead",
        blame: Blame::Print,
        error: OracleFromFuture,
        cause: |world, print| {
            let publish_ts = print.publish_ts + 11;
            world.publish(&OraclePrint {
                publish_ts,
                ..print
            });
        },
    },
    Fault {
        name: "zero",
        blame: Blame::Print,
        error: OracleInvalidPrice,
        cause: |world, print| world.publish(&OraclePrint { price: 0, ..print }),
    },
    Fault {
        name: "negative",
        blame: Blame::Print,
        error: OracleInvalidPrice,
        cause: |world, print| {
            let price = -print.price;
            world.publish(&OraclePrint { price, ..print });
        },
    },
    Fault {
        name: "confidence an atom too wide",
        blame: Blame::Print,
        error: OracleWideConfidence,
        cause: |world, print| {
            let confidence = print.price as u64 / 50 + 1;
            world.publish(&OraclePrint {
                confidence,
                ..print
            });
        },
    },
];

/// Faults only a market that exists can see.
pub const FAULTS_OF_A_MARKET: &[Fault] = &[Fault {
    name: "another exponent",
    blame: Blame::Print,
    error: OracleWrongExponent,
    cause: |world, print| {
        world.publish(&OraclePrint {
            exponent: -7,
            ..print
        })
    },
}];

/// Faults of the legacy account alone.
pub const LEGACY_FAULTS: &[Fault] = &[Fault {
    name: "not trading",
    blame: Blame::Print,
    error: OracleNotTrading,
    cause: |world, print| {
        let mut account = legacy_account(&print);
        account.data[legacy::STATUS] = 0;
        show(world, account);
    },
}];

/// Faults of the receiver's account alone.
pub const RECEIVER_FAULTS: &[Fault] = &[
    Fault {
        name: "partially verified",
        blame: Blame::Print,
        error: OracleNotVerified,
        cause: |world, print| {
            let level = VerificationLevel::Partial { num_signatures: 12 };
            let account = receiver_account(&world.feed.id(), &print, level);
            show(world, account);
        },
    },
    Fault {
        name: "another feed",
        blame: Blame::Account,
        error: OracleWrongFeed,
        cause: |world, print| {
            let account = receiver_account(&[0xE1; 32], &print, VerificationLevel::Full);
            show(world, account);
        },
    },
];

/// The oracle account shows exactly this.
pub fn show(world: &mut World, account: Account) {
    let address = world.feed.address;
    world.chain.set_account(&address, account);
}

/// The faults an account of a kind can have.
pub fn faults_of(kind: OracleKind) -> impl Iterator<Item = &'static Fault> {
    let own = match kind {
        OracleKind::Legacy => LEGACY_FAULTS,
        OracleKind::Receiver => RECEIVER_FAULTS,
    };
    FAULTS.iter().chain(own)
}
