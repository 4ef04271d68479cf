//! `ballast crank`: single steps that anybody may take for a market; `ballast-keeper` takes them unasked.

use anchor_lang::prelude::Pubkey;
use anyhow::{bail, Context, Result};
use ballast_client::{
    amounts, ballast::events::PrintRejected, errors::describe, events, instructions as ix,
    MarketKeys,
};
use option_risk::units::Kind;
use solana_keypair::Keypair;

use crate::{
    format::utc,
    rpc::{kind_of, Desk, SeriesName, Signing, Target},
    steps::Steps,
};

/// Records a print, fixes a settlement price, refreshes the gamma book, or ends an auction; anyone may.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Takes the oracle's print into the market
    Observe(At),
    /// Fixes the settlement price of an expiry that nobody watched by the first print after it
    Pin(Pin),
    /// Brings all series that are not settled up to date in the gamma book
    Refresh(At),
    /// Ends the auction of an account that meets its maintenance margin again
    Unflag(Unflag),
}

#[derive(clap::Args)]
struct At {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    signing: Signing,
}

#[derive(clap::Args)]
struct Pin {
    #[command(flatten)]
    at: At,
    /// Any of the expiry: an address, or such as call@210@2026-12-04
    #[arg(long)]
    series: SeriesName,
    /// The account of the market's feed that holds that print [default: the market's own]
    #[arg(long, value_name = "ADDRESS")]
    oracle: Option<Pubkey>,
}

#[derive(clap::Args)]
struct Unflag {
    #[command(flatten)]
    at: At,
    /// Whose account
    #[arg(long, value_name = "ADDRESS")]
    owner: Pubkey,
    /// call or put
    #[arg(long, value_parser = kind_of)]
    kind: Kind,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let at = match &args.command {
        Command::Observe(at) | Command::Refresh(at) => at,
        Command::Pin(args) => &args.at,
        Command::Unflag(args) => &args.at,
    };
    let (desk, wallet) = (Desk::open(&at.target)?, at.signing.keypair()?);
    let mut steps = Steps::default();
    match &args.command {
        Command::Observe(_) => observe(&desk, &wallet, &mut steps)?,
        Command::Pin(args) => pin(args, &desk, &wallet, &mut steps)?,
        Command::Refresh(_) => refresh(&desk, &wallet, &mut steps)?,
        Command::Unflag(args) => unflag(args, &desk, &wallet, &mut steps)?,
    }
    at.target.write_json(&steps)
}

fn observe(desk: &Desk, wallet: &Keypair, steps: &mut Steps) -> Result<()> {
    let (before, _) = desk.node.market(&desk.keys.market)?;
    let sent = desk.send(wallet, &[ix::observe(&desk.keys)])?;
    let (market, now) = desk.node.market(&desk.keys.market)?;
    let rejected = events::of::<PrintRejected>(&sent.logs);
    // A node whose log keeps no events leaves the market's own count.
    let is_counted = market.risk.rejected > before.risk.rejected;
    if !rejected.is_empty() || !events::are_kept(&sent.logs) && is_counted {
        let why = rejected
            .first()
            .map_or_else(String::new, |event| format!(": {}", describe(event.error)));
        bail!(
            "the print is refused and was only counted{why} ({})",
            sent.signature
        );
    }
    let breaker = &market.risk.breaker;
    let stage = breaker.stage_at(&market.params.breaker, now).name();
    let did = match market.risk.publish_ts > before.risk.publish_ts {
        true => "observed",
        false => "no newer print than",
    };
    let what = format!(
        "{did} {}, stage {}",
        amounts::price(market.risk.price, market.price_exponent),
        stage.to_uppercase()
    );
    steps.tell(what, &sent);
    Ok(())
}

fn pin(args: &Pin, desk: &Desk, wallet: &Keypair, steps: &mut Steps) -> Result<()> {
    let expiry_ts = desk.series_keys(&args.series)?.expiry_ts;
    let keys = MarketKeys {
        oracle: args.oracle.unwrap_or(desk.keys.oracle),
        ..desk.keys
    };
    let sent = desk.send(wallet, &[ix::pin_settlement(&keys, expiry_ts)])?;
    let (market, _) = desk.node.market(&keys.market)?;
    let mut slots = market.expiries.iter();
    let price = slots
        .find(|slot| slot.series > 0 && slot.expiry_ts == expiry_ts)
        .and_then(|slot| slot.settlement())
        .context("the market shows no settlement price")?;
    let what = format!(
        "pinned the settlement of {} UTC at {}",
        utc(expiry_ts),
        amounts::price(price, market.price_exponent)
    );
    steps.tell(what, &sent);
    Ok(())
}

fn refresh(desk: &Desk, wallet: &Keypair, steps: &mut Steps) -> Result<()> {
    let mut series = Vec::new();
    for one in desk.all_series()? {
        if !one.settled {
            series.push(desk.keys_of(&one)?.series);
        }
    }
    if series.is_empty() {
        println!("no series to refresh");
    }
    for some in series.chunks(ix::SERIES_A_REFRESH) {
        let sent = desk.send(wallet, &[ix::refresh_book(&desk.keys, some)])?;
        let what = format!("refreshed {} series in the gamma book", some.len());
        steps.tell(what, &sent);
    }
    Ok(())
}

fn unflag(args: &Unflag, desk: &Desk, wallet: &Keypair, steps: &mut Steps) -> Result<()> {
    // There must be such an account, or the refusal would name an address that nobody typed.
    desk.margin(&args.owner, args.kind)?;
    let unflag = ix::unflag_account(&desk.keys, &args.owner, args.kind);
    let sent = desk.send(wallet, &[unflag])?;
    steps.tell(format!("ended the auction of {}", args.owner), &sent);
    Ok(())
}
