//! The vault's sale: the rule picks the series, the auction the price.

use ballast::{errors::BallastError::*, state::Stage};
use ballast_client::{instructions as ix, SeriesKeys};
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Receipt, Setup, TxError, World,
};
use option_risk::{
    calendar::years_to,
    sale::{self, Pick},
    units::Kind,
    valuation::Terms,
};
use solana_signer::Signer;

use crate::{
    scenes::{live, reach_expiry, rich, selling, Sold, START_PRICE},
    support::{on_both, on_both_with, refuses},
};

/// The bare instruction, without what the world does before it.
fn start(world: &mut World, series: &SeriesKeys) -> Result<Receipt, TxError> {
    let payer = world.admin.pubkey();
    let instructions = ix::start_sale(&world.keys, &world.vault, series, &payer);
    world.send(&instructions, &[])
}

/// The premium the rule asks now, by the risk library.
fn asked(world: &mut World, contracts: u64) -> u64 {
    let (market, vault, now) = (world.market(), world.vault_state(), world.now());
    let elapsed = vault.sale.elapsed_secs(market.closed_secs(now), now);
    let vol = sale::sale_vol(market.sale_vol(now).unwrap(), elapsed, &vault.params.sale)
        .unwrap()
        .expect("a running sale");
    let terms = Terms {
        kind: Kind::Call,
        spot: market.risk.price,
        strike: vault.sale.strike,
        years: years_to(vault.sale.expiry_ts, now),
        vol,
    };
    sale::premium_up(&terms, contracts, &market.scale(), &vault.params.sale).unwrap()
}

#[test]
fn only_the_series_of_the_rule_can_be_sold() {
    on_both(|world| {
        let depositor = rich(world);
        let Pick { strike, expiry_ts } = world.vault_pick();
        let right = world.create_series(Kind::Call, strike, expiry_ts).unwrap();
        refuses(world, NothingToSell, |world| start(world, &right));
        world.queue_deposit(&depositor, 100 * SOL).unwrap();
        world.roll_round().unwrap();

        let next_strike = world
            .create_series(Kind::Call, strike + DOLLAR, expiry_ts)
            .unwrap();
        let next_expiry = world
            .create_series(Kind::Call, strike, expiry_ts + 86_400)
            .unwrap();
        let put = world.create_series(Kind::Put, strike, expiry_ts).unwrap();
        refuses(world, WrongStrike, |world| start(world, &next_strike));
        refuses(world, InvalidExpiry, |world| start(world, &next_expiry));
        refuses(world, WrongKind, |world| start(world, &put));
        world.queue_deposit(&depositor, SOL).unwrap();
        refuses(world, QueuePending, |world| start(world, &right));
        world.cancel_deposit(&depositor).unwrap();
        world.advance(11);
        refuses(world, OracleStale, |world| start(world, &right));
        world.set_price(START_PRICE);
        start(world, &right).unwrap();
        let vault = world.vault_state();
        assert_eq!(vault.stage, Stage::Selling);
        assert_eq!(vault.sale.contracts, 90 * SOL); // utilisation of 90%
        assert_eq!(world.series_state(&right).open_shorts, 90 * SOL);
    });
}

#[test]
fn a_buyer_pays_the_asked_premium_and_never_more_than_the_limit() {
    on_both(|world| {
        let Sold { buyer, calls, .. } = selling(world, 0);
        let fund = world.keys.insurance(Kind::Call);
        for (secs, contracts) in [(0, 100 * SOL), (200, 900_000_007), (400, 1_234_567_891)] {
            if secs > 0 {
                world.tick(200, START_PRICE).unwrap();
            }
            let premium = asked(world, contracts);
            refuses(world, SlippageExceeded, |world| {
                world.buy(&buyer, &calls, contracts, premium - 1)
            });
            let wallet = world.wallet(&buyer.key(), Kind::Call);
            let (assets, insured) = (world.vault_state().book.assets.base, world.tokens(&fund));
            let options = world.options(&buyer.key(), &calls);
            world.buy(&buyer, &calls, contracts, premium).unwrap();
            let to_fund = premium * 500 / 10_000;
            assert_eq!(wallet - world.wallet(&buyer.key(), Kind::Call), premium);
            assert_eq!(world.tokens(&fund) - insured, to_fund);
            let earned = world.vault_state().book.assets.base - assets;
            assert_eq!(earned, premium - to_fund);
            assert_eq!(world.options(&buyer.key(), &calls) - options, contracts);
        }
    });
}

