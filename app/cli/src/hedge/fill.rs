//! `ballast hedge fill`.

use anyhow::Result;
use ballast_client::{ballast::events::HedgeFilled, events, instructions as ix};
use option_risk::{hedge::Side, units::Kind};
use serde::Serialize;

use super::{orders::verb, traded::Traded};
use crate::{
    amount,
    rpc::{told, VaultArgs, VaultDesk},
};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    at: VaultArgs,
    /// Base, in whole tokens such as 12.5 [default: all that is left of the order]
    amount: Option<String>,
    /// The worst price to trade at, quote per base: the most paid if the vault sells, the least received if it buys
    #[arg(long, value_name = "PRICE")]
    limit: String,
}

/// A fill. Amounts are atoms.
#[derive(Serialize)]
struct Report {
    /// What the vault did: `sells` or `buys`.
    vault: &'static str,
    base: u64,
    quote: u64,
    /// Feed units: the most paid or the least received per base.
    price_limit: u64,
    signature: String,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let at = VaultDesk::open(&args.at)?;
    let (desk, me) = (&at.desk, at.me());
    let market = &desk.market;
    let left = at.vault.hedge.base_atoms;
    let most = match &args.amount {
        Some(text) => desk.parse_collateral(text, Kind::Call)?,
        // Without an order there is nothing to fill: that is for the program to say.
        None => left.max(1),
    };
    let base = most.min(left);
    let price_limit = amount::parse_price(&args.limit, market.price_exponent)?;
    let side = told(at.vault.hedge.side())?;
    let (pay_base, pay_quote) = match side {
        Side::SellBase => (0, market.scale().quote_for_base_up(base, price_limit)?),
        Side::BuyBase => (base, 0),
    };
    let fill = ix::fill_hedge(&desk.keys, &at.keys, &me, side, most, price_limit);
    let fill = desk.with_collateral_account(&me, Kind::Call, pay_base, [fill])?;
    let fill = desk.with_collateral_account(&me, Kind::Put, pay_quote, fill)?;
    let sent = desk.send(&at.wallet, &fill)?;
    let traded = match events::of::<HedgeFilled>(&sent.logs).first() {
        Some(event) => Traded {
            base: event.base_atoms,
            quote: event.quote_atoms,
        },
        None => Traded::between(&at.vault, &desk.vault(at.keys.id)?.1),
    };
    let verb = verb(side);
    println!(
        "filled: vault {} {verb} {}\n  {}",
        at.keys.id,
        traded.words(desk),
        sent.signature
    );
    args.at.target.write_json(&Report {
        vault: verb,
        base: traded.base,
        quote: traded.quote,
        price_limit,
        signature: sent.signature,
    })
}
