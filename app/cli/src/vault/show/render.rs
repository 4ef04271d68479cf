//! A vault for a terminal.

use std::fmt::{Error, Result, Write};

use ballast_client::{
    amounts,
    reports::{Greeks, Running},
};

use super::{orders, tables, view::View, wallet::Holding};
use crate::{
    format::{duration, grouped, utc},
    rpc::Desk,
    vault::roll,
};

/// The whole page.
pub fn render(desk: &Desk, view: &View) -> std::result::Result<String, Error> {
    let mut out = String::new();
    head(&mut out, desk, view)?;
    queue(&mut out, desk, view)?;
    let report = &view.report;
    match &report.round {
        Some(round) => running(&mut out, desk, view, round)?,
        None => writeln!(
            out,
            "\nround        {}: nothing on sale or sold",
            report.queue.round
        )?,
    }
    if let Some(greeks) = &report.greeks {
        self::greeks(&mut out, greeks)?;
    }
    writeln!(out, "hedge        {}", orders::hedge(desk, &report.hedge))?;
    writeln!(
        out,
        "buy-back     {}",
        orders::buyback(desk, &report.buyback, view.side)
    )?;
    if let Some(payoff) = &report.payoff {
        tables::payoff(&mut out, desk, view, payoff)?;
    }
    tables::history(&mut out, desk, view)?;
    if let Some(holding) = &view.wallet {
        wallet(&mut out, desk, view, holding)?;
    }
    Ok(out)
}

fn head(out: &mut String, desk: &Desk, view: &View) -> Result {
    let (money, side) = (|atoms| desk.collateral(atoms, view.side), view.side);
    let view = &view.report;
    writeln!(
        out,
        "vault        {} ({}s, number {})",
        view.vault, view.kind, view.id
    )?;
    writeln!(out, "time         {} UTC", utc(view.now_ts))?;
    writeln!(
        out,
        "price        {}, {} old, stage {}",
        amounts::price(view.price, desk.market.price_exponent),
        duration(view.price_age_seconds.max(0)),
        view.market_stage.to_uppercase()
    )?;
    let next = roll::words(&view.next, view.now_ts);
    writeln!(out, "stage        {}; {next}", view.stage.to_uppercase())?;
    writeln!(
        out,
        "assets       {}, worth {}",
        desk.amounts(&view.assets.amounts(), side),
        money(view.worth)
    )?;
    writeln!(
        out,
        "share price  {} {}; {} in all",
        grouped(view.share_price, 6),
        tables::token(side),
        desk.shares(view.share_supply, side)
    )?;
    writeln!(
        out,
        "so far       premium {}, payoffs {}, fees {}",
        money(view.premium_total),
        money(view.payoff_total),
        money(view.fee_total)
    )
}

fn queue(out: &mut String, desk: &Desk, view: &View) -> Result {
    let queue = &view.report.queue;
    writeln!(
        out,
        "\nqueue        {} in, {} out at the next roll",
        desk.collateral(queue.deposits, view.side),
        desk.shares(queue.withdrawals, view.side)
    )?;
    writeln!(
        out,
        "claimable    {}",
        desk.amounts(&queue.claimable.amounts(), view.side)
    )?;
    writeln!(
        out,
        "fees         {} for {}",
        desk.shares(queue.fee_shares, view.side),
        queue.fee_recipient
    )
}

fn running(out: &mut String, desk: &Desk, view: &View, round: &Running) -> Result {
    let money = |atoms| desk.collateral(atoms, view.side);
    let series = view.series.as_deref().unwrap_or_default();
    writeln!(out, "\nround        {}: {series}", round.round)?;
    writeln!(
        out,
        "sold         {} of {}, for {}; {} locked",
        desk.contracts(round.sold),
        desk.contracts(round.contracts),
        money(round.premium),
        money(round.coverage)
    )?;
    if round.buyback_cost > 0 {
        writeln!(out, "bought back  for {}", money(round.buyback_cost))?;
    }
    match &round.ask {
        Some(ask) => writeln!(
            out,
            "asked        {}% volatility ({}% at the strike), {} a contract",
            grouped(ask.vol * 1e2, 2),
            grouped(ask.strike_vol * 1e2, 2),
            money(ask.price)
        ),
        None => Ok(()),
    }
}

fn greeks(out: &mut String, greeks: &Greeks) -> Result {
    writeln!(
        out,
        "greeks       delta {}, gamma {} per 1%, vega {} per point, theta {} per day (base)",
        grouped(greeks.delta, 2),
        grouped(greeks.gamma_per_pct, 4),
        grouped(greeks.vega_per_point, 4),
        grouped(greeks.theta_per_day, 4)
    )
}

fn wallet(out: &mut String, desk: &Desk, view: &View, holding: &Holding) -> Result {
    writeln!(
        out,
        "\nwallet       {}\nshares       {}, worth {}",
        holding.owner,
        desk.shares(holding.shares, view.side),
        desk.collateral(holding.worth, view.side)
    )?;
    for deposit in &holding.deposits {
        let amount = desk.collateral(deposit.amount, view.side);
        let words = match (deposit.state, deposit.shares) {
            (_, Some(shares)) => {
                let shares = desk.shares(shares, view.side);
                format!("{shares} to claim for {amount} (`ballast vault claim`)")
            }
            ("refunded", _) => format!("{amount} not taken (`ballast vault claim` returns it)"),
            _ => format!("{amount} queued"),
        };
        writeln!(out, "  round {:<4} {words}", deposit.round)?;
    }
    for withdrawal in &holding.withdrawals {
        let shares = desk.shares(withdrawal.shares, view.side);
        let words = match &withdrawal.assets {
            Some(assets) => {
                let assets = desk.amounts(&assets.amounts(), view.side);
                format!("{assets} to claim for {shares} (`ballast vault claim`)")
            }
            None => format!("{shares} queued"),
        };
        writeln!(out, "  round {:<4} {words}", withdrawal.round)?;
    }
    Ok(())
}
