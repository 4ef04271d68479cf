//! `ballast-wasm-pack FILE.wasm FOLDER`: writes what a page loads a built module with, by wasm-bindgen's own generator of the
//! version that the module was built with.

use std::{env, path::PathBuf};

use anyhow::{bail, Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [module, folder] = arguments.as_slice() else {
        bail!("usage: ballast-wasm-pack FILE.wasm FOLDER");
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("ballast_wasm");
    bindgen.web(true)?.typescript(true);
    // With the module's path in it, bundlers find the file.
    bindgen
        .omit_default_module_path(false)
        .remove_name_section(true);
    bindgen
        .remove_producers_section(true)
        .generate(folder)
        .with_context(|| format!("{} cannot be packed", module.display()))
}
