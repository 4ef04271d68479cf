//! Order and steps.

use anchor_lang::prelude::Pubkey;

use super::*;
use crate::MarketKeys;

fn keys(kind: Kind, strike: u64, expiry_ts: i64) -> SeriesKeys {
    let key = Pubkey::default();
    let market = MarketKeys::derive(key, (key, key), (key, key), key, &[0; 32]);
    SeriesKeys::derive(&market, kind, strike, expiry_ts)
}

fn series(keys: &SeriesKeys) -> Series {
    Series {
        option_mint: keys.option_mint,
        pool: keys.pool,
        ..Series::new(Pubkey::default(), keys.kind, keys.strike, keys.expiry_ts)
    }
}

/// The account of `owner`, a byte, with positions as series, short and long.
fn account(owner: u8, kind: Kind, held: &[(&SeriesKeys, u64, u64)]) -> MarginAccount {
    let owner = Pubkey::new_from_array([owner; 32]);
    let mut account = MarginAccount::new(Pubkey::default(), owner, kind, 0);
    for (keys, short, long) in held {
        let position = Position {
            short: *short,
            long: *long,
            ..Position::of(keys.series, keys.strike, keys.expiry_ts)
        };
        account.add(&position).unwrap();
    }
    account
}

/// Short of each near series with the one further out behind it, one account a pair.
fn chain(kind: Kind, strikes: &[u64]) -> (Vec<SeriesKeys>, SettlementBook) {
    let all: Vec<SeriesKeys> = strikes.iter().map(|k| keys(kind, *k, 100)).collect();
    let pairs = all.windows(2).zip(1..);
    let margins =
        pairs.map(|(pair, owner)| account(owner, kind, &[(&pair[0], 5, 0), (&pair[1], 0, 5)]));
    let margins: Vec<_> = margins.collect();
    let listed: Vec<_> = all.iter().map(|keys| (*keys, series(keys))).collect();
    (all, SettlementBook::new(listed, margins, vec![]))
}

fn strikes(due: &[&(SeriesKeys, Series)]) -> Vec<u64> {
    due.iter().map(|(keys, _)| keys.strike).collect()
}

#[test]
fn a_series_waits_for_those_further_out_and_for_what_they_wait_for() {
    for (kind, outward) in [(Kind::Call, [10, 20, 30]), (Kind::Put, [30, 20, 10])] {
        let (all, book) = chain(kind, &outward);
        let inward = [outward[2], outward[1], outward[0]];
        assert_eq!(strikes(&book.due(None, 100)), inward);
        assert_eq!(strikes(&book.due(Some(&all[0]), 100)), inward);
        assert_eq!(strikes(&book.due(Some(&all[1]), 100)), inward[..2]);
        assert_eq!(strikes(&book.due(Some(&all[2]), 100)), inward[..1]);
        assert!(book.due(None, 99).is_empty());
    }
}

#[test]
fn shorts_are_netted_and_paid_before_options_are() {
    let one = keys(Kind::Call, 10, 100);
    let [holder, writer, both] = [(1, 0, 4), (2, 5, 0), (3, 7, 2)]
        .map(|(owner, short, long)| account(owner, Kind::Call, &[(&one, short, long)]));
    let series = series(&one);
    let margins = [&holder, &writer, &both];
    let book = SettlementBook::new([(one, &series)], margins, Vec::<Vault>::new());
    let steps = [
        SettlementStep::Short {
            owner: writer.owner,
            contracts: 5,
        },
        SettlementStep::Net { owner: both.owner },
        SettlementStep::Short {
            owner: both.owner,
            contracts: 5,
        },
        SettlementStep::Long {
            owner: holder.owner,
            contracts: 4,
        },
    ];
    assert_eq!(book.steps(&one, true), steps);
    assert_eq!(book.steps(&one, false)[0], SettlementStep::Price);
}
