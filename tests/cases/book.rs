//! The gamma book: exact sums, replaced and never added twice, at a fresh price, by anyone.

use anchor_lang::{error::ErrorCode::*, prelude::Pubkey};
use ballast::errors::BallastError::*;
use ballast_client::{instructions as ix, views, SeriesKeys};
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Receipt, TxError, World,
};
use option_risk::{
    book::{self, Book, Exposure, POINTS},
    units::Kind,
};

use crate::{
    scenes::{
        bad_price, disarmed, halt, near_series, reach_expiry, rich_writer, selling, short_at_limit,
        START_PRICE,
    },
    support::{on_both, on_both_with, refuses, refuses_with},
};

/// A call and a put with shorts of a writer.
fn two_series(world: &mut World) -> [SeriesKeys; 2] {
    Kind::ALL.map(|kind| {
        let series = near_series(world, kind);
        let writer = rich_writer(world, kind);
        world.write(&writer, &series, 70 * SOL).expect("room");
        series
    })
}

/// What a series should contribute now, by the risk library.
fn expected(world: &mut World, series: &SeriesKeys) -> Exposure {
    let (market, now) = (world.market(), world.now());
    let view = market.book_view(now).expect("a fresh price");
    let shorts = world.series_state(series).open_shorts;
    book::exposure(&view, series.strike, series.expiry_ts, shorts).expect("an exposure")
}

/// The sum of what the series should contribute now.
fn expected_book(world: &mut World, series: &[SeriesKeys]) -> Book {
    let (mut sum, now) = (Book::default(), world.now());
    for one in series {
        let exposure = expected(world, one);
        sum.replace(&Exposure::default(), &exposure, now).unwrap();
    }
    sum
}

/// Refreshes accounts that need not be series.
fn refresh(world: &mut World, accounts: &[Pubkey]) -> Result<Receipt, TxError> {
    world.send(&[ix::refresh_book(&world.keys, accounts)], &[])
}

#[test]
fn the_book_is_what_the_risk_library_says() {
    on_both(|world| {
        let [calls, puts] = two_series(world);
        let sold = selling(world, 300 * SOL).calls;
        let all = [calls, puts, sold];
        world.refresh_book(&all).unwrap();
        let market = world.market();
        assert_eq!(market.book, expected_book(world, &all));
        assert!(market.book.net_gamma_per_pct < 0 && market.book.net_vega < 0);
        for series in all {
            let contribution = world.series_state(&series).book_contribution();
            assert_eq!(contribution, expected(world, &series));
        }
        let fast = market.risk.vol.fast(&market.params.vol).unwrap();
        assert_eq!(
            market.loop_gain_milli(world.now()).unwrap(),
            book::loop_gain_milli(&market.book, &market.params.book, fast, 0)
        );
    });
}

#[test]
fn a_series_refreshed_again_is_replaced() {
    on_both(|world| {
        let [calls, puts] = two_series(world);
        world.refresh_book(&[calls, puts]).unwrap();
        let once = world.market().book;
        world
            .refresh_book(&[puts, calls, puts, puts, calls])
            .unwrap();
        assert_eq!(world.market().book, once);
        world.refresh_book(&[calls]).unwrap();
        assert_eq!(world.market().book, once);
    });
}

#[test]
fn the_book_follows_shorts_price_and_time() {
    on_both(|world| {
        let series = near_series(world, Kind::Put);
        let writer = rich_writer(world, Kind::Put);
        world.write(&writer, &series, 70 * SOL).unwrap();
        world.refresh_book(&[series]).unwrap();
        let whole = world.market().book;
        assert_eq!(whole.concentration_bps(), 10_000);

        // What is closed leaves the book with it, before anybody refreshes.
        world.close_short(&writer, &series, 35 * SOL).unwrap();
        let closed = world.market().book.net_gamma_per_pct;
        assert_eq!(closed, whole.net_gamma_per_pct / 2);
        world.refresh_book(&[series]).unwrap();
        let half = world.market().book.net_gamma_per_pct;
        assert!((whole.net_gamma_per_pct - 2 * half).abs() <= 2);

        world.tick(3_600, 195 * DOLLAR).unwrap();
        world.refresh_book(&[series]).unwrap();
        let nearer = world.market().book;
        assert!(nearer.net_gamma_per_pct < half);
        assert_eq!(nearer, expected_book(world, &[series]));

        world.close_short(&writer, &series, 35 * SOL).unwrap();
        assert_eq!(world.market().book.gross_gamma_per_pct, 0);
    });
}

/// Options written, refreshed and burned in one transaction leave no trace: nobody throttles a market with a loan.
#[test]
fn options_of_the_same_slot_are_not_in_the_book() {
    on_both(|world| {
        let series = near_series(world, Kind::Put);
        let writer = rich_writer(world, Kind::Put);
        world.open_options(&writer, &series).unwrap();
        let owner = writer.key();
        let write = ix::write_option(&world.keys, &series, &owner, 70 * SOL);
        let refresh = ix::refresh_book(&world.keys, &[series.series]);
        world
            .send(&[write, refresh.clone()], &[&writer.wallet])
            .unwrap();
        assert_eq!(world.market().book.gross_gamma_per_pct, 0);
        world.send(&[refresh], &[]).unwrap();
        assert!(world.market().book.gross_gamma_per_pct > 0);
    });
}

