//! JSON-RPC and WebSocket servers on the loopback interface.

use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crossbeam_channel::{unbounded, Sender};
use surfpool_core::{runloops::start_local_surfnet_runloop, surfnet::locker::SurfnetSvmLocker};
use surfpool_types::{
    types::{BlockProductionMode, RpcConfig, SimnetCommand, SimnetConfig},
    SurfpoolConfig,
};
use tokio::runtime::Builder;

use crate::NodeError;

/// How long the ports may take to open, and to close.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks at them.
const POLL: Duration = Duration::from_millis(20);
/// The simulator's own clock sleeps this long at a time: blocks come by ticks only.
const SLEEP_MILLIS: u64 = 3_600_000;

/// Where a node listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ports {
    /// JSON-RPC.
    pub rpc: u16,
    /// WebSocket; Solana's clients expect it one above.
    pub ws: u16,
}

impl Ports {
    /// JSON-RPC at `rpc`, WebSocket one above.
    pub fn from_rpc(rpc: u16) -> Self {
        let ws = rpc.saturating_add(1);
        Self { rpc, ws }
    }

    /// Where the JSON-RPC interface is found.
    pub fn rpc_url(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.rpc)
    }

    /// Where the WebSocket is found.
    pub fn ws_url(&self) -> String {
        format!("ws://{}:{}", Ipv4Addr::LOCALHOST, self.ws)
    }

    /// Fails if somebody else listens on either.
    pub fn check_free(&self) -> Result<(), NodeError> {
        for port in [self.rpc, self.ws] {
            if let Err(why) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
                return Err(NodeError::Server(format!("port {port}: {why}")));
            }
        }
        Ok(())
    }

    /// Whether both are open, or both closed.
    fn are(&self, open: bool) -> bool {
        [self.rpc, self.ws]
            .iter()
            .all(|port| TcpStream::connect((Ipv4Addr::LOCALHOST, *port)).is_ok() == open)
    }
}

/// Running servers.
pub(crate) struct Server {
    ports: Ports,
    commands: Sender<SimnetCommand>,
    running: Option<JoinHandle<Result<(), String>>>,
}

impl Server {
    /// Starts them and waits until both answer.
    pub fn start(locker: SurfnetSvmLocker, ports: Ports) -> Result<Self, NodeError> {
        ports.check_free()?;
        let (commands, received) = unbounded();
        let (_, geyser) = unbounded();
        let sender = commands.clone();
        let config = config(ports);
        let running = thread::spawn(move || {
            let runtime = Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .map_err(|error| error.to_string())?;
            let run = start_local_surfnet_runloop(locker, config, sender, received, geyser);
            let ended = runtime.block_on(run).map_err(|error| error.to_string());
            runtime.shutdown_background();
            ended
        });
        let mut server = Self {
            ports,
            commands,
            running: Some(running),
        };
        let since = Instant::now();
        loop {
            if let Some(why) = server.failure() {
                return Err(why);
            }
            if ports.are(true) {
                return Ok(server);
            }
            if since.elapsed() > PATIENCE {
                return Err(NodeError::Server("it does not answer".into()));
            }
            thread::sleep(POLL);
        }
    }

    /// Why it has ended, if it has.
    pub fn failure(&mut self) -> Option<NodeError> {
        if !self.running.as_ref().is_some_and(JoinHandle::is_finished) {
            return None;
        }
        let why = match self.running.take()?.join() {
            Ok(Ok(())) => "it was stopped".to_owned(),
            Ok(Err(why)) => why,
            Err(_) => "it panicked".to_owned(),
        };
        Some(NodeError::Server(why))
    }

    /// Closes both ports.
    pub fn stop(mut self) {
        if self.commands.send(SimnetCommand::Terminate(None)).is_err() {
            return;
        }
        if let Some(running) = self.running.take() {
            // Its own report is of no use to somebody who is stopping it.
            let _ = running.join();
        }
        let since = Instant::now();
        while !self.ports.are(false) && since.elapsed() < PATIENCE {
            thread::sleep(POLL);
        }
    }
}

fn config(ports: Ports) -> SurfpoolConfig {
    SurfpoolConfig {
        simnets: vec![SimnetConfig {
            offline_mode: true,
            remote_rpc_url: None,
            slot_time: SLEEP_MILLIS,
            block_production_mode: BlockProductionMode::Manual,
            instruction_profiling_enabled: false,
            ..SimnetConfig::default()
        }],
        rpc: RpcConfig {
            bind_host: Ipv4Addr::LOCALHOST.to_string(),
            bind_port: ports.rpc,
            ws_port: ports.ws,
            ..RpcConfig::default()
        },
        ..SurfpoolConfig::default()
    }
}
