//! What a keeper knows: only what is the market's, and never what is older than what it knows.

use anchor_lang::{prelude::Pubkey, AccountDeserialize, AccountSerialize};
use ballast_client::{
    ballast::state::MarginAccount,
    rpc::{Held, Reading, CLOCK},
    PROGRAM_ID,
};
use ballast_harness::setup::SOL;
use ballast_keeper::{
    jobs::Job,
    mirror::Unfit,
    revalue::{Revaluer, Verdict},
};
use option_risk::units::Kind;

use crate::{
    scenes::{bad_price, disarmed, live, rich, short_at_limit},
    support::Bench,
};

fn short_bench() -> (Bench, Pubkey) {
    let mut bench = Bench::new(&disarmed(), &Job::ALL);
    let (writer, _) = short_at_limit(&mut bench.world, Kind::Put);
    let address = bench.world.keys.margin_account(&writer.key(), Kind::Put);
    (bench, address)
}

#[test]
fn garbage_is_counted_and_passed_over() {
    let (mut bench, address) = short_bench();
    live(&mut bench.world, SOL);
    let mut mirror = bench.mirror();
    let counts = |mirror: &ballast_keeper::mirror::Mirror| {
        (
            mirror.margins().len(),
            mirror.series().len(),
            mirror.vaults().len(),
        )
    };
    let before = counts(&mirror);
    assert_eq!(before, (1, 2, 1));
    let account = bench.reading(&[address]).found[0].1.clone().unwrap();
    let spoilt = |change: fn(&mut Held)| {
        let mut held = account.clone();
        change(&mut held);
        Some(held)
    };
    let junk = vec![
        None,
        spoilt(|held| held.owner = Pubkey::default()),
        spoilt(|held| held.data.truncate(100)),
        spoilt(|held| held.data.truncate(8)),
        spoilt(|held| held.data.clear()),
        spoilt(|held| held.data[10] = 9),  // of neither kind
        spoilt(|held| held.data[11] ^= 1), // of another market
        spoilt(|held| held.data[..8].fill(0xff)),
        spoilt(|held| held.data.fill(0xff)),
        Some(Held {
            owner: PROGRAM_ID,
            lamports: 1,
            data: vec![0x5a; 10_000],
        }),
    ];
    let found: Vec<(Pubkey, Option<Held>)> = (0u8..)
        .zip(junk)
        .map(|(number, held)| (Pubkey::new_from_array([number + 1; 32]), held))
        .collect();
    let mut listed: std::collections::HashSet<Pubkey> = found.iter().map(|(it, _)| *it).collect();
    let count = listed.len();
    mirror.take(&Reading { slot: 900, found });
    assert_eq!(counts(&mirror), before);
    listed.extend(mirror.margins().addresses());
    listed.extend(mirror.series().addresses());
    listed.extend(mirror.vaults().addresses());
    mirror.finish(&listed, 900);
    assert_eq!((counts(&mirror), mirror.garbage()), (before, count));
}

#[test]
fn a_series_or_vault_whose_content_is_not_its_addresss_is_garbage() {
    let (mut bench, _) = short_bench();
    live(&mut bench.world, SOL);
    let (series, vault) = (bench.world.series[0].series, bench.world.vault.vault);
    let mut mirror = ballast_keeper::mirror::Mirror::new(bench.world.keys, None);
    let mut reading = bench.reading(&[series, vault]);
    for (number, (address, _)) in (1u8..).zip(&mut reading.found) {
        *address = Pubkey::new_from_array([number; 32]);
    }
    mirror.take(&reading);
    assert!(mirror.series().is_empty() && mirror.vaults().is_empty());
}

#[test]
fn what_is_older_changes_nothing_and_what_is_gone_is_forgotten() {
    let (mut bench, address) = short_bench();
    let mut mirror = bench.mirror();
    let old = bench.reading(&[address]);
    let mut new = bench.reading(&[address]);
    let (_, Some(held)) = &mut new.found[0] else {
        panic!("an account");
    };
    held.data[75] ^= 1; // collateral
    mirror.take(&new);
    let collateral = mirror.margins().get(&address).unwrap().collateral;
    mirror.take(&old);
    assert_eq!(
        mirror.margins().get(&address).unwrap().collateral,
        collateral
    );
    let gone = |slot| Reading {
        slot,
        found: vec![(address, None)],
    };
    mirror.take(&gone(old.slot));
    assert!(mirror.margins().contains(&address));
    mirror.take_changed();
    mirror.take(&gone(new.slot + 1));
    assert!(!mirror.margins().contains(&address));
    assert!(mirror.take_changed().contains(&address));
}

