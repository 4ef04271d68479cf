//! The insurance fund at a glance.

use std::fmt::Write;

use anyhow::Result;
use ballast_client::ballast::state::MarginAccount;
use option_risk::units::Kind;
use serde::Serialize;

use crate::rpc::{series_name, Desk};

/// The fund of both kinds.
#[derive(Serialize)]
pub struct View {
    pub funds: Vec<Fund>,
}

/// The fund of one kind. Amounts are atoms.
#[derive(Serialize)]
pub struct Fund {
    /// `call` (base) or `put` (quote).
    pub kind: &'static str,
    pub address: String,
    pub holds: u64,
    /// Payoff that could not be paid, since the market's creation.
    pub bad_debt: u64,
    /// The fund's own margin account; none before somebody opens it.
    pub account: Option<Account>,
    #[serde(skip)]
    side: Kind,
}

/// What the fund has taken over.
#[derive(Serialize)]
pub struct Account {
    pub address: String,
    pub collateral: u64,
    pub positions: Vec<Position>,
}

/// A position that the fund has taken over.
#[derive(Serialize)]
pub struct Position {
    pub series: String,
    pub short: u64,
    pub long: u64,
}

/// Reads the fund.
pub fn view(desk: &Desk) -> Result<View> {
    let fund = |side: Kind| {
        let (keys, market) = (&desk.keys, &desk.market);
        let own = keys.backstop_account(side);
        let account = desk.node.account::<MarginAccount>(&own)?;
        anyhow::Ok(Fund {
            kind: side.name(),
            address: keys.insurance(side).to_string(),
            holds: desk.node.tokens(&keys.insurance(side))?,
            bad_debt: match side {
                Kind::Call => market.base_bad_debt,
                Kind::Put => market.quote_bad_debt,
            },
            account: account.map(|account| Account {
                address: own.to_string(),
                collateral: account.collateral,
                positions: positions(desk, side, &account),
            }),
            side,
        })
    };
    Ok(View {
        funds: vec![fund(Kind::Call)?, fund(Kind::Put)?],
    })
}

fn positions(desk: &Desk, kind: Kind, account: &MarginAccount) -> Vec<Position> {
    let held = account.positions.iter().filter(|p| !p.is_free());
    let exponent = desk.market.price_exponent;
    held.map(|position| Position {
        series: series_name(kind, position.strike, position.expiry_ts, exponent),
        short: position.short,
        long: position.long,
    })
    .collect()
}

/// The fund for a terminal.
pub fn render(desk: &Desk, view: &View) -> String {
    let mut out = String::new();
    for fund in &view.funds {
        // Writing to a string cannot fail.
        let _ = section(&mut out, desk, fund);
    }
    out
}

fn section(out: &mut String, desk: &Desk, fund: &Fund) -> std::fmt::Result {
    let money = |atoms| desk.collateral(atoms, fund.side);
    let name = format!("{}s", fund.kind);
    writeln!(out, "{name:<13}{}", fund.address)?;
    writeln!(out, "  holds      {}", money(fund.holds))?;
    writeln!(out, "  bad debt   {}", money(fund.bad_debt))?;
    let Some(account) = &fund.account else {
        return writeln!(out, "  account    not opened");
    };
    writeln!(out, "  account    {}", account.address)?;
    writeln!(out, "  collateral {}", money(account.collateral))?;
    for position in &account.positions {
        writeln!(
            out,
            "  {}: {} short, {} long",
            position.series,
            desk.contracts(position.short),
            desk.contracts(position.long)
        )?;
    }
    Ok(())
}
