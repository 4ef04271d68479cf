//! Handing an account that is worth nothing to the insurance fund.

use anyhow::{bail, Result};
use ballast_client::{
    ballast::{
        errors::BallastError,
        state::{MarginAccount, Position},
    },
    instructions as ix, SeriesKeys,
};
use option_risk::oracle::Use;

use super::{refusal::judge, Args};
use crate::{
    rpc::{words, Desk},
    steps::Steps,
};

/// Moves every position, options first; opens the fund's own account if need be.
pub fn run(args: &Args, desk: &Desk) -> Result<()> {
    let account = desk.margin(&args.owner, args.kind)?;
    require_worthless(desk, &account)?;
    require_agreement(desk)?;
    let positions = options_first(&account);
    let keys = |position: &Position| {
        let (strike, expiry_ts) = (position.strike, position.expiry_ts);
        SeriesKeys::derive(&desk.keys, args.kind, strike, expiry_ts)
    };
    let what = |position: &Position| {
        format!(
            "the insurance fund takes {}: {} short, {} long",
            desk.name_of(&keys(position)),
            desk.contracts(position.short),
            desk.contracts(position.long)
        )
    };
    let mut steps = Steps::default();
    if args.dry_run {
        for position in &positions {
            println!("{}", what(position));
        }
        println!("dry run: nothing was sent");
        return args.target.write_json(&steps);
    }
    let wallet = args.signing.keypair()?;
    let fund = desk.keys.backstop_account(args.kind);
    if desk.node.account::<MarginAccount>(&fund)?.is_none() {
        let payer = solana_signer::Signer::pubkey(&wallet);
        let open = ix::open_backstop(&desk.keys, &payer, args.kind);
        let sent = desk.send(&wallet, &[open])?;
        steps.tell(format!("opened the insurance fund's account {fund}"), &sent);
    }
    for position in &positions {
        let take = ix::backstop_account(&desk.keys, &keys(position), &args.owner);
        let sent = desk.send(&wallet, &[take])?;
        steps.tell(what(position), &sent);
    }
    args.target.write_json(&steps)
}

fn require_worthless(desk: &Desk, account: &MarginAccount) -> Result<()> {
    let health = judge(desk, account)?;
    if health.is_insolvent() {
        return Ok(());
    }
    let kind = account.kind()?;
    bail!(
        "{} (collateral {} and options worth {} against shorts worth {})",
        words(BallastError::AccountSolvent),
        desk.collateral(health.collateral, kind),
        desk.collateral(health.maintenance.long_mark, kind),
        desk.collateral(health.maintenance.mark, kind)
    )
}

/// A wick takes nobody's account: the price must be near the oracle's average and the stable price.
fn require_agreement(desk: &Desk) -> Result<()> {
    let (risk, params) = (&desk.market.risk, desk.market.params.risk());
    match risk.fit_for(&params, Use::NewRisk, desk.now) {
        Ok(()) => Ok(()),
        Err(why) => bail!(words(BallastError::from(why))),
    }
}

/// The program takes the options of series without a short before any short.
fn options_first(account: &MarginAccount) -> Vec<Position> {
    let held = account.positions.iter().filter(|p| !p.is_free());
    let mut positions: Vec<Position> = held.copied().collect();
    positions.sort_by_key(|position| position.short > 0);
    positions
}
