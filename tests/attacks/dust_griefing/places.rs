//! Places of which there are few: sixteen expiries of a market, eight positions of an account.

use ballast::{
    constants::{MAX_EXPIRIES, MAX_EXPIRY_DAYS, MAX_POSITIONS},
    errors::BallastError::*,
};
use ballast_client::{instructions as ix, SeriesKeys};
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, Receipt, World,
};
use option_risk::units::Kind;

use crate::{
    ledger::enter,
    scenes::{
        disarmed, expiry, near_series, reach_agreement, reach_expiry, rich, rich_writer,
        short_at_limit, write_to_limit, START_PRICE,
    },
    support::{on_both, on_both_with, refuses},
};

/// Series for every day of the calendar, by nobody in particular: every day that is left is shared, so a vault sells
/// all the same. Those that expire are in the way for as long as nobody settles them: a signature for a dozen.
#[test]
fn every_expiry_can_be_taken_and_nobody_is_kept_out() {
    on_both(|world| {
        let depositor = rich(world);
        enter(world, &depositor, 1_000 * SOL);
        let mut spam = Vec::new();
        for days in 0..MAX_EXPIRY_DAYS {
            let expiry_ts = expiry(world, days);
            for index in 0..if days == 0 { 12 } else { 1 } {
                let strike = (150 + index) * DOLLAR;
                spam.push(world.create_series(Kind::Put, strike, expiry_ts).unwrap());
            }
        }
        let taken = |world: &mut World| {
            let market = world.market();
            market
                .expiries
                .iter()
                .filter(|slot| slot.series > 0)
                .count()
        };
        assert_eq!(taken(world), MAX_EXPIRIES - 2);
        world.start_sale().unwrap();

        // Two days nobody settles anything: the two places to spare are gone, and the third day's expiry has none.
        for day in 1..=3 {
            world.hold(86_400, 3_600, START_PRICE).unwrap();
            let expiry_ts = expiry(world, MAX_EXPIRY_DAYS - 1);
            let spare = |world: &mut World| {
                let created = world.create_series(Kind::Put, 150 * DOLLAR, expiry_ts);
                created.map(|_| Receipt::default())
            };
            match day {
                3 => refuses(world, TooManyExpiries, spare),
                _ => drop(spare(world).unwrap()),
            }
        }
        let rent: u64 = [spam[0].series, spam[0].option_mint, spam[0].pool]
            .map(|address| world.chain.account(&address).unwrap().lamports)
            .iter()
            .sum();
        // One signature, 5,000 lamports, for twelve series of the first day.
        let settle: Vec<_> = (spam[..12].iter())
            .map(|series| ix::settle_series(&world.keys, series))
            .collect();
        let receipt = world.send(&settle, &[]).unwrap();
        println!(
            "{rent} lamports a series, 5,000 to settle twelve, {} units",
            receipt.compute_units
        );
        assert!(rent * 12 > 1_000 * 5_000);
        let expiry_ts = expiry(world, MAX_EXPIRY_DAYS - 1);
        world
            .create_series(Kind::Put, 150 * DOLLAR, expiry_ts)
            .unwrap();
    });
}

/// Calls of seven strikes above [`near_series`]', and some of each for an actor.
fn seven_kinds(world: &mut World, near: &SeriesKeys, to: &Actor, each: u64) -> Vec<SeriesKeys> {
    let printer = rich_writer(world, Kind::Call);
    (1..MAX_POSITIONS as u64)
        .map(|index| {
            let strike = near.strike + index * DOLLAR;
            let series = world
                .create_series(Kind::Call, strike, near.expiry_ts)
                .unwrap();
            world.write(&printer, &series, SOL).unwrap();
            world.transfer_options(&printer, to, &series, each).unwrap();
            series
        })
        .collect()
}

