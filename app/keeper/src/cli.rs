//! The command line, and how a run is ended.

use std::{future::Future, path::PathBuf, process::ExitCode};

use clap::{error::ErrorKind, Parser};

/// Keeps a Ballast market: records prints, liquidates, settles, rolls and hedges, as anybody may.
#[derive(Parser)]
#[command(name = "ballast-keeper", version, about)]
pub struct Args {
    /// TOML file; see --print-config
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The market's address
    #[arg(long, value_name = "ADDRESS")]
    market: Option<String>,
    /// Who signs and pays: a JSON array of 64 numbers that nobody else may read
    #[arg(long, value_name = "FILE")]
    keypair: Option<String>,
    /// RPC of a node
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Its websocket, or `off` [default: the port one up]
    #[arg(long, value_name = "URL")]
    ws_url: Option<String>,
    /// What is done, such as observe,settle [default: everything]
    #[arg(long, value_name = "JOBS", value_delimiter = ',')]
    jobs: Vec<String>,
    /// Where the metrics are served
    #[arg(long, value_name = "ADDRESS:PORT")]
    metrics: Option<String>,
    /// text or json
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<String>,
    /// error, warn, info, debug or trace
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<String>,
    /// Any other setting, such as observe.every_secs=10
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Does what is due until nothing more is, and ends
    #[arg(long)]
    pub once: bool,
    /// Tries transactions and sends none
    #[arg(long)]
    pub dry_run: bool,
    /// Writes what was done as JSON at the end
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Prints the configuration in force, every key explained, and ends
    #[arg(long)]
    pub print_config: bool,
}

impl Args {
    /// What the flags say, as settings; later ones count.
    pub fn overrides(&self) -> Vec<String> {
        let text = |value: &str| format!("{value:?}");
        let mut overrides = Vec::new();
        for (key, value) in [
            ("market", &self.market),
            ("keypair", &self.keypair),
            ("rpc.url", &self.url),
            ("rpc.ws_url", &self.ws_url),
            ("metrics.listen", &self.metrics),
            ("log.format", &self.log_format),
            ("log.level", &self.log_level),
        ] {
            overrides.extend(value.as_ref().map(|it| format!("{key}={}", text(it))));
        }
        if !self.jobs.is_empty() {
            let jobs: Vec<String> = self.jobs.iter().map(|job| text(job)).collect();
            overrides.push(format!("jobs=[{}]", jobs.join(", ")));
        }
        overrides.extend(self.set.iter().cloned());
        overrides
    }
}

/// Help goes to standard output; a mistake is told in one line.
pub fn usage(error: &clap::Error) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        print!("{error}");
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    let line = text.lines().next().unwrap_or("error: unusable arguments");
    eprintln!("{line} (see `ballast-keeper --help`)");
    ExitCode::from(2)
}

/// Comes when the process is told to stop, which counts from this call on; a second time, it stops at once.
pub fn told_to_stop() -> impl Future<Output = ()> {
    let mut signals = Signals::listen();
    async move {
        signals.next().await;
        tracing::info!("stopping; what is on its way is waited for");
        tokio::spawn(async move {
            signals.next().await;
            std::process::exit(130);
        });
    }
}

/// What tells a process to stop.
#[cfg(unix)]
struct Signals([Option<tokio::signal::unix::Signal>; 2]);

#[cfg(unix)]
impl Signals {
    fn listen() -> Self {
        use tokio::signal::unix::{signal, SignalKind};
        let kinds = [SignalKind::terminate(), SignalKind::interrupt()];
        Self(kinds.map(|kind| signal(kind).ok()))
    }

    async fn next(&mut self) {
        let [terminate, interrupt] = &mut self.0;
        tokio::select! {
            () = received(terminate) => {}
            () = received(interrupt) => {}
        }
    }
}

/// Never comes for a signal that cannot be listened to.
#[cfg(unix)]
async fn received(signal: &mut Option<tokio::signal::unix::Signal>) {
    match signal {
        Some(signal) => {
            signal.recv().await;
        }
        None => std::future::pending().await,
    }
}

/// What tells a process to stop.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> Self {
        Self
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
