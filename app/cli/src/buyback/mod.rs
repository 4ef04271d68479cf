//! `ballast buyback`: options back to the vault that sold them.

mod fill;

use anyhow::Result;
use ballast_client::instructions as ix;

use crate::{
    format::utc,
    rpc::{VaultArgs, VaultDesk},
    steps::Steps,
};

/// Opens and fills a vault's orders to buy its own options back; anyone may.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Opens the order that brings the vault's gamma back within its limit
    Open(VaultArgs),
    /// Sells options to the vault at the bid its order has come to
    Fill(fill::Args),
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    match &args.command {
        Command::Open(args) => open(args),
        Command::Fill(args) => fill::run(args),
    }
}

fn open(args: &VaultArgs) -> Result<()> {
    let mut at = VaultDesk::open(args)?;
    let open = ix::open_buyback(&at.desk.keys, &at.keys);
    let sent = at.desk.act(&at.wallet, &[open])?;
    at.refresh()?;
    let order = &at.vault.buyback;
    let what = format!(
        "opened a buy-back: vault {} bids for {} {} until {} UTC",
        at.keys.id,
        at.desk.contracts(order.contracts),
        at.desk.name_of(&at.series_keys()),
        utc(at.vault.params.buyback.ends_ts(order.opened_ts))
    );
    let mut steps = Steps::default();
    steps.tell(what, &sent);
    args.target.write_json(&steps)
}
