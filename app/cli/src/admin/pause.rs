//! `ballast admin pause` and `ballast admin lift`.

use anyhow::Result;
use ballast_client::instructions as ix;
use solana_signer::Signer;

use crate::{
    format::{duration, utc},
    rpc::{Desk, Signing, Target},
    steps::Steps,
};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    signing: Signing,
}

/// Halts the market.
pub fn pause(args: &Args) -> Result<()> {
    let (mut desk, wallet) = (Desk::open(&args.target)?, args.signing.keypair()?);
    let sent = desk.send(&wallet, &[ix::pause_market(&desk.keys, &wallet.pubkey())])?;
    desk.refresh()?;
    let secs = i64::from(desk.market.params.breaker.pause_secs);
    let until = utc(desk.now.saturating_add(secs));
    let mut steps = Steps::default();
    let what = format!("paused the market for {}, to about {until}", duration(secs));
    steps.tell(what, &sent);
    args.target.write_json(&steps)
}

/// Ends its pause.
pub fn lift(args: &Args) -> Result<()> {
    let (desk, wallet) = (Desk::open(&args.target)?, args.signing.keypair()?);
    let sent = desk.send(&wallet, &[ix::lift_pause(&desk.keys, &wallet.pubkey())])?;
    let mut steps = Steps::default();
    steps.tell(
        "ended the pause; the market reopens in stages".to_owned(),
        &sent,
    );
    args.target.write_json(&steps)
}