#[test]
fn a_look_belongs_together_or_is_refused() {
    let (mut bench, address) = short_bench();
    let mut mirror = bench.mirror();
    mirror.mark(address, 0);
    assert!(mirror.is_dirty() && mirror.next_look().contains(&address));
    let look = bench.reading(&mirror.next_look());
    mirror.take_look(&look).unwrap();
    assert!(!mirror.is_dirty());
    // Its change is of the next slot: a look of this one does not show it.
    mirror.mark(address, look.slot + 1);
    mirror.take_look(&look).unwrap();
    assert!(mirror.awaits(&address));
    let later = Reading {
        slot: look.slot + 1,
        ..look.clone()
    };
    mirror.take(&later);
    assert!(!mirror.is_dirty());
    let behind = Reading {
        slot: look.slot - 1,
        ..look.clone()
    };
    let refused = mirror.take_look(&behind);
    assert!(matches!(refused, Err(Unfit::Behind { .. })));
    let without = |missing: Pubkey| {
        let mut look = look.clone();
        for (address, held) in &mut look.found {
            if *address == missing {
                *held = None;
            }
        }
        look
    };
    let market = bench.world.keys.market;
    assert_eq!(mirror.take_look(&without(CLOCK)), Err(Unfit::NoClock));
    assert_eq!(mirror.take_look(&without(market)), Err(Unfit::NoMarket));
    // The last good one stands.
    assert_eq!(mirror.core().unwrap().slot, look.slot);
}

#[test]
fn the_insurance_fund_is_part_of_every_look() {
    let mut bench = Bench::new(&disarmed(), &Job::ALL);
    let donor = rich(&mut bench.world);
    let mut mirror = bench.mirror();
    let before = mirror.core().unwrap().insurance;
    for (kind, gift) in [(Kind::Call, 3), (Kind::Put, 5)] {
        bench.world.fund_insurance(&donor, kind, gift).unwrap();
    }
    let look = bench.reading(&mirror.next_look());
    mirror.take_look(&look).unwrap();
    let [calls, puts] = mirror.core().unwrap().insurance;
    assert_eq!([calls, puts], [before[0] + 3, before[1] + 5]);
    assert_eq!(
        [calls, puts],
        Kind::ALL.map(|kind| bench.world.insurance(kind))
    );
}

#[test]
fn more_accounts_than_fit_a_look_come_with_the_next_ones() {
    let (mut bench, _) = short_bench();
    let mut mirror = bench.mirror();
    for number in 0..250u32 {
        let mut bytes = [7; 32];
        bytes[..4].copy_from_slice(&number.to_le_bytes());
        mirror.mark(Pubkey::new_from_array(bytes), 0);
    }
    let mut looks = 0;
    while mirror.is_dirty() {
        let addresses = mirror.next_look();
        assert!(addresses.len() <= 100);
        let look = bench.reading(&addresses);
        mirror.take_look(&look).unwrap();
        looks += 1;
    }
    assert_eq!(looks, 3);
}

