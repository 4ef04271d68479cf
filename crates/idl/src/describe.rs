//! The program's IDL, as `anchor idl build` writes it: by a test build of the program that prints it.

use std::{env, path::Path};

use anchor_lang_idl::build::IdlBuilder;
use anyhow::{Context, Result};

/// Where it lies in the repository.
pub const FILE: &str = "idl/ballast.json";

/// The IDL of the program in the repository at `root`, as the text of [`FILE`].
///
/// Compiles the program unoptimised into `idl-build` in the target directory, since Anchor sets compiler flags of its own
/// for it. Changes this process's environment: Anchor's builder installs compilers by what it finds there.
pub fn text(root: &Path) -> Result<String> {
    // Cargo sets it in what it runs; Anchor's builder takes it for a wish to install that compiler.
    env::remove_var("RUSTUP_TOOLCHAIN");
    env::set_var("CARGO_INCREMENTAL", "0");
    let root = root.canonicalize().context("the repository")?;
    let idl = IdlBuilder::new()
        .program_path(root.join("programs/ballast"))
        .cargo_args(arguments(&root))
        .build()
        .context("describing the program")?;
    Ok(serde_json::to_string_pretty(&idl)? + "\n")
}

/// No debug information: nobody debugs a program that prints its description.
fn arguments(root: &Path) -> Vec<String> {
    let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let target = root.join(target).join("idl-build").display().to_string();
    ["--lib", "--locked", "--target-dir", &target]
        .into_iter()
        .chain(["--config", "profile.dev.debug=false"])
        .map(String::from)
        .collect()
}
