//! Two vaults that hedge, cross, buy back, charge fees and are left while they hold both tokens.

use anyhow::Result;
use ballast::{oracle::OracleKind, state::VaultParams};
use ballast_client::{SeriesKeys, VaultKeys};
use ballast_harness::{
    setup::{DOLLAR, SOL, USDC},
    Actor, Setup, World,
};
use option_risk::{calendar, fees::FeeParams, settlement, units::Kind};

/// The dearest market for vaults: the larger oracle account, and a skew.
pub fn setup() -> Setup {
    let mut setup = Setup {
        oracle: OracleKind::Receiver,
        ..Setup::default()
    };
    setup.market.implied.skew.slope_bps = -1_000;
    setup.market.implied.skew.curvature_bps = 5_000;
    setup
}

/// As [`run`], with every expiry of the calendar live.
pub fn worst(world: &mut World) -> Result<()> {
    let start = world.now();
    for day in 0..14 {
        let expiry_ts = calendar::next_expiry(start, day).map_err(anyhow::Error::msg)?;
        if expiry_ts - start <= 14 * 86_400 {
            world.create_series(Kind::Put, 150 * DOLLAR, expiry_ts)?;
        }
    }
    world.hold(1_200, 60, 200 * DOLLAR)?;
    run(world)
}

/// Runs both vaults through a round.
pub fn run(world: &mut World) -> Result<()> {
    let price = world.market().risk.price;
    world.hold(1_200, 60, price)?;
    let home = world.vault;
    let keeper = world.actor(10_000 * SOL, 2_000_000 * USDC)?;
    let (calls, sold_calls) = sell(world, &keeper, 10, Kind::Call)?;
    let (puts, sold_puts) = sell(world, &keeper, 11, Kind::Put)?;
    world.tick(10, price)?;
    world.cross_hedges(&calls, &puts)?;
    world.vault = calls;
    world.open_hedge()?;
    world.tick(10, price)?;
    world.fill_hedge(&keeper, SOL, u64::MAX)?;
    for (vault, series) in [(calls, sold_calls), (puts, sold_puts)] {
        world.vault = vault;
        world.open_buyback()?;
        world.fill_buyback(&keeper, &series, SOL, 0)?;
    }
    world.hold(310, 60, price)?;
    for vault in [calls, puts] {
        world.vault = vault;
        world.close_orders()?;
    }
    let to_window = sold_calls.expiry_ts - settlement::WINDOW_SECS - 100 - world.now();
    world.hold(to_window, 86_400, price)?;
    world.hold(1_960, 60, price)?;
    for (vault, series) in [(calls, sold_calls), (puts, sold_puts)] {
        world.vault = vault;
        leave(world, &keeper, &series)?;
    }
    world.vault = home;
    Ok(())
}

fn params(kind: Kind) -> VaultParams {
    let mut params = Setup::default().vault;
    params.fees = FeeParams::default();
    params.buyback.max_gamma_bps = 1;
    params.hedge.target_delta_bps = match kind {
        Kind::Call => 5_000,
        Kind::Put => 1_500,
    };
    params
}

/// A vault with what `keeper` has put in, half of whose options it has bought.
fn sell(world: &mut World, keeper: &Actor, id: u16, kind: Kind) -> Result<(VaultKeys, SeriesKeys)> {
    let vault = world.create_vault(id, kind, params(kind))?;
    world.vault = vault;
    let stake = match kind {
        Kind::Call => 1_000 * SOL,
        Kind::Put => 200_000 * USDC,
    };
    world.queue_deposit(keeper, stake)?;
    world.roll_round()?;
    world.claim_shares(keeper, 0)?;
    let series = world.start_sale()?;
    let offered = world.vault_state().sale.contracts;
    world.buy(keeper, &series, offered / 2, u64::MAX)?;
    let price = world.market().risk.price;
    world.hold(610, 60, price)?;
    world.end_sale(&series)?;
    Ok((vault, series))
}

/// Settles, rolls at a price since it holds both tokens and takes a deposit, and pays out both.
fn leave(world: &mut World, keeper: &Actor, series: &SeriesKeys) -> Result<()> {
    world.settle_series(series)?;
    world.settle_vault(series)?;
    let shares = world.shares(&keeper.key());
    world.queue_withdrawal(keeper, shares / 2)?;
    world.queue_deposit(keeper, 100_000_000)?;
    let price = world.market().risk.price;
    world.advance(1);
    world.set_price(price);
    world.roll_round()?;
    world.claim_withdrawal(keeper, 1)?;
    world.claim_shares(keeper, 1)?;
    world.claim_fees()?;
    Ok(())
}
