//! `ballast settle`: everything that expired series still owe anybody but the holders of options.

mod crank;

use anyhow::{ensure, Result};
use ballast_client::views::SettlementBook;
use serde::Serialize;

use crate::{
    format::utc,
    rpc::{Desk, SeriesName, Signing, Target},
    steps::Step,
};

/// Settles expired series, and every short, vault and deposited option in them; what is done already is passed over.
#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("which").required(true)))]
pub struct Args {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    signing: Signing,
    /// One series, and those whose options have to pay its shorts
    #[arg(long, group = "which")]
    series: Option<SeriesName>,
    /// Every series of the market that has expired
    #[arg(long, group = "which")]
    expired: bool,
}

/// What was done, and what could not be.
#[derive(Serialize)]
struct Report {
    steps: Vec<Step>,
    left: Vec<Left>,
}

/// Something that could not be done yet.
#[derive(Serialize)]
pub struct Left {
    pub what: String,
    pub why: String,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let (desk, wallet) = (Desk::open(&args.target)?, args.signing.keypair()?);
    let named = match &args.series {
        Some(name) => {
            let (keys, series) = desk.series(name)?;
            ensure!(
                series.expiry_ts <= desk.now,
                "{} has not expired yet: it does at {} UTC",
                desk.name_of(&keys),
                utc(series.expiry_ts)
            );
            Some(keys)
        }
        None => None,
    };
    let book = book(&desk)?;
    let mut crank = crank::Crank::new(&desk, &wallet);
    for series in book.due(named.as_ref(), desk.now) {
        crank.settle(&book, series);
    }
    let (steps, left) = crank.outcome();
    if steps.is_empty() && left.is_empty() {
        println!("nothing to settle");
    }
    for Left { what, why } in &left {
        println!("left: {what}: {why}");
    }
    args.target.write_json(&Report { steps, left })
}

/// Everybody in the market who may have to be settled.
fn book(desk: &Desk) -> Result<SettlementBook> {
    let mut series = Vec::new();
    for one in desk.all_series()? {
        series.push((desk.keys_of(&one)?, one));
    }
    Ok(SettlementBook::new(series, desk.margins()?, desk.vaults()?))
}
