//! Lines on standard error.

use std::io::{stderr, IsTerminal};

use anyhow::{anyhow, Context, Result};
use ballast_keeper::config::{Log, LogFormat};
use tracing_subscriber::{fmt, EnvFilter};

/// Starts writing, in the configured form.
pub fn start(log: &Log) -> Result<()> {
    let filter = EnvFilter::try_new(&log.level);
    let filter = filter.with_context(|| format!("log.level: `{}`", log.level))?;
    let lines = fmt().with_env_filter(filter).with_writer(stderr);
    let started = match log.format {
        LogFormat::Text => {
            let lines = lines.with_ansi(stderr().is_terminal());
            lines.with_target(false).try_init()
        }
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    started.map_err(|error| anyhow!("log: {error}"))
}