/// Options held in every other place go along with the short: only an account with as many places free takes it over.
#[test]
fn options_held_as_a_shield_ask_for_empty_accounts() {
    on_both_with(&disarmed(), |world| {
        let scene = short_at_limit(world, Kind::Call);
        let (writer, owner) = (&scene.writer, scene.writer.key());
        for series in seven_kinds(world, &scene.series, writer, SOL / 100) {
            world.deposit_options(writer, &series, SOL / 100).unwrap();
        }
        let busy = rich_writer(world, Kind::Call);
        let other = world
            .create_series(Kind::Call, 260 * DOLLAR, scene.series.expiry_ts)
            .unwrap();
        world.write(&busy, &other, SOL).unwrap();
        world.tick(60, 222 * DOLLAR).unwrap();
        refuses(world, TooManyPositions, |world| {
            world.liquidate(&busy, &owner, &scene.series, u64::MAX)
        });
        // An empty account, or options to burn, will do; and so few contracts that no option goes along.
        (world.liquidate(&busy, &owner, &scene.series, 9_000)).unwrap();
        (world.liquidate(&scene.liquidator, &owner, &scene.series, 2 * SOL)).unwrap();
        (world.transfer_options(writer, &busy, &scene.series, 2 * SOL)).unwrap();
        (world.liquidate_with_options(&busy, &owner, &scene.series, 2 * SOL, 0)).unwrap();
    });
}

/// One ruined account with an atom of seven series fills the fund's own account: until these are settled the fund takes
/// no other series over. What that costs: nothing if the price stays where it is; if it comes back, what would have
/// been recovered. Holders are paid alike.
#[test]
fn seven_atoms_of_options_keep_the_fund_from_taking_others_over() {
    for back in [400 * DOLLAR, START_PRICE] {
        on_both_with(&disarmed(), |world| {
            let kind = Kind::Call;
            let dust = short_at_limit(world, kind);
            let longs = seven_kinds(world, &dust.series, &dust.writer, 1);
            for series in &longs {
                world.deposit_options(&dust.writer, series, 1).unwrap();
            }
            let large = large_short(world, &dust.series);
            world.open_backstop(kind).unwrap();
            let friend = rich(world);
            world.fund_insurance(&friend, kind, 1_000 * SOL).unwrap();
            reach_agreement(world, 400 * DOLLAR);
            let (griefer, victim) = (dust.writer.key(), large.0.key());
            refuses(world, LongsFirst, |world| {
                world.backstop(&griefer, &dust.series)
            });
            for series in longs.iter().chain([&dust.series]) {
                world.backstop(&griefer, series).unwrap();
            }
            assert!(world.health(&victim, kind).is_insolvent());
            refuses(world, TooManyPositions, |world| {
                world.backstop(&victim, &large.1)
            });

            let collateral = world.margin(&victim, kind).unwrap().collateral;
            let fund = world.insurance(kind);
            reach_expiry(world, large.1.expiry_ts, back);
            world.settle_series(&large.1).unwrap();
            world.settle_short(&victim, &large.1).unwrap();
            let drawn = fund - world.insurance(kind);
            let left = world.margin(&victim, kind).unwrap().collateral;
            println!(
                "settled at {}: {drawn} from the fund, {left} of {collateral} left to the account",
                back / DOLLAR
            );
            // The fund pays what the collateral does not, as it would have had it taken the account over; but what is
            // left of it is the owner's.
            assert_eq!(world.series_state(&large.1).shortfall, 0);
            match back == START_PRICE {
                true => assert_eq!((drawn, left), (0, collateral)),
                false => assert!(drawn > 0 && left == 0),
            }
        });
    }
}

/// Somebody short of another series at the limit.
fn large_short(world: &mut World, near: &SeriesKeys) -> (Actor, SeriesKeys) {
    let series = world
        .create_series(Kind::Call, near.strike + 30 * DOLLAR, near.expiry_ts)
        .unwrap();
    let writer = rich_writer(world, Kind::Call);
    write_to_limit(world, &writer, &series, 500 * SOL);
    (writer, series)
}

/// What an account holds eight of, it holds no ninth of; nobody else can put anything there.
#[test]
fn nobody_fills_anothers_places() {
    on_both(|world| {
        let (owner, griefer) = (
            rich_writer(world, Kind::Call),
            rich_writer(world, Kind::Call),
        );
        let near = near_series(world, Kind::Call);
        world.write(&griefer, &near, SOL).unwrap();
        let deposit = ix::deposit_option(&world.keys, &near, &griefer.key(), SOL);
        let mut forged = deposit;
        let own = world.keys.margin_account(&griefer.key(), Kind::Call);
        let theirs = world.keys.margin_account(&owner.key(), Kind::Call);
        for meta in forged
            .iter_mut()
            .flat_map(|instruction| &mut instruction.accounts)
        {
            if meta.pubkey == own {
                meta.pubkey = theirs;
            }
        }
        refuses(world, WrongOwner, |world| {
            world.send(&forged, &[&griefer.wallet])
        });
    });
}
