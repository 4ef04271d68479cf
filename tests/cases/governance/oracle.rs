//! A market's oracle is replaced: its address, its books and its price's neighbourhood stay.

use anchor_lang::prelude::Pubkey;
use ballast::{
    errors::BallastError::{self, *},
    oracle::OracleKind,
    state::Change,
};
use ballast_harness::{
    oracle::OracleFeed,
    setup::{keypair, DOLLAR, SOL},
    OraclePrint, World,
};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::{
    scenes::{disarmed, rich_writer, START_PRICE},
    support::{on_both_with, refuses},
};

/// A feed of either kind at another address.
fn another(kind: OracleKind) -> OracleFeed {
    OracleFeed {
        kind,
        address: keypair(52).pubkey(),
        exponent: -8,
    }
}

/// Proposes the feed and waits; from then on the world publishes there.
fn due_switch(world: &mut World, feed: OracleFeed) -> u64 {
    let change = Change::Oracle { feed: feed.id() };
    let index = world.proposed(change).expect("room");
    world.wait_for(index).expect("a print");
    world.feed = feed;
    index
}

#[test]
fn an_oracle_is_replaced_within_a_tenth_of_the_price() {
    for kind in [OracleKind::Legacy, OracleKind::Receiver] {
        for price in [START_PRICE / 10 * 9, START_PRICE / 10 * 11] {
            on_both_with(&disarmed(), |world| {
                let writer = rich_writer(world, Kind::Call);
                let index = due_switch(world, another(kind));
                world.set_price(price);
                world.execute(index).unwrap();
                let market = world.market();
                assert_eq!(
                    (market.oracle_kind, market.feed),
                    (kind as u8, world.feed.id())
                );
                assert_eq!(market.risk.price, START_PRICE);

                refuses(world, old_oracle(kind), World::observe);
                world.keys.oracle = world.feed.address;
                world.advance(1);
                world.set_price(price);
                world.observe().unwrap();
                assert_eq!(world.market().risk.price, price);
                // The market still signs for its custody, by the feed it was born with.
                world.withdraw(&writer, Kind::Call, SOL).unwrap();
            });
        }
    }
}

/// What the market says of the oracle it has left.
fn old_oracle(kind: OracleKind) -> BallastError {
    match kind {
        OracleKind::Legacy => OracleWrongFeed,
        OracleKind::Receiver => OracleWrongOwner,
    }
}

/// A fault of the new oracle's print, and its error.
type Fault = (BallastError, fn(&mut OraclePrint));

const FAULTS: [Fault; 6] = [
    (OracleTooFar, |print| {
        print.price = (220 * DOLLAR + 1) as i64
    }),
    (OracleTooFar, |print| {
        print.price = (180 * DOLLAR - 1) as i64
    }),
    (OracleStale, |print| print.publish_ts -= 61),
    (OracleWrongExponent, |print| print.exponent = -7),
    (OracleInvalidPrice, |print| print.price = 0),
    (OracleWideConfidence, |print| {
        print.confidence = 100 * DOLLAR
    }),
];

#[test]
fn an_unfit_oracle_does_not_replace_one() {
    for kind in [OracleKind::Legacy, OracleKind::Receiver] {
        on_both_with(&disarmed(), |world| {
            let index = due_switch(world, another(kind));
            for (case, (error, spoil)) in FAULTS.iter().enumerate() {
                eprintln!("{kind:?}, fault {case}");
                let mut print = world.feed.print(START_PRICE, world.now());
                spoil(&mut print);
                world.publish(&print);
                refuses(world, *error, |world| world.execute(index));
            }
            world.set_price(START_PRICE);
            let own = world.feed;
            let mut account = world.chain.account(&own.address).unwrap();
            account.owner = Pubkey::default();
            world.chain.set_account(&own.address, account);
            refuses(world, OracleWrongOwner, |world| world.execute(index));
            // Readable, but not the feed that was announced.
            world.feed.address = world.keys.oracle;
            world.feed.kind = OracleKind::Legacy;
            world.set_price(START_PRICE);
            refuses(world, OracleWrongFeed, |world| world.execute(index));
            world.feed = own;
            world.set_price(START_PRICE);
            world.execute(index).unwrap();
        });
    }
}
