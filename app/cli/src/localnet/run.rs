//! The node from start to Ctrl-C.

use std::time::Duration;

use anyhow::{Context, Result};
use ballast_localnet::Ports;
use gag::Gag;
use indicatif::{ProgressBar, ProgressStyle};

use super::{
    cast::Cast,
    folder::Folder,
    keeper_config,
    page::Addresses,
    place::{Content, Place},
    prices::Prices,
    wall::{Interruption, Metronome},
    Args,
};
use crate::{
    format::{self, utc},
    page,
    report::stage_name,
};

/// What the local node's lamports are worth, quote per SOL.
const SOL_PRICE: f64 = 200.0;

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    args.check()?;
    if let Some(path) = &args.json {
        page::check_writable(path)?;
    }
    let folder = Folder::at(&args.folder)?;
    let interruption = Interruption::listen()?;
    let mut prices = Prices::of(args)?;
    eprintln!("prices: {}", prices.source(args));
    // Programs that run natively print their log; addresses are to be read alone.
    let silence = Gag::stdout().context("cannot silence the chain")?;
    let place = Place::make(args, &folder, &mut prices)?;
    drop(silence);
    if place.is_resumed {
        let now = place.node.unix_millis() / 1_000;
        let at = utc(i64::try_from(now)?);
        eprintln!("going on from {} at {at} UTC", folder.state().display());
    }
    let ports = Ports::from_rpc(args.port);
    let addresses = keep(&place, &folder, ports)?;
    place.node.serve(ports)?;
    page::print(&addresses.text())?;
    if let Some(config) = &addresses.keeper_config {
        page::print(&format!(
            "\nnow, in another terminal: ballast-keeper --config {config}\n"
        ))?;
    }
    if let Some(path) = &args.json {
        page::write_json(&addresses, path)?;
    }
    let silence = Gag::stdout().context("cannot silence the chain")?;
    let served = serve(args, place, &mut prices, &folder, &interruption);
    drop(silence);
    served
}

/// Writes wallets, configuration and addresses.
fn keep(place: &Place, folder: &Folder, ports: Ports) -> Result<Addresses> {
    let world = place.world();
    let wallets = Cast::assemble().wallets(world);
    for (name, wallet) in &wallets {
        folder.write_wallet(name, wallet)?;
    }
    let is_bare = matches!(place.content, Content::Bare { .. });
    if !is_bare {
        let wallet = folder.wallet("keeper-1");
        let config = keeper_config::text(&world.keys.market, ports, &wallet, SOL_PRICE);
        folder.write(&folder.keeper_config(), &config)?;
    }
    let addresses = Addresses::of(world, ports, &wallets, folder, is_bare);
    page::write_json(&addresses, &folder.addresses())?;
    Ok(addresses)
}

/// Blocks, prices and residents until it is time to stop; then the state is kept.
fn serve(
    args: &Args,
    mut place: Place,
    prices: &mut Prices,
    folder: &Folder,
    interruption: &Interruption,
) -> Result<()> {
    let line = line(args.quiet)?;
    let millis = args.slot_ms * u64::from(args.speed);
    let ends_ts = (args.hours).map(|hours| place.first_ts + (hours * 3_600.0) as i64);
    let mut metronome = Metronome::new(Duration::from_millis(args.slot_ms));
    loop {
        metronome.wait();
        let now = place.tick(millis, prices)?;
        if let Some(failure) = place.node.failure() {
            return Err(failure.into());
        }
        tell(&mut place, &line, now);
        if interruption.is_told() || ends_ts.is_some_and(|ends_ts| now >= ends_ts) {
            break;
        }
    }
    line.finish_and_clear();
    place.node.stop_serving();
    if matches!(place.content, Content::Market { .. }) {
        let path = folder.state();
        place.node.save(&path)?;
        eprintln!("stopped; the next run goes on from {}", path.display());
    }
    Ok(())
}

fn line(quiet: bool) -> Result<ProgressBar> {
    let line = match quiet {
        true => ProgressBar::hidden(),
        false => ProgressBar::new_spinner(),
    };
    line.set_style(ProgressStyle::with_template("{spinner} {msg}")?);
    Ok(line)
}

/// Where the market stands, and what the residents did.
fn tell(place: &mut Place, line: &ProgressBar, now: i64) {
    let (slot, transactions) = (place.node.slot(), place.node.transactions());
    let time = utc(now);
    let Content::Market { tape, residents } = &mut place.content else {
        line.set_message(format!(
            "{time} UTC  slot {slot}, {transactions} transactions"
        ));
        return;
    };
    for event in residents.log.drain(..) {
        line.println(format!("{time}  {event}"));
    }
    let (price, stage) = (format::price(tape.price), stage_name(tape.stage()));
    line.set_message(format!(
        "{time} UTC  {price}  {stage}  slot {slot}, {transactions} transactions"
    ));
    line.tick();
}
