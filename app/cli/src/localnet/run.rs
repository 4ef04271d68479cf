//! The node from start to Ctrl-C.

use std::time::Duration;

use anyhow::{Context, Result};
use ballast_localnet::Ports;
use gag::Gag;
use indicatif::{ProgressBar, ProgressStyle};
use solana_keypair::Keypair;

use super::{
    cast::Cast,
    folder::Folder,
    keeper_config,
    page::Addresses,
    place::{Content, Place},
    prices::Prices,
    wall::{Interruption, Metronome, Pace},
    Args,
};
use crate::{
    format::{self, utc},
    page,
    report::stage_name,
};

/// Whose wallet the keeper's configuration names.
const KEEPER: &str = "keeper-1";

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    args.check()?;
    let mut prices = Prices::of(args)?;
    let ports = Ports::from_rpc(args.port);
    ports.check_free()?;
    let folder = Folder::lock(&args.folder)?;
    if let Some(path) = &args.json {
        page::check_writable(path)?;
    }
    let interruption = Interruption::listen()?;
    // Programs that run natively print their log; addresses are to be read alone.
    let silence = Gag::stdout().context("cannot silence the chain")?;
    let place = Place::make(args, &folder, &mut prices, &interruption)?;
    drop(silence);
    eprintln!("prices: {}", prices.source());
    if place.is_resumed {
        let now = place.node.unix_millis() / 1_000;
        let at = utc(i64::try_from(now)?);
        eprintln!("going on from {} at {at} UTC", folder.state().display());
    }
    let wallets = Cast::assemble().wallets(place.world());
    folder.check_wallets(&wallets)?;
    // First of all: whoever cannot serve has nothing to write.
    place.node.serve(ports)?;
    let addresses = write(&place, &folder, &wallets, ports)?;
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
fn write(
    place: &Place,
    folder: &Folder,
    wallets: &[(String, Keypair)],
    ports: Ports,
) -> Result<Addresses> {
    let world = place.world();
    folder.write_wallets(wallets)?;
    let is_bare = matches!(place.content, Content::Bare { .. });
    if !is_bare && keeper_config::keep(folder, &world.keys.market, ports, KEEPER)? {
        let path = folder.keeper_config();
        eprintln!(
            "{} was of another market or address: written anew, and kept as {}",
            path.display(),
            keeper_config::aside(&path).display()
        );
    }
    let addresses = Addresses::of(world, ports, wallets, folder, is_bare);
    page::write_json(&addresses, &folder.addresses())?;
    Ok(addresses)
}

/// Blocks, prices and residents until it is time to stop or something fails; then the state is kept.
fn serve(
    args: &Args,
    mut place: Place,
    prices: &mut Prices,
    folder: &Folder,
    interruption: &Interruption,
) -> Result<()> {
    let line = line(args.quiet)?;
    let ended = live(args, &mut place, prices, interruption, &line);
    line.finish_and_clear();
    place.node.stop_serving();
    match (place.save(folder, prices), ended) {
        (Ok(is_kept), ended) => {
            if is_kept {
                let path = folder.state();
                eprintln!("stopped; the next run goes on from {}", path.display());
            }
            ended
        }
        (Err(lost), Ok(())) => Err(lost),
        (Err(lost), Err(why)) => Err(why.context(format!("the state is lost ({lost:#})"))),
    }
}

/// Blocks, prices and residents until it is time to stop.
fn live(
    args: &Args,
    place: &mut Place,
    prices: &mut Prices,
    interruption: &Interruption,
    line: &ProgressBar,
) -> Result<()> {
    let pace_of = |speed| Pace::of(args.slot_ms, speed);
    let mut pace = pace_of(args.speed);
    let pace_after = pace_of(args.speed_after.unwrap_or(args.speed));
    let ends_ts = (args.hours).map(|hours| place.first_ts + (hours * 3_600.0) as i64);
    let mut metronome = Metronome::new(pace.every, Duration::from_millis(args.slot_ms));
    loop {
        metronome.wait(interruption);
        let now = place.tick(pace.millis, prices)?;
        if pace != pace_after && prices.ends().is_some_and(|ends_ts| now >= ends_ts) {
            pace = pace_after;
            metronome = Metronome::new(pace.every, Duration::from_millis(args.slot_ms));
        }
        if let Some(failure) = place.node.failure() {
            return Err(failure.into());
        }
        tell(place, line, now);
        if interruption.is_told() || ends_ts.is_some_and(|ends_ts| now >= ends_ts) {
            return Ok(());
        }
    }
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
