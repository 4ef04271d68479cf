//! `ballast buyback fill`.

use anyhow::Result;
use ballast_client::{
    ballast::events::BuybackFilled,
    events, instructions as ix,
    reports::{self, BuybackFill},
};
use serde::Serialize;

use crate::{
    format::grouped,
    rpc::{refused, VaultArgs, VaultDesk},
};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    at: VaultArgs,
    /// How many, such as 12.5; no more than are left of the order are sold
    contracts: String,
    /// Receives no less than this for them, in whole tokens of the collateral
    #[arg(long, value_name = "AMOUNT", required_unless_present = "dry_run")]
    min_premium: Option<String>,
    /// Quotes and sends nothing
    #[arg(long)]
    dry_run: bool,
}

/// What a vault bids, and what was paid. Amounts are atoms: of contracts, of collateral.
#[derive(Serialize)]
struct Report {
    quote: Quote,
    /// None in a dry run.
    done: Option<Done>,
}

/// The bid at the market's last print.
#[derive(Serialize)]
struct Quote {
    series: String,
    #[serde(flatten)]
    fill: BuybackFill,
}

#[derive(Serialize)]
struct Done {
    contracts: u64,
    premium: u64,
    signature: String,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let at = VaultDesk::open(&args.at)?;
    let contracts = at.desk.parse_contracts(&args.contracts)?;
    let least = args.min_premium.as_ref();
    let least = least.map(|text| at.desk.parse_collateral(text, at.keys.kind));
    let least = least.transpose()?;
    let quote = quote(&at, contracts)?;
    let bid = &quote.fill;
    println!(
        "series       {}, {} wanted\nbid          {}% volatility at the strike\n\
         premium      {} for {}, of {} that the vault may spend",
        quote.series,
        at.desk.contracts(bid.fillable),
        grouped(bid.vol * 1e2, 2),
        at.collateral(bid.premium),
        at.desk.contracts(bid.contracts),
        at.collateral(bid.budget)
    );
    let done = match least {
        Some(least) if !args.dry_run => Some(fill(&at, contracts, least)?),
        _ => {
            println!("dry run: nothing was sent");
            None
        }
    };
    args.at.target.write_json(&Report { quote, done })
}

fn quote(at: &VaultDesk, contracts: u64) -> Result<Quote> {
    let (desk, vault) = (&at.desk, &at.vault);
    let fill = reports::buyback_fill(&desk.market, vault, contracts, desk.now);
    Ok(Quote {
        series: desk.name_of(&at.series_keys()),
        fill: fill.map_err(refused)?,
    })
}

fn fill(at: &VaultDesk, contracts: u64, least: u64) -> Result<Done> {
    let (desk, me, series) = (&at.desk, at.me(), at.series_keys());
    let fill = ix::fill_buyback(&desk.keys, &at.keys, &series, &me, contracts, least);
    let fill = desk.with_collateral_account(&me, at.keys.kind, 0, [fill])?;
    let sent = desk.send(&at.wallet, &fill)?;
    let (contracts, premium) = match events::of::<BuybackFilled>(&sent.logs).first() {
        Some(event) => (event.contracts, event.premium),
        // By the difference it made, for a node that keeps no log.
        None => {
            let (before, after) = (&at.vault.sale, desk.vault(at.keys.id)?.1.sale);
            (
                before.sold.saturating_sub(after.sold),
                after.buyback_cost.saturating_sub(before.buyback_cost),
            )
        }
    };
    println!(
        "sold {} {} for {} to vault {}\n  {}",
        desk.contracts(contracts),
        desk.name_of(&series),
        at.collateral(premium),
        at.keys.id,
        sent.signature
    );
    Ok(Done {
        contracts,
        premium,
        signature: sent.signature,
    })
}
