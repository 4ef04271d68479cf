//! What both runs have in common, and in what they differ.

use anyhow::{ensure, Result};
use ballast_harness::Setup;
use serde::Serialize;

use crate::{format::utc, prices::Bars, tape::setup};

/// One whole base token in atoms.
pub const BASE: u64 = 1_000_000_000;
/// What the vault holds, base atoms: about ten times what trades within 1% of the price at $200.
pub const DEPOSIT: u64 = 100_000 * BASE;
/// Share of it that calls are sold on, bps.
pub const UTILISATION_BPS: u32 = 5_000;
/// Their delta, bps.
pub const DELTA_BPS: u32 = 2_500;
/// Delta the vault is steered to: what it has as the calls are sold, bps.
pub const TARGET_BPS: u32 = 10_000 - UTILISATION_BPS * DELTA_BPS / 10_000;
/// Deviation from it that is left alone, bps.
pub const BAND_BPS: u32 = 200;
/// How long the first price is held before the file begins, seconds: the calls are sold, and the ring fills.
pub const LEAD_SECS: i64 = 7_200;
/// Seconds between two tries of the bots at most.
pub const BEAT_SECS: i64 = 15;

/// The most of depth that the program lets a market's vaults trade in a window, bps, and its shortest window, seconds.
const FREE_SHARE_BPS: u32 = 10_000;
const FREE_WINDOW_SECS: u32 = 10;

/// How the vault hedges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// As localnet's parameters have it: gated by direction, within a share of depth.
    Product,
    /// Breaker disarmed, as much as depth carries every ten seconds.
    Free,
}

impl Mode {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Free => "free",
        }
    }
}

/// When the calls of a file expire: those that are sold as its lead-in begins.
pub fn expiry_ts(bars: &Bars) -> Result<i64> {
    let setup = parameters(bars, Mode::Product);
    Ok(setup.vault.schedule.expiry(setup.start_ts)?)
}

/// The bars that are over by then; two at least.
pub fn until_expiry(bars: Bars) -> Result<Bars> {
    let expiry_ts = expiry_ts(&bars)?;
    let Bars { mut bars, secs } = bars;
    bars.retain(|bar| bar.ts + secs <= expiry_ts);
    ensure!(
        bars.len() > 1,
        "the calls expire at {}: before two bars are over",
        utc(expiry_ts)
    );
    Ok(Bars { bars, secs })
}

/// The market and vault of a run.
pub fn parameters(bars: &Bars, mode: Mode) -> Setup {
    let mut setup = setup::setup(bars, LEAD_SECS);
    let vault = &mut setup.vault;
    vault.sale.utilisation_bps = UTILISATION_BPS;
    vault.sale.target_delta_bps = DELTA_BPS;
    vault.hedge.target_delta_bps = TARGET_BPS;
    vault.hedge.band_bps = BAND_BPS;
    vault.buyback.max_gamma_bps = 0;
    if mode == Mode::Free {
        setup.market.breaker.armed = 0;
        setup.market.hedge_depth_share_bps = FREE_SHARE_BPS;
        setup.market.hedge_window_secs = FREE_WINDOW_SECS;
    }
    setup
}
