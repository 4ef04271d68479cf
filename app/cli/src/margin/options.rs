//! Writing, closing, and options in and out.

use anyhow::{ensure, Result};
use ballast_client::{ballast::state::MarginAccount, instructions as ix, SeriesKeys};
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::{Net, Trade};
use crate::{
    rpc::{Desk, Target},
    steps::Steps,
};

/// What a trade is made of, read and parsed.
struct Ready {
    desk: Desk,
    wallet: Keypair,
    series: SeriesKeys,
    contracts: u64,
    account: MarginAccount,
}

impl Ready {
    fn new(args: &Trade) -> Result<Self> {
        let desk = Desk::open(&args.target)?;
        let contracts = desk.parse_contracts(&args.contracts)?;
        let wallet = args.signing.keypair()?;
        let (series, _) = desk.series(&args.series)?;
        let account = desk.margin(&wallet.pubkey(), series.kind)?;
        Ok(Self {
            account,
            desk,
            wallet,
            series,
            contracts,
        })
    }

    /// `wrote 12.5 call@210@2026-12-04`.
    fn what(&self, verb: &str) -> String {
        let (desk, contracts) = (&self.desk, self.contracts);
        format!(
            "{verb} {} {}",
            desk.contracts(contracts),
            desk.name_of(&self.series)
        )
    }
}

pub fn write<'a>(args: &'a Trade, steps: &mut Steps) -> Result<&'a Target> {
    let ready = Ready::new(args)?;
    let (desk, owner) = (&ready.desk, ready.wallet.pubkey());
    let instructions = [
        desk.option_account(&owner, &ready.series),
        ix::write_option(&desk.keys, &ready.series, &owner, ready.contracts),
    ];
    let sent = desk.act(&ready.wallet, &instructions)?;
    steps.tell(ready.what("wrote"), &sent);
    Ok(&args.target)
}

pub fn close<'a>(args: &'a Trade, steps: &mut Steps) -> Result<&'a Target> {
    let ready = Ready::new(args)?;
    let (desk, owner) = (&ready.desk, ready.wallet.pubkey());
    let instructions = [
        desk.option_account(&owner, &ready.series),
        ix::close_short(&desk.keys, &ready.series, &owner, ready.contracts),
    ];
    let sent = desk.send(&ready.wallet, &instructions)?;
    steps.tell(ready.what("closed"), &sent);
    Ok(&args.target)
}

pub fn deposit<'a>(args: &'a Trade, steps: &mut Steps) -> Result<&'a Target> {
    let ready = Ready::new(args)?;
    let (desk, owner) = (&ready.desk, ready.wallet.pubkey());
    let mut instructions = vec![desk.option_account(&owner, &ready.series)];
    let deposit = ix::deposit_option(&desk.keys, &ready.series, &owner, ready.contracts);
    instructions.extend(deposit);
    let sent = desk.send(&ready.wallet, &instructions)?;
    steps.tell(ready.what("deposited"), &sent);
    Ok(&args.target)
}

pub fn withdraw<'a>(args: &'a Trade, steps: &mut Steps) -> Result<&'a Target> {
    let ready = Ready::new(args)?;
    let (desk, owner) = (&ready.desk, ready.wallet.pubkey());
    let instructions = [
        desk.option_account(&owner, &ready.series),
        ix::withdraw_option(&desk.keys, &ready.series, &owner, ready.contracts),
    ];
    let sent = match ready.account.is_flat() {
        true => desk.send(&ready.wallet, &instructions)?,
        false => desk.act(&ready.wallet, &instructions)?,
    };
    steps.tell(ready.what("withdrew"), &sent);
    Ok(&args.target)
}

pub fn net<'a>(args: &'a Net, steps: &mut Steps) -> Result<&'a Target> {
    let Net { target, series, .. } = args;
    let (desk, wallet) = (Desk::open(target)?, args.signing.keypair()?);
    let owner = args.owner.unwrap_or_else(|| wallet.pubkey());
    let (series, _) = desk.series(series)?;
    let before = desk.margin(&owner, series.kind)?;
    let (short, long) = (
        before.short_of(&series.series),
        before.long_of(&series.series),
    );
    ensure!(
        short.min(long) > 0,
        "nothing to net: {} short and {} long of {}",
        desk.contracts(short),
        desk.contracts(long),
        desk.name_of(&series)
    );
    let instruction = ix::net_position(&desk.keys, &series, &owner);
    let sent = desk.send(&wallet, &[instruction])?;
    let after = desk.margin(&owner, series.kind)?;
    let left = after.short_of(&series.series);
    let what = format!(
        "netted {} {}; {} short of it left",
        desk.contracts(short.saturating_sub(left)),
        desk.name_of(&series),
        desk.contracts(left)
    );
    steps.tell(what, &sent);
    Ok(target)
}