/// In a large market only what has changed is judged anew while the price stands still.
#[test]
fn an_account_that_changes_alone_is_judged_alone() {
    let (mut bench, address) = short_bench();
    bench.world.tick(60, bad_price(Kind::Put)).unwrap();
    let mut mirror = bench.mirror();
    let Some(held) = bench.reading(&[address]).found[0].1.clone() else {
        panic!("an account");
    };
    let found = (0..2_500u32).map(|number| {
        let mut bytes = [9; 32];
        bytes[..4].copy_from_slice(&number.to_le_bytes());
        (Pubkey::new_from_array(bytes), Some(held.clone()))
    });
    let found: Vec<_> = found.collect();
    let (first, second) = (found[0].0, found[1].0);
    mirror.take(&Reading { slot: 50, found });
    let core = mirror.core().unwrap().clone();
    let mut revaluer = Revaluer::default();
    assert!(revaluer.update(&mut mirror, &core.market, core.now));
    assert_eq!(revaluer.revaluation().under().len(), 2_501);
    // One is topped up, one is gone.
    let mut rich = held.clone();
    rich.data[75..83].copy_from_slice(&u64::MAX.to_le_bytes());
    mirror.take(&Reading {
        slot: 51,
        found: vec![(first, Some(rich)), (second, None)],
    });
    assert!(!revaluer.update(&mut mirror, &core.market, core.now + 1));
    let under = revaluer.revaluation().under();
    assert_eq!(under.len(), 2_499);
    assert!(under
        .iter()
        .all(|it| ![first, second].contains(&it.address)));
    // One that cannot be judged counts once, however often it is read, and no longer than it is so.
    let mut account = MarginAccount::try_deserialize(&mut held.data.as_slice()).unwrap();
    account.positions[0].strike = 0;
    let mut absurd = held.clone();
    account
        .try_serialize(&mut absurd.data.as_mut_slice())
        .unwrap();
    for (slot, shown, unjudged) in [(52, &absurd, 1), (53, &absurd, 1), (54, &held, 0)] {
        mirror.take(&Reading {
            slot,
            found: vec![(first, Some(shown.clone()))],
        });
        assert!(!revaluer.update(&mut mirror, &core.market, core.now + 1));
        assert_eq!(revaluer.revaluation().unjudged(), unjudged);
    }
    // Time moves accounts too, and so does a price.
    assert!(revaluer.update(&mut mirror, &core.market, core.now + 60));
    let mut moved = core.market.clone();
    moved.risk.price += 1;
    assert!(revaluer.update(&mut mirror, &moved, core.now + 61));
}

/// The bounded revaluation says of everybody what the program's own health says.
#[test]
fn accounts_are_judged_as_the_program_judges_them() {
    let mut bench = Bench::new(&disarmed(), &Job::ALL);
    for kind in Kind::ALL {
        let (writer, series) = short_at_limit(&mut bench.world, kind);
        // One with an offset, one with plenty, one flat.
        bench
            .world
            .deposit_options(&writer, &series, 40 * SOL)
            .unwrap();
        let safe = crate::scenes::rich_writer(&mut bench.world, kind);
        bench.world.write(&safe, &series, SOL).unwrap();
        short_at_limit(&mut bench.world, kind);
        crate::scenes::rich_writer(&mut bench.world, kind);
    }
    for price in [bad_price(Kind::Put), bad_price(Kind::Call)] {
        bench.world.tick(60, price).unwrap();
        let mut mirror = bench.mirror();
        let core = mirror.core().unwrap().clone();
        let view = core.market.view(core.now).unwrap();
        let mut under = 0;
        let all: Vec<(Pubkey, MarginAccount)> = (mirror.margins().iter())
            .map(|(address, account)| (*address, account.clone()))
            .collect();
        for (address, account) in &all {
            let health = ballast_client::views::health(&core.market, account, core.now).unwrap();
            let verdict =
                ballast_keeper::revalue::judge(&core.market, &view, address, account).unwrap();
            match verdict {
                Verdict::Under(found) => {
                    under += 1;
                    assert!(health.is_liquidatable());
                    assert_eq!(found.requirement.required, health.maintenance.required);
                    assert_eq!(found.health_bps(), health.bps());
                    assert_eq!(found.is_insolvent(), health.is_insolvent());
                }
                Verdict::Healthy => assert!(!health.is_liquidatable()),
                other => panic!("{other:?}"),
            }
        }
        assert!(under > 0 && under < all.len());
        let mut revaluer = Revaluer::default();
        assert!(revaluer.update(&mut mirror, &core.market, core.now));
        let found = revaluer.revaluation().under();
        assert_eq!(found.len(), under);
        assert!(found
            .windows(2)
            .all(|pair| pair[0].health_bps() <= pair[1].health_bps()));
    }
}
