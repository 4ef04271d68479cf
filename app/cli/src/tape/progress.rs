//! How far a run is.

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

/// A bar over so many steps, named; `quiet` hides it.
pub fn bar(steps: usize, name: &'static str, quiet: bool) -> Result<ProgressBar> {
    let bar = match quiet {
        true => ProgressBar::hidden(),
        false => ProgressBar::new(steps as u64),
    };
    let style = ProgressStyle::with_template("{msg:8} {bar:30} {percent:>3}% ({eta} left)")?;
    bar.set_style(style);
    bar.set_message(name);
    Ok(bar)
}
