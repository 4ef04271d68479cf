//! The `ballast-keeper` command.

mod cli;
mod log;

use std::{process::ExitCode, sync::Arc};

use anyhow::{Context, Result};
use ballast_client::rpc::keypair;
use ballast_keeper::{
    config::{annotated, Config},
    metrics,
    report::Summary,
    run::{run, Setup},
};
use clap::Parser;

use cli::Args;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return cli::usage(&error),
    };
    match begin(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all went well.
fn begin(args: &Args) -> Result<bool> {
    let config = Config::load(args.config.as_deref(), &args.overrides())?;
    if args.print_config {
        print!("{}", annotated(&config));
        return Ok(true);
    }
    log::start(&config.log)?;
    let wallet = match &config.keypair {
        None => None,
        Some(path) => {
            let wallet = keypair::read(path);
            Some(Arc::new(
                wallet.with_context(|| format!("keypair {}", path.display()))?,
            ))
        }
    };
    let setup = Setup {
        config,
        wallet,
        once: args.once,
        dry_run: args.dry_run,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let summary = runtime.block_on(keep(setup))?;
    // Tasks that were abandoned are not waited for.
    runtime.shutdown_background();
    if let Some(path) = &args.json {
        let written = summary.write(path);
        written.with_context(|| path.display().to_string())?;
    }
    print(args, &summary);
    Ok(!args.once || summary.is_well())
}

async fn keep(setup: Setup) -> Result<Summary> {
    // One pass is over before anybody asks for its numbers.
    if let Some(listen) = setup.config.metrics.listen.filter(|_| !setup.once) {
        metrics::serve(listen).with_context(|| format!("metrics.listen: {listen}"))?;
    }
    Ok(run(setup, cli::told_to_stop()).await?)
}

/// What one pass did, or what all came to.
fn print(args: &Args, summary: &Summary) {
    if args.once {
        for task in &summary.tasks {
            let why = task.error.as_deref().unwrap_or(&task.reason);
            println!(
                "{} {} {}: {}: {why}",
                task.job, task.what, task.about, task.outcome
            );
        }
        for left in &summary.left {
            match left.edge_quote {
                Some(edge) => println!("left {}: it would bring {edge} quote atoms", left.account),
                None => println!("left {}: no means to liquidate it", left.account),
            }
        }
    }
    println!("{}", summary.words());
}
