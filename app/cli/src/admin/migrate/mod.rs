//! `ballast admin migrate`: a deployment as a parameter file has it.

mod align;
mod changes;
mod checks;
mod create;
mod differences;
mod governance;
mod report;
mod site;
mod told;

use std::{fs, path::PathBuf};

use anyhow::{ensure, Context, Result};
use ballast_client::{ballast::state::Cluster as Delay, params::Parameters, rpc::shown};

use crate::rpc::{Cluster, Signing};

use report::Report;
use site::Site;

/// Brings a protocol, its market and their vaults about as a parameter file has them.
///
/// Nine numbered steps: program, mints and oracle are checked; protocol, market, backstop accounts and vaults are created
/// where they are missing; parameters that differ are tightened at once or proposed, and carried out once due; guardian and
/// authority are handed over. What is as it should be is left alone: a second run changes nothing, and one that broke off
/// is finished by the next.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    cluster: Cluster,
    #[command(flatten)]
    signing: Signing,
    /// What there should be, such as migrations/devnet.toml
    #[arg(long, value_name = "FILE")]
    params: PathBuf,
    /// Says what it would do, and sends nothing
    #[arg(long)]
    dry_run: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    args.cluster.check_json()?;
    let parameters = read(args)?;
    let site = Site::open(args, parameters)?;
    let mut report = Report::new(args.dry_run);
    let outcome = steps(&site, &mut report);
    report.close(outcome.is_ok());
    args.cluster.write_json(&report)?;
    outcome
}

fn read(args: &Args) -> Result<Parameters> {
    let path = args.params.display();
    let text = fs::read_to_string(&args.params).with_context(|| format!("cannot read {path}"))?;
    let parameters = Parameters::parse(&text).with_context(|| format!("parameters {path}"))?;
    ensure!(
        parameters.governance.cluster != Delay::Localnet || args.cluster.is_local(),
        "{path} is for localnet, where changes wait a minute, and {} is not on this machine; say cluster = \"public\"",
        shown(&args.cluster.url)
    );
    Ok(parameters)
}

/// The steps in order; the first that is refused is the last.
fn steps(site: &Site, report: &mut Report) -> Result<()> {
    report.step(1, "program", |report| checks::program(site, report))?;
    let keys = report.step(2, "mints", |report| checks::mints(site, report))?;
    report.step(3, "oracle", |report| checks::oracle(site, &keys, report))?;
    report.step(4, "protocol", |report| create::protocol(site, report))?;
    report.step(5, "market", |report| create::market(site, &keys, report))?;
    report.step(6, "backstop", |report| {
        create::backstop(site, &keys, report)
    })?;
    for vault in &site.vaults {
        let name = format!("vault {}", vault.id);
        report.step(7, &name, |report| create::vault(site, &keys, vault, report))?;
    }
    report.step(8, "market", |report| align::market(site, &keys, report))?;
    for vault in &site.vaults {
        let name = format!("vault {}", vault.id);
        report.step(8, &name, |report| align::vault(site, &keys, vault, report))?;
    }
    report.step(8, "oracle", |report| align::oracle(site, &keys, report))?;
    report.step(9, "guardian", |report| governance::guardian(site, report))?;
    report.step(9, "authority", |report| governance::authority(site, report))
}
