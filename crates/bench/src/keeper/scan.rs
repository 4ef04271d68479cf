//! The keeper's side: finds, reads, decodes and revalues every account.

use std::time::{Duration, Instant};

use anchor_lang::{prelude::Pubkey, AccountSerialize};
use anyhow::{Context, Result};
use ballast::state::MarginAccount;
use ballast_client::rpc::{Held, Node};
use ballast_client::PROGRAM_ID;
use ballast_keeper::{
    mirror::{decode, discovery::discover, Mirror},
    revalue::Revaluation,
};
use serde::{Deserialize, Serialize};

use crate::memory;

/// How long the node may take for its list of addresses.
const WITHIN: Duration = Duration::from_secs(120);

/// Which market, where.
#[derive(clap::Args)]
pub struct Args {
    #[arg(long)]
    url: String,
    #[arg(long)]
    market: Pubkey,
}

/// What it took.
#[derive(Serialize, Deserialize)]
pub struct Scan {
    pub accounts: usize,
    pub under: usize,
    /// Listing, reading and decoding.
    pub scan_seconds: f64,
    /// Decoding alone, measured again on the same accounts.
    pub decode_seconds: f64,
    pub revalue_seconds: f64,
    pub peak_memory_bytes: u64,
}

/// Measures and prints JSON.
pub fn scan(args: &Args) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let node = Node::with_timeout(&args.url, WITHIN);
    let (market, now) = runtime.block_on(node.market(&args.market))?;
    let keys = runtime.block_on(node.market_keys(&args.market, &market))?;
    let mut mirror = Mirror::new(keys, None);
    let since = Instant::now();
    runtime.block_on(discover(&node, &mut mirror))?;
    let scan_seconds = since.elapsed().as_secs_f64();
    let since = Instant::now();
    let all: Vec<(&Pubkey, &MarginAccount)> = mirror.margins().iter().collect();
    let revaluation = Revaluation::of(&market, now, all);
    let revalue_seconds = since.elapsed().as_secs_f64();
    // Before the accounts are written out again.
    let peak_memory_bytes = memory::peak()?;
    let report = Scan {
        accounts: mirror.margins().len(),
        under: revaluation.under().len(),
        scan_seconds,
        decode_seconds: decoding(&mirror)?,
        revalue_seconds,
        peak_memory_bytes,
    };
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}

/// Seconds that decoding every account takes.
fn decoding(mirror: &Mirror) -> Result<f64> {
    let mut total = Duration::ZERO;
    for (address, account) in mirror.margins().iter() {
        let mut data = Vec::new();
        account.try_serialize(&mut data)?;
        let held = Held {
            owner: PROGRAM_ID,
            lamports: 1,
            data,
        };
        let since = Instant::now();
        let decoded = decode(mirror.keys(), address, &held);
        total += since.elapsed();
        decoded.context("an account that does not decode")?;
    }
    Ok(total.as_secs_f64())
}
