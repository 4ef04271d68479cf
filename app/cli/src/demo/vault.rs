//! The vault's round: deposits, roll, sale.

use anyhow::Result;
use ballast::{errors::BallastError, state::Round};
use ballast_client::views;
use option_risk::{breaker::Action, units::Kind};

use super::scene::Scene;
use crate::{
    format,
    report::{Rank, RoundResult},
    tape::{gate, Verdict},
};

/// Seconds into the sale at which the buyer takes a lot; the last lot is all that is left.
const LOTS_SECS: [u64; 3] = [180, 330, 480];

/// Everybody's deposits into the first round's queue.
pub fn queue_deposits(scene: &mut Scene) -> Result<()> {
    for index in 0..scene.cast.depositors.len() {
        let depositor = &scene.cast.depositors[index];
        let amount = depositor.amount;
        let outcome = scene
            .tape
            .world
            .queue_deposit(&depositor.player.actor, amount);
        scene.must("queueing a deposit", outcome)?;
        scene.record.deposited += amount;
    }
    let total = scene.record.deposited;
    scene.note_amount(Rank::Round, "deposits queued with the vault", total);
    scene.refresh_vault();
    Ok(())
}

/// Every share there is into the queue, to be paid out at the next roll.
pub fn queue_withdrawals(scene: &mut Scene) -> Result<()> {
    if scene.vault.book.fee_shares > 0 {
        let outcome = scene.tape.world.claim_fees();
        scene.must("claiming fees", outcome)?;
    }
    for actor in scene.cast.shareholders() {
        let shares = scene.tape.world.shares(&actor.key());
        if shares > 0 {
            let outcome = scene.tape.world.queue_withdrawal(&actor, shares);
            scene.must("queueing a withdrawal", outcome)?;
        }
    }
    scene.note(Rank::Routine, "shareholders queue all their shares");
    scene.refresh_vault();
    Ok(())
}

/// Settles the queues; every receipt of the round is claimed at once.
pub fn roll(scene: &mut Scene) -> Result<()> {
    let round = scene.vault.book.round;
    let outcome = scene.tape.world.roll_round();
    scene.must("rolling the round", outcome)?;
    let record: Round = scene
        .tape
        .world
        .round(round)
        .ok_or_else(|| anyhow::anyhow!("round {round} has no record"))?;
    for actor in scene.cast.shareholders() {
        let owner = actor.key();
        if scene.tape.world.deposit_receipt(&owner, round).is_some() {
            let outcome = scene.tape.world.claim_shares(&actor, round);
            scene.must("claiming shares", outcome)?;
        }
        if (scene.tape.world.withdrawal_receipt(&owner, round)).is_some() {
            let outcome = scene.tape.world.claim_withdrawal(&actor, round);
            scene.must("claiming a withdrawal", outcome)?;
        }
    }
    scene.record.withdrawn.0 += record.paid.base;
    scene.record.withdrawn.1 += record.paid.quote;
    scene.refresh_vault();
    let price = share_price(scene, &record)?;
    if round == 0 {
        scene.record.share_price.0 = price;
    }
    scene.record.share_price.1 = price;
    scene.note(
        Rank::Round,
        format!("round {round} rolled: {price:.6} base a share"),
    );
    Ok(())
}

/// Base per whole share: of the shares that stay, or paid for the last that left.
fn share_price(scene: &Scene, record: &Round) -> Result<f64> {
    // Share atoms are a thousandth of base atoms at the first deposit.
    const WHOLE: f64 = 1_000.0;
    if record.share_supply > 0 {
        let price: f64 = views::share_price(&scene.tape.market, Kind::Call, record)?.to_num();
        return Ok(price * WHOLE);
    }
    let quote = scene
        .tape
        .market
        .scale()
        .base_for_quote_down(record.paid.quote, scene.tape.market.risk.price)?;
    Ok((record.paid.base + quote) as f64 / record.shares_burned.max(1) as f64 * WHOLE)
}

