//! A print with a wrong owner, feed, exponent, age, sign or confidence changes nothing but a counter.

mod divergence;
mod faults;
mod order;
mod rejected;

use ballast::{
    errors::BallastError::*,
    oracle::{OracleKind, LEGACY_OWNERS},
};
use ballast_client::instructions as ix;
use ballast_harness::{
    oracle::{legacy_account, receiver_account},
    setup::{keypair, DOLLAR},
    OraclePrint, Setup, World,
};
use option_risk::units::Kind;
use pyth_solana_receiver_sdk::price_update::VerificationLevel;
use solana_signer::Signer;

use faults::{faults_of, show, Blame, FAULTS_OF_A_MARKET};
use rejected::counts_a_refusal;

use crate::{
    scenes::{bad_price, disarmed, short_at_limit, START_PRICE},
    support::{on_both_chains, on_both_with, refused, refuses},
};

/// A market under each kind of oracle account, whose breaker does not interfere.
pub fn setups() -> [Setup; 2] {
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
                match fault.blame {
                    Blame::Account => refuses(world, fault.error, World::observe),
                    Blame::Print => counts_a_refusal(world, fault.error),
                }
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
            world.found(setup.cluster).unwrap();
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
        world.found(setup.cluster).unwrap();
        let print = world.feed.print(START_PRICE, world.now());
        let other = keypair(51).pubkey();
        world.chain.set_account(&other, legacy_account(&print));
        world.keys.oracle = other;
        let create = ix::create_market(&world.keys, &key, world.feed.id(), setup.market);
        refused(world.send(&create, &[&admin]), OracleWrongFeed);
    });
}

/// The bounds themselves pass: twenty minutes old, ten seconds ahead, 2% wide.
#[test]
fn prints_at_the_bounds_are_accepted() {
    let cases: [fn(&mut OraclePrint); 3] = [
        |print| print.publish_ts -= 1_200,
        |print| print.publish_ts += 10,
        |print| print.confidence = print.price as u64 / 50,
    ];
    for setup in setups() {
        on_both_with(&setup, |world| {
            for (index, spoil) in cases.iter().enumerate() {
                world.advance(1_800);
                let price = START_PRICE + (1 + index as u64) * DOLLAR;
                let mut print = world.feed.print(price, world.now());
                spoil(&mut print);
                world.publish(&print);
                world.observe().unwrap();
                let market = world.market();
                assert_eq!(
                    (market.risk.price, market.risk.publish_ts),
                    (price, print.publish_ts)
                );
            }
        });
    }
}
