//! Buying from a vault at a price of one's choice: by the order of prints, by the moment, or from oneself.
//!
//! A purchase is priced at a print of ten seconds ago at most, and never at one older than another that somebody has
//! recorded. The strike follows the print a sale starts at, but its options are priced at that of the purchase. What
//! remains: ten seconds of the price, times delta; and a mark that a large enough purchase moves by its weight.

mod from_oneself;

use ballast::errors::BallastError::*;
use ballast_client::SeriesKeys;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Actor, World,
};
use option_risk::units::Kind;

use crate::{
    ledger::{enter, mark, show},
    scenes::{disarmed, rich, selling, Sold, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

/// What the running sale asks now at the market's last print.
fn asked(world: &mut World, contracts: u64) -> u64 {
    let (market, vault, now) = (world.market(), world.vault_state(), world.now());
    let ask = vault.ask(&market, now).unwrap().expect("a running sale");
    vault.premium_up(&market, &ask, contracts).unwrap()
}

/// The price has risen by 1% in ten seconds, and the buyer still shows the print from before.
#[test]
fn a_buyer_chooses_among_ten_seconds_of_prints_unless_somebody_observes() {
    on_both(|world| {
        let Sold { buyer, calls, .. } = selling(world, 0);
        let contracts = 100 * SOL;
        world.tick(60, START_PRICE).unwrap();
        world.advance(10);
        let chosen = asked(world, contracts);
        world.buy(&buyer, &calls, contracts, chosen).unwrap();
        world.set_price(202 * DOLLAR);
        world.observe().unwrap();
        let fair = asked(world, contracts);
        // A tenth to a fifth of delta, times 1%: 25 bps of the base under the options.
        let gain = fair - chosen;
        println!("{gain} base atoms of {contracts} by a print of ten seconds ago");
        assert!(gain > 0 && gain < contracts * 25 / 10_000, "{gain}");
        // Once the newer one is on record the older is none.
        show(world, START_PRICE, 5);
        refuses(world, SlippageExceeded, |world| {
            world.buy(&buyer, &calls, contracts, fair - 1)
        });
        world.buy(&buyer, &calls, contracts, fair).unwrap();
        world.advance(11);
        refuses(world, OracleStale, |world| {
            world.buy(&buyer, &calls, contracts, u64::MAX)
        });
    });
}

/// Started on a wick of 5% down, the sale's strike is nearer to the money, and its premium is that of a nearer strike.
#[test]
fn a_wick_at_the_start_moves_the_strike_and_no_price() {
    let contracts = 100 * SOL;
    for (wick, most_edge) in [(200, 20), (190, 35), (210, 12)] {
        on_both_with(&disarmed(), |world| {
            let depositor = rich(world);
            enter(world, &depositor, 1_000 * SOL);
            world.tick(60, START_PRICE).unwrap();
            world.tick(5, wick * DOLLAR).unwrap();
            let calls = world.start_sale().unwrap();
            assert!(calls.strike > wick * DOLLAR * 101 / 100);
            world.tick(5, START_PRICE).unwrap();
            // At the start nothing is to be had below the mark, at the end a tenth of its volatility.
            let fair = mark(world, &calls, contracts);
            assert!(asked(world, contracts) > fair);
            world.hold(595, 60, START_PRICE).unwrap();
            let fair = mark(world, &calls, contracts);
            let last = asked(world, contracts);
            let edge_bps = fair.saturating_sub(last) * 10_000 / contracts;
            println!(
                "started at {wick}: strike {}, edge at the end {edge_bps} bps",
                calls.strike / DOLLAR
            );
            assert!(edge_bps > 0 && edge_bps <= most_edge, "{edge_bps}");
        });
    }
}

/// Bought at the end of the auction, at nine tenths, nothing is sold back to the vault at eleven: a buy-back takes
/// gamma, of which options just sold have too little, far from their strike.
#[test]
fn what_a_sale_has_sold_is_not_bought_back_at_once() {
    on_both_with(&disarmed(), |world| {
        let Sold { buyer, calls, .. } = selling(world, 0);
        world.hold(600, 60, START_PRICE).unwrap();
        world.buy(&buyer, &calls, 900 * SOL, u64::MAX).unwrap();
        world.end_sale(&calls).unwrap();
        for price in [START_PRICE, 190 * DOLLAR, 215 * DOLLAR] {
            world.tick(60, price).unwrap();
            refuses(world, BuybackNotDue, World::open_buyback);
        }
    });
}

/// Waiting is all a buyer can do for a lower price, and others may come first.
#[test]
fn waiting_buys_no_cheaper_than_the_floor() {
    on_both(|world| {
        let Sold { buyer, calls, .. } = selling(world, 0);
        let mut last = u64::MAX;
        for _ in 0..10 {
            let premium = cost(world, &buyer, &calls);
            assert!(premium < last, "{premium} after {last}");
            last = premium;
            world.tick(60, START_PRICE).unwrap();
        }
        let sale = world.vault_state().params.sale;
        let least = 10 * SOL * u64::from(sale.min_premium_bps) / 10_000;
        let premium = cost(world, &buyer, &calls);
        assert!(premium > least, "{premium}");
        world.tick(1, START_PRICE).unwrap();
        refuses(world, SaleOver, |world| {
            world.buy(&buyer, &calls, 10 * SOL, u64::MAX)
        });
    });
}

/// What ten contracts cost, bought.
fn cost(world: &mut World, buyer: &Actor, calls: &SeriesKeys) -> u64 {
    let before = world.wallet(&buyer.key(), Kind::Call);
    world.buy(buyer, calls, 10 * SOL, u64::MAX).unwrap();
    before - world.wallet(&buyer.key(), Kind::Call)
}
