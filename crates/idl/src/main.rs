//! Writes the program's IDL, or checks that the one in the repository is what would be written.

use std::{path::Path, process::ExitCode};

use anyhow::{anyhow, Result};
use ballast_idl::{describe, fresh};
use clap::Parser;

/// Writes the program's IDL, idl/ballast.json; compiles the program for it.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    /// Writes nothing, and fails with what differs if the file in the repository is stale.
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(lines) => {
            println!("{lines}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = describe::text(&root)?;
    let path = root.join(describe::FILE);
    if cli.check {
        fresh::check(&path, &text)
            .map_err(|stale| anyhow!("{stale}\nrun `cargo run -p ballast-idl`, and commit"))?;
    } else if let changes @ [_, ..] = fresh::write(&path, &text)?.as_slice() {
        return Ok(format!(
            "{}: written\n{}",
            describe::FILE,
            changes.join("\n")
        ));
    }
    Ok(format!("{}: up to date", describe::FILE))
}
