//! What this process has needed of memory.

use std::fs;

use anyhow::{Context, Result};

/// The most memory this process has held, bytes.
pub fn peak() -> Result<u64> {
    let status =
        fs::read_to_string("/proc/self/status").context("no /proc: measured on Linux only")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kilobytes: u64 = kilobytes.context("no peak memory")?.trim().parse()?;
    Ok(kilobytes * 1_024)
}