/// Starts a sale. False if the market says later.
pub fn start_sale(scene: &mut Scene) -> Result<bool> {
    // Asked beforehand: a try creates the series it would sell.
    if let Some(why) = gate::refusal(&scene.tape.market, Action::StartSale, scene.now()) {
        scene.note(Rank::Round, format!("sale put off: {why}"));
        return Ok(false);
    }
    let outcome = scene.tape.world.start_sale().map(|_| Default::default());
    scene.must("starting a sale", outcome)?;
    scene.refresh_vault();
    let (book, sale) = (scene.vault.book, scene.vault.sale);
    scene.record.rounds.push(RoundResult {
        round: book.round,
        started_ts: sale.started_ts,
        expiry_ts: sale.expiry_ts,
        strike: format::decimal(sale.strike),
        offered: sale.contracts,
        premium_before: book.premium_total,
        payoff_before: book.payoff_total,
        ..RoundResult::default()
    });
    let text = format!(
        "sale of calls at {} to {}",
        format::price(sale.strike),
        format::utc(sale.expiry_ts)
    );
    scene.note_amount(Rank::Round, text, sale.contracts);
    Ok(true)
}

/// One beat of a running sale; `lots` counts the buyer's purchases. True once it has ended.
pub fn run_sale(scene: &mut Scene, lots: &mut usize) -> Result<bool> {
    let now = scene.now();
    let sale = scene.vault.sale;
    if scene.vault.is_sale_over(&scene.tape.market, now) {
        return end_sale(scene).map(|()| true);
    }
    let elapsed = scene.vault.sale_elapsed(&scene.tape.market, now);
    if *lots < LOTS_SECS.len() && elapsed >= LOTS_SECS[*lots] {
        let left = sale.contracts - sale.sold;
        let lot = left / (LOTS_SECS.len() - *lots) as u64;
        if buy(scene, lot)? {
            *lots += 1;
        }
    }
    Ok(false)
}

/// Buys from the sale. False if it must be tried again.
fn buy(scene: &mut Scene, contracts: u64) -> Result<bool> {
    const EXPECTED: [BallastError; 6] = [
        BallastError::BreakerHalted,
        BallastError::BreakerGrace,
        BallastError::BreakerTripped,
        BallastError::OracleDivergesFromStable,
        BallastError::OracleDivergesFromEma,
        BallastError::SlippageExceeded,
    ];
    let Some(series) = super::settlement::vault_series(scene) else {
        return Ok(false);
    };
    let purse = scene
        .tape
        .world
        .wallet(&scene.cast.buyer.actor.key(), Kind::Call);
    let buyer = &scene.cast.buyer.actor;
    let outcome = scene.tape.world.buy(buyer, &series, contracts, purse);
    let verdict = scene.judge("buying from the sale", outcome, &EXPECTED)?;
    scene.refresh_vault();
    match verdict {
        Verdict::Done | Verdict::Deferred => {
            scene.note_amount(
                Rank::Routine,
                "buyer takes a lot of the vault's calls",
                contracts,
            );
            Ok(true)
        }
        Verdict::Refused(BallastError::SlippageExceeded) => {
            scene.note(
                Rank::Routine,
                "buyer cannot pay for more of the vault's calls",
            );
            Ok(true)
        }
        Verdict::Refused(reason) => {
            let why = match reason {
                BallastError::OracleDivergesFromStable => "price far from the stable price",
                BallastError::OracleDivergesFromEma => "price far from the feed's average",
                _ => "breaker",
            };
            scene.note(Rank::Routine, format!("buying put off: {why}"));
            Ok(false)
        }
    }
}

fn end_sale(scene: &mut Scene) -> Result<()> {
    let Some(series) = super::settlement::vault_series(scene) else {
        anyhow::bail!("the vault sells a series nobody created");
    };
    let sold = scene.vault.sale.sold;
    let outcome = scene.tape.world.end_sale(&series);
    scene.must("ending the sale", outcome)?;
    scene.refresh_vault();
    let total = scene.vault.book.premium_total;
    let mut premium = 0;
    if let Some(round) = scene.record.rounds.last_mut() {
        round.sold = sold;
        round.premium = total - round.premium_before;
        premium = round.premium;
    }
    let text = format!(
        "sale over: {} calls sold, premium",
        format::tokens(sold.into(), 9, 1)
    );
    scene.note_amount(Rank::Round, text, premium);
    Ok(())
}