#[test]
fn the_asked_premium_falls_with_the_sale() {
    on_both(|world| {
        selling(world, 0);
        let mut last = asked(world, 100 * SOL);
        for _ in 0..6 {
            world.tick(100, START_PRICE).unwrap();
            let now = asked(world, 100 * SOL);
            assert!(now < last, "{now} after {last}");
            last = now;
        }
    });
}

#[test]
fn a_partial_sale_frees_what_was_not_sold() {
    on_both(|world| {
        let scene = live(world, 400 * SOL);
        let vault = world.vault_state();
        assert_eq!(vault.stage, Stage::Live);
        assert_eq!(
            (vault.sale.contracts, vault.sale.sold),
            (400 * SOL, 400 * SOL)
        );
        assert_eq!(vault.free_base(), vault.book.assets.base - 400 * SOL);
        assert_eq!(world.series_state(&scene.calls).open_shorts, 400 * SOL);
        assert_eq!(world.supply(&scene.calls.option_mint), 400 * SOL);
    });
}

#[test]
fn a_sale_of_nothing_ends_the_round() {
    on_both(|world| {
        let scene = selling(world, 0);
        refuses(world, SaleRunning, |world| world.end_sale(&scene.calls));
        world.hold(600, 60, START_PRICE).unwrap();
        refuses(world, SaleRunning, |world| world.end_sale(&scene.calls));
        world.tick(1, START_PRICE).unwrap();
        world.end_sale(&scene.calls).unwrap();
        assert_eq!(world.vault_state().stage, Stage::Settled);
        assert_eq!(world.supply(&scene.calls.option_mint), 0);
        refuses(world, WrongStage, World::open_hedge);
        refuses(world, WrongStage, |world| start(world, &scene.calls));
        world.roll_round().unwrap();
        assert_eq!(world.vault_state().stage, Stage::Open);
        assert_eq!(world.vault_state().book.assets.base, 1_000 * SOL);
    });
}

#[test]
fn nothing_is_sold_beyond_the_offer() {
    on_both(|world| {
        let Sold { buyer, calls, .. } = selling(world, 800 * SOL);
        refuses(world, SoldOut, |world| {
            world.buy(&buyer, &calls, 100 * SOL + 1, u64::MAX)
        });
        for (contracts, error) in [(0, ZeroAmount), (u64::MAX, SoldOut)] {
            refuses(world, error, |world| {
                world.buy(&buyer, &calls, contracts, u64::MAX)
            });
        }
        world.buy(&buyer, &calls, 100 * SOL, u64::MAX).unwrap();
        refuses(world, SoldOut, |world| {
            world.buy(&buyer, &calls, 1, u64::MAX)
        });
        world.end_sale(&calls).unwrap(); // sold out: its time does not matter
        assert_eq!(world.vault_state().stage, Stage::Live);
    });
}

/// An atom bought may not commit the vault to a week.
#[test]
fn a_purchase_has_a_least_size() {
    on_both(|world| {
        let Sold { buyer, calls, .. } = selling(world, 0);
        refuses(world, LotTooSmall, |world| {
            world.buy(&buyer, &calls, 9 * SOL / 10 - 1, u64::MAX)
        });
        world.buy(&buyer, &calls, 9 * SOL / 10, u64::MAX).unwrap();
        world.buy(&buyer, &calls, 899 * SOL, u64::MAX).unwrap();
        world.buy(&buyer, &calls, SOL / 10, u64::MAX).unwrap(); // what is left
    });
}

#[test]
fn a_sale_that_is_over_sells_no_more() {
    on_both(|world| {
        let Sold { buyer, calls, .. } = selling(world, SOL);
        world.hold(600, 60, START_PRICE).unwrap();
        world.buy(&buyer, &calls, SOL, u64::MAX).unwrap();
        world.tick(1, START_PRICE).unwrap();
        refuses(world, SaleOver, |world| {
            world.buy(&buyer, &calls, SOL, u64::MAX)
        });
    });
}

