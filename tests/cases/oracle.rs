//! A print with a wrong owner, feed, exponent, age, sign or confidence changes nothing.

use anchor_lang::prelude::Pubkey;
use ballast::{
    errors::BallastError::{self, *},
    oracle::{OracleKind, LEGACY_OWNERS},
};
use ballast_client::instructions as ix;
use ballast_harness::{
    oracle::{legacy, legacy_account, receiver_account},
    setup::{keypair, DOLLAR},
    Account, OraclePrint, Setup, World,
};
use option_risk::units::Kind;
use pyth_solana_receiver_sdk::price_update::VerificationLevel;
use solana_signer::Signer;

use crate::{
    scenes::{bad_price, disarmed, short_at_limit, START_PRICE},
    support::{on_both_chains, on_both_with, refused, refuses, snapshot},
};

/// Something wrong with what the oracle account shows.
struct Fault {
    name: &'static str,
    error: BallastError,
    cause: fn(&mut World, OraclePrint),
}

/// Faults of either kind of oracle account.
const FAULTS: &[Fault] = &[
    Fault {
        name: "owned by nobody known",
        error: OracleWrongOwner,
        cause: |world, print| {
            let mut account = world.feed.account(&print);
            account.owner = keypair(50).pubkey();
            show(world, account);
        },
    },
    Fault {
        name: "unreadable bytes",
        error: OracleUnreadable,
        cause: |world, print| {
            let mut account = world.feed.account(&print);
            account.data[0] ^= 1;
            show(world, account);
        },
    },
    Fault {
        name: "too few bytes",
        error: OracleUnreadable,
        cause: |world, print| {
            let mut account = world.feed.account(&print);
            account.data.truncate(60);
            show(world, account);
        },
    },
    Fault {
        name: "stale by a second",
        error: OracleStale,
        cause: |world, print| {
            let publish_ts = print.publish_ts - 61;
            world.publish(&OraclePrint {
                publish_ts,
                ..print
            });
        },
    },
    Fault {
        name: "a second too far ahead",
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
        error: OracleInvalidPrice,
        cause: |world, print| world.publish(&OraclePrint { price: 0, ..print }),
    },
    Fault {
        name: "negative",
        error: OracleInvalidPrice,
        cause: |world, print| {
            let price = -print.price;
            world.publish(&OraclePrint { price, ..print });
        },
    },
    Fault {
        name: "confidence an atom too wide",
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
const FAULTS_OF_A_MARKET: &[Fault] = &[
    Fault {
        name: "another exponent",
        error: OracleWrongExponent,
        cause: |world, print| {
            world.publish(&OraclePrint {
                exponent: -7,
                ..print
            })
        },
    },
    Fault {
        name: "older than the one on record",
        error: OracleOutOfOrder,
        cause: |world, print| {
            let publish_ts = world.market().publish_ts - 1;
            world.publish(&OraclePrint {
                publish_ts,
                ..print
            });
        },
    },
];

/// Faults of the legacy account alone.
const LEGACY_FAULTS: &[Fault] = &[Fault {
    name: "not trading",
    error: OracleNotTrading,
    cause: |world, print| {
        let mut account = legacy_account(&print);
        account.data[legacy::STATUS] = 0;
        show(world, account);
    },
}];

/// Faults of the receiver's account alone.
const RECEIVER_FAULTS: &[Fault] = &[
    Fault {
        name: "partially verified",
        error: OracleNotVerified,
        cause: |world, print| {
            let level = VerificationLevel::Partial { num_signatures: 12 };
            let account = receiver_account(&world.feed.id(), &print, level);
            show(world, account);
        },
    },
    Fault {
        name: "another feed",
        error: OracleWrongFeed,
        cause: |world, print| {
            let account = receiver_account(&[0xE1; 32], &print, VerificationLevel::Full);
            show(world, account);
        },
    },
];

/// The oracle account shows exactly this.
fn show(world: &mut World, account: Account) {
    let address = world.feed.address;
    world.chain.set_account(&address, account);
}

/// The faults an account of a kind can have.
fn faults_of(kind: OracleKind) -> impl Iterator<Item = &'static Fault> {
    let own = match kind {
        OracleKind::Legacy => LEGACY_FAULTS,
        OracleKind::Receiver => RECEIVER_FAULTS,
    };
    FAULTS.iter().chain(own)
}

fn setups() -> [Setup; 2] {
    [OracleKind::Legacy, OracleKind::Receiver].map(|oracle| Setup {
        oracle,
        ..disarmed()
    })
}

#[test]
fn a_faulty_print_is_refused_everywhere_and_changes_nothing() {
    for setup in setups() {
        on_both_with(&setup, |world| {
            let scene = short_at_limit(world, Kind::Put);
            let owner = scene.writer.key();
            world.tick(60, bad_price(Kind::Put)).unwrap();
            world.advance(5);
            for fault in faults_of(setup.oracle).chain(FAULTS_OF_A_MARKET) {
                eprintln!("{}", fault.name);
                let print = world.feed.print(bad_price(Kind::Put), world.now());
                (fault.cause)(world, print);
                refuses(world, fault.error, World::observe);
                refuses(world, fault.error, |world| {
                    let write = ix::write_option(&world.keys, &scene.series, &owner, 1);
                    world.send(&[write], &[&scene.writer.wallet])
                });
                refuses(world, fault.error, |world| {
                    world.liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
                });
            }
            world.set_price(bad_price(Kind::Put));
            world
                .liquidate(&scene.liquidator, &owner, &scene.series, u64::MAX)
                .unwrap();
        });
    }
}

#[test]
fn a_market_cannot_be_created_on_a_faulty_print() {
    for setup in setups() {
        on_both_chains(|chain| {
            let mut world = World::unopened(chain, &setup);
            let admin = world.admin.insecure_clone();
            let key = admin.pubkey();
            world
                .send(&[ix::initialize_protocol(&key, &key)], &[&admin])
                .unwrap();
            let create = ix::create_market(&world.keys, &key, world.feed.id(), setup.market);
            for fault in faults_of(setup.oracle) {
                eprintln!("{}", fault.name);
                let print = world.feed.print(START_PRICE, world.now());
                (fault.cause)(&mut world, print);
                refused(world.send(&create, &[&admin]), fault.error);
                assert_eq!(world.chain.account(&world.keys.market), None);
            }
            world.set_price(START_PRICE);
            world.send(&create, &[&admin]).unwrap();
        });
    }
}

/// A legacy market knows its feed by the account's address, and its owner by name.
#[test]
fn another_legacy_account_is_refused() {
    on_both_with(&disarmed(), |world| {
        world.advance(5);
        let print = world.feed.print(START_PRICE, world.now());
        let other = keypair(51).pubkey();
        world.chain.set_account(&other, legacy_account(&print));
        let own = std::mem::replace(&mut world.keys.oracle, other);
        refuses(world, OracleWrongFeed, World::observe);
        world.keys.oracle = own;

        let mut account = legacy_account(&print);
        account.owner = LEGACY_OWNERS[1];
        show(world, account);
        refuses(world, OracleWrongOwner, World::observe);
        let level = VerificationLevel::Full;
        show(world, receiver_account(&own.to_bytes(), &print, level));
        refuses(world, OracleWrongOwner, World::observe);
    });
}

#[test]
fn a_legacy_market_names_the_account_it_is_created_with() {
    on_both_chains(|chain| {
        let setup = Setup::default();
        let mut world = World::unopened(chain, &setup);
        let admin = world.admin.insecure_clone();
        let key = admin.pubkey();
        world
            .send(&[ix::initialize_protocol(&key, &key)], &[&admin])
            .unwrap();
        let print = world.feed.print(START_PRICE, world.now());
        let other = keypair(51).pubkey();
        world.chain.set_account(&other, legacy_account(&print));
        world.keys.oracle = other;
        let create = ix::create_market(&world.keys, &key, world.feed.id(), setup.market);
        refused(world.send(&create, &[&admin]), OracleWrongFeed);
    });
}

/// The bounds themselves pass: a minute old, ten seconds ahead, 2% wide.
#[test]
fn prints_at_the_bounds_are_accepted() {
    let cases: [fn(&mut OraclePrint); 3] = [
        |print| print.publish_ts -= 60,
        |print| print.publish_ts += 10,
        |print| print.confidence = print.price as u64 / 50,
    ];
    for setup in setups() {
        on_both_with(&setup, |world| {
            for (index, spoil) in cases.iter().enumerate() {
                world.advance(600);
                let price = START_PRICE + (1 + index as u64) * DOLLAR;
                let mut print = world.feed.print(price, world.now());
                spoil(&mut print);
                world.publish(&print);
                world.observe().unwrap();
                let market = world.market();
                assert_eq!((market.price, market.publish_ts), (price, print.publish_ts));
            }
        });
    }
}

/// One print a second: the first one stands.
#[test]
fn a_second_print_of_the_same_second_changes_nothing() {
    on_both_with(&disarmed(), |world| {
        world.tick(60, START_PRICE + DOLLAR).unwrap();
        let before = snapshot(world);
        world.observe().unwrap();
        world.set_price(START_PRICE + 2 * DOLLAR);
        world.observe().unwrap();
        crate::support::assert_unchanged(world, &before);
        assert_eq!(world.market().price, START_PRICE + DOLLAR);
    });
}

/// Collateral that nothing stands against does not need the oracle.
#[test]
fn a_flat_account_withdraws_with_a_dead_oracle() {
    on_both_with(&disarmed(), |world| {
        let writer = crate::scenes::rich_writer(world, Kind::Put);
        let held = world.margin(&writer.key(), Kind::Put).unwrap().collateral;
        show(world, Account::new(Pubkey::default(), vec![]));
        world.withdraw(&writer, Kind::Put, held).unwrap();
        world.close_margin(&writer, Kind::Put).unwrap();
    });
}
