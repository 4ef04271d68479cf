//! A vault of cash-secured puts: the same code, with the collateral the other way round.

use ballast::{errors::BallastError::*, state::Stage};
use ballast_client::views::share_price;
use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Setup, World,
};
use option_risk::units::{mul_bps_down, Kind};

use crate::{
    scenes::{live, selling, settle, stake, START_PRICE},
    support::{on_both, refuses},
};

/// Makes a vault of puts the one the scenes act on.
pub fn enter(world: &mut World) {
    let params = Setup::default().vault;
    world.vault = world.create_vault(1, Kind::Put, params).expect("a vault");
}

#[test]
fn puts_are_sold_below_the_price_and_covered_in_quote() {
    on_both(|world| {
        enter(world);
        let scene = selling(world, 100 * SOL);
        let vault = world.vault_state();
        let strike = scene.calls.strike;
        assert_eq!(scene.calls.kind, Kind::Put);
        assert!(strike < START_PRICE && strike > START_PRICE / 2, "{strike}");
        let used = mul_bps_down(stake(Kind::Put), vault.params.sale.utilisation_bps).unwrap();
        let coverage = vault.sale.coverage;
        assert!(
            coverage <= used && used - coverage < 1_000,
            "{coverage} of {used}"
        );
        let scale = world.market().scale();
        let most = scale.payoff_up(Kind::Put, vault.sale.contracts, strike, 1);
        assert!(most.unwrap() <= coverage);
        // Premium in quote, from the buyer to vault and fund.
        let paid = 1_000_000 * USDC - world.wallet(&scene.buyer.key(), Kind::Put);
        let fund = world.keys.insurance(Kind::Put);
        assert_eq!(paid, vault.book.premium_total + world.tokens(&fund));
        assert_eq!(vault.book.assets.base, 0);
    });
}

#[test]
fn out_of_the_money_the_premium_is_the_depositors() {
    on_both(|world| {
        enter(world);
        let scene = live(world, 500 * SOL);
        settle(world, &scene, START_PRICE);
        world.roll_round().unwrap();
        let record = world.round(1).unwrap();
        assert_eq!(record.outcome.payoff, 0);
        assert_eq!(
            record.assets.quote,
            stake(Kind::Put) + record.outcome.premium
        );
        world.redeem(&scene.buyer, &scene.calls, 500 * SOL).unwrap();
    });
}

/// In the money the holders get the strike less the price for each contract, to the atom, from the vault alone.
#[test]
fn in_the_money_the_holders_are_paid_in_quote() {
    on_both(|world| {
        enter(world);
        let scene = live(world, 500 * SOL);
        let price = scene.calls.strike - 20 * DOLLAR;
        let before = world.wallet(&scene.buyer.key(), Kind::Put);
        settle(world, &scene, price);
        world.redeem(&scene.buyer, &scene.calls, 500 * SOL).unwrap();
        let got = world.wallet(&scene.buyer.key(), Kind::Put) - before;
        assert_eq!(got, 500 * 20 * USDC);
        world.roll_round().unwrap();
        let (market, records) = (world.market(), [0, 1].map(|n| world.round(n).unwrap()));
        let prices = records.map(|record| share_price(&market, Kind::Put, &record).unwrap());
        assert!(prices[1] < prices[0]);
    });
}

/// Cover holds at any price: a settlement at a thousandth of the strike is paid in full.
#[test]
fn a_price_near_nothing_is_paid_in_full() {
    on_both(|world| {
        enter(world);
        let scene = live(world, 1_000 * SOL);
        let strike = scene.calls.strike;
        settle(world, &scene, DOLLAR / 10);
        let before = world.wallet(&scene.buyer.key(), Kind::Put);
        world
            .redeem(&scene.buyer, &scene.calls, 1_000 * SOL)
            .unwrap();
        let got = world.wallet(&scene.buyer.key(), Kind::Put) - before;
        let whole = (strike - DOLLAR / 10) / 100 * 1_000; // feed units to quote atoms, a thousand contracts
        assert_eq!(got, whole);
        assert_eq!(world.vault_state().stage, Stage::Settled);
    });
}

#[test]
fn kinds_do_not_mix() {
    on_both(|world| {
        let pick = world.vault_pick();
        let calls = world
            .create_series(Kind::Call, pick.strike, pick.expiry_ts)
            .unwrap();
        enter(world);
        let depositor = world.actor(0, 1_000 * USDC).unwrap();
        world.queue_deposit(&depositor, 1_000 * USDC).unwrap();
        world.roll_round().unwrap();
        refuses(world, WrongKind, |world| {
            let payer = world.admin.insecure_clone();
            let payer = solana_signer::Signer::pubkey(&payer);
            let start =
                ballast_client::instructions::start_sale(&world.keys, &world.vault, &calls, &payer);
            world.send(&start, &[])
        });
    });
}