#[test]
fn every_step_of_a_round_has_its_stage() {
    on_both(|world| {
        // Open: no series is the vault's.
        let depositor = rich(world);
        world.queue_deposit(&depositor, 1_000 * SOL).unwrap();
        world.roll_round().unwrap();
        let Pick { strike, expiry_ts } = world.vault_pick();
        let calls = world.create_series(Kind::Call, strike, expiry_ts).unwrap();
        start_escrow(world, &calls);
        refuses(world, WrongSeries, |world| world.end_sale(&calls));
        refuses(world, WrongSeries, |world| world.settle_vault(&calls));
        refuses(world, WrongSeries, |world| {
            world.buy(&depositor, &calls, SOL, u64::MAX)
        });
        refuses(world, WrongStage, World::open_hedge);

        // Selling.
        start(world, &calls).unwrap();
        world.buy(&depositor, &calls, SOL, u64::MAX).unwrap();
        refuses(world, WrongStage, |world| start(world, &calls));
        refuses(world, WrongStage, World::roll_round);
        refuses(world, SeriesNotSettled, |world| world.settle_vault(&calls));

        // Live.
        world.hold(601, 60, START_PRICE).unwrap();
        world.end_sale(&calls).unwrap();
        refuses(world, WrongStage, |world| world.end_sale(&calls));
        refuses(world, WrongStage, |world| start(world, &calls));
        refuses(world, WrongStage, World::roll_round);
        refuses(world, WrongStage, |world| {
            world.buy(&depositor, &calls, SOL, u64::MAX)
        });

        // Expired, then settled.
        reach_expiry(world, calls.expiry_ts, START_PRICE);
        refuses(world, SeriesExpired, World::open_hedge);
        world.settle_series(&calls).unwrap();
        world.settle_vault(&calls).unwrap();
        refuses(world, WrongSeries, |world| world.settle_vault(&calls));
        refuses(world, WrongStage, World::open_hedge);
        refuses(world, WrongStage, |world| start(world, &calls));
        world.roll_round().unwrap();
        refuses(world, NothingToRoll, World::roll_round);
    });
}

/// The vault's option account, which the sale's start would create.
fn start_escrow(world: &mut World, calls: &SeriesKeys) {
    let create = ix::create_token_account(
        &world.admin.pubkey(),
        &world.vault.vault,
        &calls.option_mint,
        &anchor_spl::token::ID,
    );
    world.send(&[create], &[]).expect("an escrow");
}

/// A sale that nobody ended before its expiry can still be ended, and only then settled.
#[test]
fn a_sale_left_open_past_its_expiry_is_ended_first() {
    on_both(|world| {
        let scene = selling(world, 100 * SOL);
        reach_expiry(world, scene.calls.expiry_ts, START_PRICE);
        world.settle_series(&scene.calls).unwrap();
        refuses(world, WrongStage, |world| world.settle_vault(&scene.calls));
        world.end_sale(&scene.calls).unwrap();
        world.settle_vault(&scene.calls).unwrap();
        assert_eq!(world.vault_state().stage, Stage::Settled);
    });
}

/// What nobody buys, down to the last volatility asked, lowers the implied mark; a sale that is bought out does not.
#[test]
fn a_sale_without_buyers_lowers_the_mark() {
    let mut setup = Setup::default();
    setup.market.implied_vol_bps = 12_000; // half as much again as is realised
    on_both_with(&setup, |world| {
        let before = world.market().risk.implied.target;
        let scene = selling(world, 0);
        world.hold(601, 60, START_PRICE).unwrap();
        world.end_sale(&scene.calls).unwrap();
        let after = world.market().risk.implied.target;
        // 900 contracts weigh as 9,000 beside 10,000; the last volatility asked was 90% of the mark.
        let fallen = before as f64 * 0.1 * 9_000.0 / 19_000.0;
        let found = (before - after) as f64;
        assert!((found / fallen - 1.0).abs() < 1e-6, "{found} of {fallen}");
    });
    on_both_with(&setup, |world| {
        let scene = selling(world, 900 * SOL);
        let sold = world.market().risk.implied.target;
        world.end_sale(&scene.calls).unwrap();
        assert_eq!(world.market().risk.implied.target, sold);
    });
}
