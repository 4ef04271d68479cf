//! Recorded data, which is not in the repository.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

/// A recorded series, or `None`, said aloud, where the data is not at hand: `BALLAST_DATA`, or `shared/data` beside the
/// repository.
pub fn recorded(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BALLAST_DATA").map_or(beside, PathBuf::from);
    let path = folder.join(format!("{name}.csv"));
    if path.exists() {
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
