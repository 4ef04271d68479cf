//! Recorded data, which is not in the repository.

use std::{
    io::{self, Write},
    path::PathBuf,
};

/// A recorded series out of the folder that `BALLAST_DATA` names, or `None`, said aloud, where it is not at hand.
pub fn recorded(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("BALLAST_DATA").map(PathBuf::from);
    let path = folder.map(|folder| folder.join(format!("{name}.csv")));
    if let Some(path) = path.filter(|path| path.exists()) {
        return Some(path);
    }
    // Past the harness, which swallows what a passing test prints.
    let told = writeln!(
        io::stderr(),
        "SKIPPED: {name}.csv is not there; set BALLAST_DATA to the folder that has it"
    );
    told.expect("standard error");
    None
}
