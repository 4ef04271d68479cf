//! Sets the stage: chain, market, vault, actors, collateral.

use anyhow::{Context, Result};
use ballast_harness::{Setup, World};
use option_risk::units::Kind;

use super::{
    cast::{Cast, BASE},
    record::Record,
    scene::Scene,
    vault,
    watch::Watch,
    wire::Wire,
};
use crate::{prices::Bars, report::Journal};

/// The vault may hedge this many base atoms a minute: a percent of its deposits.
const HEDGE_CAP: u64 = 10 * BASE;
/// Contracts that may be liquidated a minute.
const LIQUIDATION_CAP: u64 = 100 * BASE;
/// Files shorter than this get daily rounds, others weekly ones.
const SHORT_SPAN_SECS: i64 = 3 * 86_400;
/// Longest time between two samples of the volatility that the program accepts.
const MOST_SAMPLE_SECS: u32 = 600;
/// The market is there this long before the first bar.
const LEAD_SECS: i64 = 60;

/// Opens the market a minute before the first bar, with deposits queued and the liquidator financed.
pub fn open(bars: &Bars, armed: bool) -> Result<Scene> {
    let (wire, tally) = Wire::start();
    let first = bars.bars[0].open;
    let setup = setup(bars, armed);
    let mut world = World::create(Box::new(wire), &setup).context("creating the market")?;
    let market = world.market();
    let cast = Cast::assemble(&mut world, &market.scale(), first)?;
    let vault = world.vault_state();
    let mut scene = Scene {
        world,
        cast,
        market,
        vault,
        price: first,
        ema: first,
        retired: Vec::new(),
        journal: Journal::default(),
        record: Record::default(),
        watch: Watch::new(),
        tally,
    };
    for kind in [Kind::Call, Kind::Put] {
        let liquidator = &scene.cast.liquidator.actor;
        let means = scene.world.wallet(&liquidator.key(), kind);
        let outcome = scene.world.open_margin(liquidator, kind, means);
        scene.must("financing the liquidator", outcome)?;
    }
    vault::queue_deposits(&mut scene)?;
    Ok(scene)
}

fn setup(bars: &Bars, armed: bool) -> Setup {
    let first = bars.bars[0].open;
    let mut setup = Setup {
        start_ts: bars.starts() - LEAD_SECS,
        price: first,
        ..Setup::localnet()
    };
    setup.market.book.depth_quote_per_pct = depth(first, &Setup::localnet());
    setup.market.vol.min_dt_secs = sample_secs(bars, &setup);
    let tick = tick(first);
    setup.market.strike_tick = tick;
    setup.market.breaker.armed = u8::from(armed);
    setup.market.hedge_cap_base_per_window = HEDGE_CAP;
    setup.market.liquidation.cap_contracts_per_window = LIQUIDATION_CAP;
    setup.vault.sale.tick = tick;
    setup.vault.tenor_days = if bars.ends() - bars.starts() < SHORT_SPAN_SECS {
        1
    } else {
        7
    };
    setup
}

/// Seconds between two samples of the volatility: a bar's, as far as the program's bounds go. The way through a bar's
/// extremes is longer than the price's own; sampled along it, a volatility comes out too high and the breaker sleeps.
fn sample_secs(bars: &Bars, localnet: &Setup) -> u32 {
    let bar = u32::try_from(bars.secs).unwrap_or(u32::MAX);
    let least = localnet.market.vol.min_dt_secs;
    bar.clamp(least, MOST_SAMPLE_SECS.max(least))
}

/// What localnet's depth is in base, in quote at this price: deposits and caps are in base, too.
fn depth(price: u64, localnet: &Setup) -> u64 {
    let depth = u128::from(localnet.market.book.depth_quote_per_pct) * u128::from(price);
    let depth = depth / u128::from(localnet.price);
    u64::try_from(depth).unwrap_or(u64::MAX)
}

/// The 1-2-5 number next to half a percent of the price, in feed units.
pub fn tick(price: u64) -> u64 {
    let wanted = (price / 200).max(1);
    let power = 10u64.pow(wanted.ilog10());
    let nearest = [1, 2, 5, 10].map(|digit| digit * power);
    nearest
        .into_iter()
        .min_by_key(|candidate| candidate.abs_diff(wanted))
        .unwrap_or(power)
}
