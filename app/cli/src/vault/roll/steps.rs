//! One step of a round, as a transaction and in words.

use anyhow::Result;
use ballast_client::{
    ballast::state::{Round, Series},
    instructions as ix,
    views::Due,
    SeriesKeys,
};

use crate::{
    amount,
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

fn roll(at: &VaultDesk) -> Result<(String, Sent)> {
    let round = at.vault.book.round;
    let roll = ix::roll_round(&at.desk.keys, &at.keys, &at.me(), round);
    let sent = at.desk.send(&at.wallet, &[roll])?;
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

/// Creates the series first, if nobody has: in one transaction, so that neither is left without the other.
fn start_sale(at: &VaultDesk) -> Result<(String, Sent)> {
    let desk = &at.desk;
    let pick = told(at.vault.pick(&desk.market, desk.now))?;
    let series = SeriesKeys::derive(&desk.keys, at.keys.kind, pick.strike, pick.expiry_ts);
    let mut instructions = match desk.node.account::<Series>(&series.series)? {
        Some(_) => Vec::new(),
        None => ix::create_series(&desk.keys, &series, &at.me()),
    };
    let created = match instructions.is_empty() {
        true => "",
        false => "created the series and ",
    };
    instructions.extend(ix::start_sale(&desk.keys, &at.keys, &series, &at.me()));
    let sent = desk.act(&at.wallet, &instructions)?;
    let offered = desk.vault(at.keys.id)?.1.sale.contracts;
    let what = format!(
        "{created}started the sale of {} {}",
        desk.contracts(offered),
        desk.name_of(&series)
    );
    Ok((what, sent))
}

fn end_sale(at: &VaultDesk) -> Result<(String, Sent)> {
    let series = at.series_keys();
    let end = ix::end_sale(&at.desk.keys, &at.keys, &series);
    let sent = at.desk.send(&at.wallet, &[end])?;
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

/// With the oracle's print first: it may be the one that fixes the price.
fn settle_series(at: &VaultDesk) -> Result<(String, Sent)> {
    let (desk, series) = (&at.desk, at.series_keys());
    let settle = [
        ix::observe(&desk.keys),
        ix::settle_series(&desk.keys, &series),
    ];
    let sent = desk.send(&at.wallet, &settle)?;
    let state: Option<Series> = desk.node.account(&series.series)?;
    let price = state.map_or(0, |series| series.settlement_price);
    let what = format!(
        "settled {} at {}",
        desk.name_of(&series),
        amount::print_price(price, desk.market.price_exponent)
    );
    Ok((what, sent))
}

fn settle_vault(at: &VaultDesk) -> Result<(String, Sent)> {
    let (desk, series) = (&at.desk, at.series_keys());
    let settle = ix::settle_vault(&desk.keys, &at.keys, &series);
    let sent = desk.send(&at.wallet, &[settle])?;
    let payoff = desk.vault(at.keys.id)?.1.outcome.payoff;
    let what = format!(
        "paid {} to the holders of {} (expired {} UTC)",
        at.collateral(payoff),
        desk.name_of(&series),
        utc(series.expiry_ts)
    );
    Ok((what, sent))
}