#[test]
fn settlement_takes_a_series_out() {
    on_both_with(&disarmed(), |world| {
        let [calls, puts] = two_series(world);
        world.refresh_book(&[calls, puts]).unwrap();
        reach_expiry(world, calls.expiry_ts, START_PRICE);
        world.settle_series(&calls).unwrap();
        let left = world.series_state(&puts).book_contribution();
        let book = world.market().book;
        assert!(left.gamma_per_pct < 0);
        assert_eq!(book.net_gamma_per_pct, left.gamma_per_pct);
        assert_eq!(book.net_vega, left.vega);
        // Expired and not settled, or settled with shorts unpaid: nothing either way.
        assert!(world.series_state(&calls).open_shorts > 0);
        world.refresh_book(&[calls, puts]).unwrap();
        let book = world.market().book;
        assert_eq!((book.net_gamma_per_pct, book.gross_gamma_per_pct), (0, 0));
        world.settle_series(&puts).unwrap();
    });
}

#[test]
fn only_fresh_prices_value_the_book() {
    on_both(|world| {
        let [calls, _] = two_series(world);
        world.tick(1, START_PRICE).unwrap();
        world.advance(60);
        world.refresh_book(&[calls]).unwrap();
        world.advance(1);
        refuses(world, OracleStale, |world| world.refresh_book(&[calls]));
        world.tick(0, START_PRICE).unwrap();
        world.refresh_book(&[calls]).unwrap();
    });
}

/// One wrong account undoes the good ones before it.
#[test]
fn only_writable_series_of_the_market_are_taken() {
    on_both(|world| {
        let [calls, _] = two_series(world);
        let (good, market) = (calls.series, world.keys.market);
        refuses(world, NoSeries, |world| refresh(world, &[]));

        let mut copy = world.chain.account(&good).expect("a series");
        let at = 8 + 4; // the discriminator and four bytes
        assert_eq!(copy.data[at..at + 32], market.to_bytes());
        copy.data[at..at + 32].copy_from_slice(&[1; 32]);
        let foreign = Pubkey::new_from_array([2; 32]);
        world.chain.set_account(&foreign, copy);
        refuses(world, WrongMarket, |world| refresh(world, &[good, foreign]));

        let discriminator = AccountDiscriminatorMismatch.into();
        refuses_with(world, discriminator, |w| refresh(w, &[good, market]));
        let owner = AccountOwnedByWrongProgram.into();
        refuses_with(world, owner, |w| refresh(w, &[good, calls.option_mint]));
        let missing = AccountNotInitialized.into();
        let nothing = Pubkey::new_from_array([3; 32]);
        refuses_with(world, missing, |w| refresh(w, &[good, nothing]));

        let mut read_only = ix::refresh_book(&world.keys, &[good]);
        read_only.accounts[1].is_writable = false;
        refuses_with(world, ConstraintMut.into(), |w| w.send(&[read_only], &[]));
        refresh(world, &[good]).unwrap();
    });
}

#[test]
fn a_halt_does_not_stop_a_refresh() {
    on_both(|world| {
        let all = two_series(world);
        halt(world);
        world.refresh_book(&all).unwrap();
        assert_eq!(world.market().book, expected_book(world, &all));
    });
}

/// What was liquidated in this window counts as if the next percent brought as much again.
#[test]
fn liquidations_raise_the_loop_gain_for_a_window() {
    on_both_with(&disarmed(), |world| {
        let short = short_at_limit(world, Kind::Put);
        let price = bad_price(Kind::Put);
        world.tick(60, price).unwrap();
        let owner = short.writer.key();
        let taken = 10 * SOL;
        world
            .liquidate(&short.liquidator, &owner, &short.series, taken)
            .unwrap();
        world.refresh_book(&[short.series]).unwrap();
        let (market, now) = (world.market(), world.now());
        let fast = market.risk.vol.fast(&market.params.vol).unwrap();
        let gain =
            |liquidated| book::loop_gain_milli(&market.book, &market.params.book, fast, liquidated);
        let worth = market.scale().quote_for_base_up(taken, price).unwrap();
        assert!(gain(worth) > gain(0));
        assert_eq!(market.loop_gain_milli(now).unwrap(), gain(worth));
        let window = i64::from(market.params.liquidation.window_secs);
        assert_eq!(market.loop_gain_milli(now + window).unwrap(), gain(0));
    });
}

#[test]
fn the_client_sees_the_programs_book_and_its_walls() {
    on_both(|world| {
        let all = two_series(world);
        world.refresh_book(&all).unwrap();
        let (market, now) = (world.market(), world.now());
        let states = all.map(|series| world.series_state(&series));
        let gamma = views::gamma(&market, &states, now).unwrap();
        assert_eq!(gamma.totals, market.book);
        assert_eq!(gamma.loop_gain_milli, market.loop_gain_milli(now).unwrap());
        assert_eq!(gamma.profile.len(), POINTS);
        let here = gamma.profile[POINTS / 2];
        assert_eq!(here.spot, market.risk.price);
        // The program rounds each series up to an atom.
        let net: i64 = here.net.to_num();
        assert!((net - market.book.net_gamma_per_pct).abs() <= 2, "{net}");
        assert!(gamma.flips.is_empty());
        let strikes: Vec<u64> = gamma.walls.iter().map(|wall| wall.strike).collect();
        assert_eq!(strikes, [all[0].strike, all[1].strike]);
    });
}
