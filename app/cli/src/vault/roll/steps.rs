//! One step of a round, as a transaction and in words.

use anchor_lang::solana_program::instruction::Instruction;
use anyhow::Result;
use ballast_client::{
    amounts,
    ballast::state::{Round, Series},
    instructions as ix,
    views::Due,
};

use crate::{
    format::utc,
    rpc::{told, Sent, VaultDesk},
};

/// Takes the step that is due, if one is.
pub fn take(at: &VaultDesk, due: Due) -> Result<Option<(String, Sent)>> {
    let taken = match due {
        Due::Roll => roll(at)?,
        Due::StartSale => start_sale(at)?,
        Due::EndSale => end_sale(at)?,
        Due::SettleSeries => settle_series(at)?,
        Due::SettleVault => settle_vault(at)?,
        Due::Wait(_) => return Ok(None),
    };
    Ok(Some(taken))
}

/// What takes it; of a sale's series it is known whether it exists.
fn instructions(at: &VaultDesk, due: Due, series_exists: bool) -> Result<Vec<Instruction>> {
    let desk = &at.desk;
    told(ix::round_step(
        &desk.keys,
        &at.keys,
        &at.vault,
        &desk.market,
        due,
        |_| series_exists,
        &at.me(),
        desk.now,
    ))
}

/// Takes a step that nothing defers.
fn send(at: &VaultDesk, due: Due) -> Result<Sent> {
    at.desk.send(&at.wallet, &instructions(at, due, true)?)
}

fn roll(at: &VaultDesk) -> Result<(String, Sent)> {
    let (round, sent) = (at.vault.book.round, send(at, Due::Roll)?);
    let record: Round = at.desk.round(&at.keys, round)?;
    let kind = at.keys.kind;
    let mut what = format!("rolled round {round}");
    if record.deposits_refunded {
        let deposits = at.collateral(record.deposits);
        what += &format!(", {deposits} of deposits not taken");
    } else if record.deposits > 0 {
        what += &format!(", {} in", at.collateral(record.deposits));
    }
    if record.shares_burned > 0 {
        what += &format!(", {} out", at.desk.amounts(&record.paid, kind));
    }
    if record.fee_shares > 0 {
        what += &format!(", fees {}", at.desk.shares(record.fee_shares, kind));
    }
    Ok((what, sent))
}

/// Creates the series with it, if nobody has.
fn start_sale(at: &VaultDesk) -> Result<(String, Sent)> {
    let desk = &at.desk;
    let series = ix::next_series(&desk.keys, &at.keys, &at.vault, &desk.market, desk.now);
    let series = told(series)?;
    let exists = desk.node.account::<Series>(&series.series)?.is_some();
    let created = match exists {
        true => "",
        false => "created the series and ",
    };
    let sent = desk.act(&at.wallet, &instructions(at, Due::StartSale, exists)?)?;
    let offered = desk.vault(at.keys.id)?.1.sale.contracts;
    let what = format!(
        "{created}started the sale of {} {}",
        desk.contracts(offered),
        desk.name_of(&series)
    );
    Ok((what, sent))
}

fn end_sale(at: &VaultDesk) -> Result<(String, Sent)> {
    let (series, sent) = (at.series_keys(), send(at, Due::EndSale)?);
    let sale = &at.vault.sale;
    let what = format!(
        "ended the sale: {} of {} {} sold for {}",
        at.desk.contracts(sale.sold),
        at.desk.contracts(sale.contracts),
        at.desk.name_of(&series),
        at.collateral(sale.premium)
    );
    Ok((what, sent))
}

fn settle_series(at: &VaultDesk) -> Result<(String, Sent)> {
    let (desk, series) = (&at.desk, at.series_keys());
    let sent = send(at, Due::SettleSeries)?;
    let state: Option<Series> = desk.node.account(&series.series)?;
    let price = state.map_or(0, |series| series.settlement_price);
    let what = format!(
        "settled {} at {}",
        desk.name_of(&series),
        amounts::price(price, desk.market.price_exponent)
    );
    Ok((what, sent))
}

fn settle_vault(at: &VaultDesk) -> Result<(String, Sent)> {
    let (desk, series) = (&at.desk, at.series_keys());
    let sent = send(at, Due::SettleVault)?;
    let payoff = desk.vault(at.keys.id)?.1.outcome.payoff;
    let what = format!(
        "paid {} to the holders of {} (expired {} UTC)",
        at.collateral(payoff),
        desk.name_of(&series),
        utc(series.expiry_ts)
    );
    Ok((what, sent))
}
