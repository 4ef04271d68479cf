//! The keeper at work, and what it says of itself.

use std::{
    sync::Arc,
    thread::{self, sleep, JoinHandle},
    time::{Duration, Instant},
};

use anyhow::{anyhow, ensure, Context, Result};
use ballast_harness::localnet::two_ports;
use ballast_keeper::{
    config::Config,
    run::{run, RunError, Setup},
};
use ballast_localnet::Ports;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::sync::oneshot;

use super::{scene::Scene, Quantiles};

/// How long it may take to know everything.
const PATIENCE: Duration = Duration::from_secs(30);
/// Longer than any measurement: quantiles are of everything since the start.
const WINDOW: Duration = Duration::from_secs(86_400);
/// What fees are reckoned at, quote.
const SOL_PRICE: &str = "200";
const SENT: &str = "ballast_keeper_print_to_send_seconds";

/// A keeper with its default configuration, but that SOL has a price.
pub struct Keeper {
    numbers: PrometheusHandle,
    stop: oneshot::Sender<()>,
    running: JoinHandle<Result<(), RunError>>,
}

impl Keeper {
    /// Lets the node serve, and waits until the keeper has read everything.
    pub fn start(scene: &Scene) -> Result<Self> {
        // Let go of before the node asks for them.
        let ports = Ports::from_rpc(two_ports().0);
        scene.node.serve(ports)?;
        let mut config = Config {
            market: Some(scene.world.keys.market),
            ..Config::default()
        };
        config.fees.sol_price = Some(SOL_PRICE.parse()?);
        config.rpc.url = ports.rpc_url();
        config.rpc.ws_url = ports.ws_url();
        let setup = Setup {
            config,
            wallet: Some(Arc::new(scene.keeper.wallet.insecure_clone())),
            once: false,
            dry_run: false,
        };
        let builder = PrometheusBuilder::new().set_bucket_duration(WINDOW)?;
        let numbers = builder.install_recorder()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let running = thread::spawn(move || {
            let told = async {
                let _ = stopped.await;
            };
            runtime.block_on(run(setup, told)).map(|_| ())
        });
        let keeper = Self {
            numbers,
            stop,
            running,
        };
        match keeper.wait() {
            Ok(()) => Ok(keeper),
            // Its own reason is the better one.
            Err(late) => Err(keeper.end().err().unwrap_or(late)),
        }
    }

    fn wait(&self) -> Result<()> {
        let since = Instant::now();
        while self.number("ballast_keeper_up") != Some(1.0)
            || self.number("ballast_keeper_ws_up") != Some(1.0)
        {
            ensure!(since.elapsed() < PATIENCE, "the keeper does not come up");
            ensure!(!self.running.is_finished(), "the keeper has ended");
            sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Stops it; its own figures of its liquidations, milliseconds.
    pub fn stop(self) -> Result<Quantiles> {
        let quantile = |which: &str| {
            let name = format!("{SENT}{{quantile=\"{which}\"}}");
            let seconds = self.number(&name);
            seconds
                .map(|seconds| seconds * 1e3)
                .with_context(|| format!("the keeper says nothing of {name}"))
        };
        let quantiles = Quantiles {
            median: quantile("0.5")?,
            p99: quantile("0.99")?,
            max: quantile("1")?,
        };
        self.end()?;
        Ok(quantiles)
    }

    fn end(self) -> Result<()> {
        // One that has ended by itself says so below.
        let _ = self.stop.send(());
        let ended = self.running.join();
        Ok(ended.map_err(|_| anyhow!("the keeper panicked"))??)
    }

    /// A number, by its name and labels as Prometheus writes them.
    fn number(&self, name: &str) -> Option<f64> {
        let text = self.numbers.render();
        let mut lines = text.lines();
        lines.find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
    }
}
