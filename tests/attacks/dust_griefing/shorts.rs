//! Shorts too small for anybody's trouble, each of which has to be settled before anybody is paid.

use ballast::errors::BallastError::*;
use ballast_client::{instructions as ix, SeriesKeys};
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor,
};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::{
    ledger::payoff,
    scenes::{
        bad_price, disarmed, near_series, reach_expiry, rich_writer, short_at_limit, WRITTEN,
    },
    support::{on_both_for_each_kind, on_both_with, refuses},
};

/// Written or left, a short is a tenth of a contract at least.
#[test]
fn nobody_writes_or_leaves_dust() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let series = near_series(world, kind);
        let writer = rich_writer(world, kind);
        world.open_options(&writer, &series).unwrap();
        for contracts in [1, SOL / 10 - 1] {
            refuses(world, ShortTooSmall, |world| {
                world.write(&writer, &series, contracts)
            });
        }
        world.write(&writer, &series, SOL).unwrap();
        for contracts in [SOL - 1, 9 * SOL / 10 + 1] {
            refuses(world, ShortTooSmall, |world| {
                world.close_short(&writer, &series, contracts)
            });
        }
        world.deposit_options(&writer, &series, SOL - 1).unwrap();
        refuses(world, ShortTooSmall, |world| {
            world.net_position(&writer.key(), &series)
        });
    });
}

/// A takeover may be of as little as frees something, so there are shorts of a few atoms. Whoever makes one pays two
/// signatures and the rent of an account; whoever settles them packs several into one.
#[test]
fn dust_taken_over_is_settled_by_anybody() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let (owner, series) = (scene.writer.key(), scene.series);
        world.tick(60, bad_price(kind)).unwrap();
        let mut dust = Vec::new();
        for _ in 0..5 {
            let wallet = rich_writer(world, kind);
            let mut contracts = 1;
            while world
                .liquidate(&wallet, &owner, &series, contracts)
                .is_err()
            {
                contracts += 1;
            }
            let account = world.margin(&wallet.key(), kind).unwrap();
            assert_eq!(account.short_of(&series.series), contracts);
            dust.push((wallet, contracts));
        }
        println!(
            "{kind:?}: shorts of {:?} atoms",
            dust.iter().map(|d| d.1).collect::<Vec<_>>()
        );
        reach_expiry(world, series.expiry_ts, bad_price(kind));
        world.settle_series(&series).unwrap();
        world.settle_short(&owner, &series).unwrap();
        refuses(world, PoolIncomplete, |world| {
            world.redeem(&scene.writer, &series, SOL)
        });
        let settle: Vec<_> = (dust.iter())
            .map(|(wallet, _)| ix::settle_short(&world.keys, &series, &wallet.key()))
            .collect();
        let receipt = world.send(&settle, &[]).unwrap();
        println!("{} units for five", receipt.compute_units);
        assert!(receipt.compute_units < 1_400_000);
        let before = world.wallet(&owner, kind);
        world.redeem(&scene.writer, &series, WRITTEN).unwrap();
        let got = world.wallet(&owner, kind) - before;
        assert_eq!(got, payoff(world, &series, WRITTEN, bad_price(kind)));
    });
}

/// A takeover of all but an atom leaves one, in an account that may be taken whole. It holds nothing up: it is settled
/// like any other.
#[test]
fn a_takeover_of_all_but_an_atom_leaves_one() {
    on_both_for_each_kind(&disarmed(), |world, kind| {
        let scene = short_at_limit(world, kind);
        let (owner, series) = (scene.writer.key(), scene.series);
        let price = match kind {
            Kind::Call => 270 * DOLLAR,
            Kind::Put => 140 * DOLLAR,
        };
        world.tick(60, price).unwrap();
        (world.liquidate(&scene.liquidator, &owner, &series, WRITTEN - 1)).unwrap();
        let account = world.margin(&owner, kind).unwrap();
        assert_eq!(account.short_of(&series.series), 1);
        reach_expiry(world, series.expiry_ts, price);
        world.settle_series(&series).unwrap();
        (world.settle_short(&scene.liquidator.key(), &series)).unwrap();
        refuses(world, PoolIncomplete, |world| {
            world.redeem(&scene.writer, &series, SOL)
        });
        world.settle_short(&owner, &series).unwrap();
        let before = world.wallet(&owner, kind);
        world.redeem(&scene.writer, &series, WRITTEN).unwrap();
        let (got, full) = (
            world.wallet(&owner, kind) - before,
            payoff(world, &series, WRITTEN, price),
        );
        assert!(full - got <= 1, "{got} of {full}");
    });
}

/// Spreads of the least size, each waiting for the next: settled from the far end by anybody, a step or two each.
#[test]
fn a_chain_of_dust_spreads_is_settled_from_its_far_end() {
    const LINKS: u64 = 6;
    on_both_with(&disarmed(), |world| {
        let near = near_series(world, Kind::Call);
        let chain: Vec<SeriesKeys> = (0..=LINKS)
            .map(|index| {
                let strike = (210 + index) * DOLLAR;
                (world.ensure_series(Kind::Call, strike, near.expiry_ts)).unwrap()
            })
            .collect();
        let links: Vec<Actor> = (chain.iter())
            .map(|series| {
                let writer = rich_writer(world, Kind::Call);
                world.write(&writer, series, SOL / 10).unwrap();
                writer
            })
            .collect();
        // Each is short of one strike and holds the next one up, with as little collateral as that takes.
        for index in 0..LINKS as usize {
            let (link, next) = (&links[index], &chain[index + 1]);
            (world.transfer_options(&links[index + 1], link, next, SOL / 10)).unwrap();
            world.deposit_options(link, next, SOL / 10).unwrap();
            let health = world.health(&link.key(), Kind::Call);
            let spare = health.collateral - health.initial.required;
            world.withdraw(link, Kind::Call, spare).unwrap();
        }
        reach_expiry(world, near.expiry_ts, 2_000 * DOLLAR);
        for series in &chain {
            world.settle_series(series).unwrap();
        }
        let payer = world.admin.pubkey();
        assert!(links.iter().all(|link| link.key() != payer));
        let mut steps = 0;
        for index in (0..=LINKS as usize).rev() {
            let key = links[index].key();
            if index < LINKS as usize {
                refuses(world, LongUnsettled, |world| {
                    world.settle_short(&key, &chain[index])
                });
                world.settle_long(&key, &chain[index + 1]).unwrap();
                steps += 1;
            }
            world.settle_short(&key, &chain[index]).unwrap();
            steps += 1;
        }
        assert_eq!(steps, 2 * LINKS + 1);
        (world.redeem(&links[0], &chain[0], SOL / 10)).unwrap();
        assert_eq!(world.series_state(&chain[0]).shortfall, 0);
    });
}
