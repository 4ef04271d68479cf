//! What a run came to.

use anyhow::{ensure, Context, Result};
use ballast_client::views::Due;

use super::{replay::Replay, round::Round, stage::Stage};
use crate::{
    format::decimal,
    tape::{crank::Step, tokens::Tokens},
};

/// A finished run.
pub struct Outcome {
    /// Week by week.
    pub rounds: Vec<Round>,
    /// Put in, collateral atoms.
    pub deposited: u64,
    /// Taken out at the end.
    pub withdrawn: u64,
    /// Price as the deposit was rolled, and at the end.
    pub prices: (f64, f64),
    /// Collateral tokens a whole share as the deposit was rolled.
    pub first_share_price: f64,
    /// Times that every token was found and every invariant held: after each roll and at the end.
    pub checks: u32,
    /// Base and quote at the end.
    pub tokens: [Tokens; 2],
    /// Halts of the breaker.
    pub halts: u64,
}

/// The depositor takes everything out.
pub fn leave(mut replay: Replay) -> Result<Outcome> {
    let (price, first_share_price) = replay.first.context("the deposit was never rolled")?;
    let Stage {
        tape, depositor, ..
    } = &mut replay.stage;
    let owner = depositor.key();
    let round = replay.crank.vault.book.round;
    let shares = tape.world.shares(&owner);
    let queued = tape.world.queue_withdrawal(depositor, shares);
    tape.must("queueing the withdrawal", queued)?;
    replay.crank.refresh(tape);
    let last = replay.crank.step(tape)?;
    ensure!(
        last == Step::Taken(Due::Roll),
        "the last roll is not due: {last:?}"
    );
    let claimed = tape.world.claim_withdrawal(depositor, round);
    tape.must("claiming the withdrawal", claimed)?;
    let withdrawn = tape.world.wallet(&owner, replay.kind);
    replay.crank.recall(&mut replay.stage.tape);
    replay.check()?;
    let mut share_price = first_share_price;
    for week in &mut replay.rounds {
        if week.share_price == 0.0 {
            week.share_price = share_price;
        }
        share_price = week.share_price;
    }
    let tape = &replay.stage.tape;
    Ok(Outcome {
        deposited: replay.stage.deposit,
        withdrawn,
        prices: (price, decimal(tape.price)),
        first_share_price,
        checks: replay.checks,
        tokens: replay.tokens,
        halts: tape.market.risk.breaker.trip_count,
        rounds: replay.rounds,
    })
}
