//! Expiries: every writer pays, then the holder is paid.

use anyhow::{ensure, Result};
use ballast::errors::BallastError;
use ballast_client::SeriesKeys;

use super::replay::Replay;
use crate::tape::Verdict;

/// Settles and redeems every series whose expiry is behind. True if one was.
pub fn settle_expired(replay: &mut Replay) -> Result<bool> {
    let now = replay.tape.now();
    let expired = |series: &&SeriesKeys| series.expiry_ts <= now;
    let due: Vec<SeriesKeys> = (replay.tape.world.series.iter())
        .filter(expired)
        .copied()
        .collect();
    for series in &due {
        let settled = replay.tape.world.settle_series(series);
        let expected = [BallastError::NoSettlementPrice];
        if replay.tape.judge("settling a series", settled, &expected)? != Verdict::Done {
            return Ok(false);
        }
        settle_shorts(replay, series)?;
        redeem(replay, series)?;
        replay.tape.world.series.retain(|live| live != series);
        replay.retired.push(*series);
    }
    if due.is_empty() {
        return Ok(false);
    }
    replay.reread_all()?;
    Ok(true)
}

fn settle_shorts(replay: &mut Replay, series: &SeriesKeys) -> Result<()> {
    let kind = series.kind;
    let price = (replay.tape.world.series_state(series)).settlement_price;
    for (owner, of_kind) in replay.tape.world.margins.clone() {
        let account = replay.tape.world.margin(&owner, of_kind);
        let contracts = account.map_or(0, |account| account.short_of(&series.series));
        if of_kind != kind || contracts == 0 {
            continue;
        }
        let scale = replay.tape.market.scale();
        let payoff = scale.payoff_up(kind, contracts, series.strike, price)?;
        let fund = replay.tape.world.insurance(kind);
        let settled = replay.tape.world.settle_short(&owner, series);
        replay.tape.must("settling a short", settled)?;
        let flow = &mut replay.flow;
        flow.payoff[kind as usize] += payoff;
        flow.insurance_paid[kind as usize] += fund - replay.tape.world.insurance(kind);
    }
    Ok(())
}

fn redeem(replay: &mut Replay, series: &SeriesKeys) -> Result<()> {
    let world = &mut replay.tape.world;
    let supply = world.supply(&series.option_mint);
    if supply > 0 {
        let state = world.series_state(series);
        let haircut_bps = state.haircut_bps(&replay.tape.market.scale(), supply)?;
        let worst = &mut replay.flow.worst_haircut_bps;
        *worst = (*worst).max(haircut_bps);
        let redeemed = world.redeem(&replay.holder, series, supply);
        replay.tape.must("redeeming options", redeemed)?;
    }
    let left = (replay.tape.world).supply(&series.option_mint);
    ensure!(
        left == 0,
        "{left} option atoms of a settled series are left"
    );
    Ok(())
}
