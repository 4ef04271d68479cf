//! Sets the stage: chain, market, vault, actors, collateral.

use anyhow::Result;
use ballast_harness::Setup;
use option_risk::units::Kind;

use super::{
    cast::{Cast, BASE},
    record::Record,
    scene::Scene,
    vault,
    watch::Watch,
    wire::Wire,
};
use crate::{
    prices::Bars,
    report::Journal,
    tape::{self, Tape},
};

/// The vault may hedge this share of depth a minute, bps: at the start about a percent of its deposits.
const HEDGE_DEPTH_SHARE_BPS: u32 = 10;
/// Contracts that may be liquidated a minute.
const LIQUIDATION_CAP: u64 = 100 * BASE;
/// Files shorter than this get daily rounds, others weekly ones.
const SHORT_SPAN_SECS: i64 = 3 * 86_400;
/// The market is there this long before the first bar.
const LEAD_SECS: i64 = 60;

/// Opens the market a minute before the first bar, with deposits queued and the liquidator financed.
pub fn open(bars: &Bars, armed: bool) -> Result<Scene> {
    let (wire, tally) = Wire::start();
    let setup = setup(bars, armed);
    let mut tape = Tape::open(Box::new(wire), &setup)?;
    let scale = tape.market.scale();
    let cast = Cast::assemble(&mut tape.world, &scale, setup.price)?;
    let vault = tape.world.vault_state();
    let mut scene = Scene {
        tape,
        cast,
        vault,
        retired: Vec::new(),
        journal: Journal::default(),
        record: Record::default(),
        watch: Watch::new(),
        tally,
    };
    for kind in Kind::ALL {
        let liquidator = &scene.cast.liquidator.actor;
        let means = scene.tape.world.wallet(&liquidator.key(), kind);
        let outcome = scene.tape.world.open_margin(liquidator, kind, means);
        scene.must("financing the liquidator", outcome)?;
    }
    vault::queue_deposits(&mut scene)?;
    Ok(scene)
}

fn setup(bars: &Bars, armed: bool) -> Setup {
    let mut setup = tape::setup::setup(bars, LEAD_SECS);
    setup.market.breaker.armed = u8::from(armed);
    setup.market.hedge_depth_share_bps = HEDGE_DEPTH_SHARE_BPS;
    setup.market.liquidation.cap_contracts_per_window = LIQUIDATION_CAP;
    if bars.ends() - bars.starts() < SHORT_SPAN_SECS {
        setup.vault.schedule.tenor_days = 1;
        setup.vault.schedule.phase_days = 0;
    }
    setup
}
