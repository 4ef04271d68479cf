//! Opening, closing, and collateral in and out.

use anyhow::Result;
use ballast_client::instructions as ix;
use solana_signer::Signer;

use super::{Account, Deposit, Open, Withdraw};
use crate::{
    rpc::{Desk, Target},
    steps::Steps,
};

pub fn open<'a>(args: &'a Open, steps: &mut Steps) -> Result<&'a Target> {
    let Account {
        target,
        signing,
        kind,
    } = &args.account;
    let (desk, wallet) = (Desk::open(target)?, signing.keypair()?);
    let owner = wallet.pubkey();
    let mut instructions = vec![ix::open_margin_account(&desk.keys, &owner, *kind)];
    let mut what = format!(
        "opened {}, an account for {}s",
        desk.keys.margin_account(&owner, *kind),
        kind.name()
    );
    if let Some(text) = &args.deposit {
        let amount = desk.parse_collateral(text, *kind)?;
        let deposit = ix::deposit_collateral(&desk.keys, &owner, &owner, *kind, amount);
        instructions.extend(desk.with_collateral_account(&owner, *kind, amount, [deposit])?);
        what += &format!(", with {}", desk.collateral(amount, *kind));
    }
    steps.tell(what, &desk.send(&wallet, &instructions)?);
    Ok(target)
}

pub fn deposit<'a>(args: &'a Deposit, steps: &mut Steps) -> Result<&'a Target> {
    let Account {
        target,
        signing,
        kind,
    } = &args.account;
    let desk = Desk::open(target)?;
    let amount = desk.parse_collateral(&args.amount, *kind)?;
    let wallet = signing.keypair()?;
    let payer = wallet.pubkey();
    let owner = args.owner.unwrap_or(payer);
    desk.margin(&owner, *kind)?;
    let deposit = ix::deposit_collateral(&desk.keys, &payer, &owner, *kind, amount);
    let instructions = desk.with_collateral_account(&payer, *kind, amount, [deposit])?;
    let sent = desk.send(&wallet, &instructions)?;
    let after = desk.margin(&owner, *kind)?.collateral;
    let what = format!(
        "deposited {}; the account holds {}",
        desk.collateral(amount, *kind),
        desk.collateral(after, *kind)
    );
    steps.tell(what, &sent);
    Ok(target)
}

pub fn withdraw<'a>(args: &'a Withdraw, steps: &mut Steps) -> Result<&'a Target> {
    let Account {
        target,
        signing,
        kind,
    } = &args.account;
    let desk = Desk::open(target)?;
    let amount = desk.parse_collateral(&args.amount, *kind)?;
    let wallet = signing.keypair()?;
    let owner = wallet.pubkey();
    let account = desk.margin(&owner, *kind)?;
    let withdraw = ix::withdraw_collateral(&desk.keys, &owner, *kind, amount);
    let instructions = desk.with_collateral_account(&owner, *kind, 0, [withdraw])?;
    let sent = match account.is_flat() {
        true => desk.send(&wallet, &instructions)?,
        false => desk.act(&wallet, &instructions)?,
    };
    let after = desk.margin(&owner, *kind)?.collateral;
    let what = format!(
        "withdrew {}; the account holds {}",
        desk.collateral(amount, *kind),
        desk.collateral(after, *kind)
    );
    steps.tell(what, &sent);
    Ok(target)
}

pub fn shut<'a>(args: &'a Account, steps: &mut Steps) -> Result<&'a Target> {
    let Account {
        target,
        signing,
        kind,
    } = args;
    let (desk, wallet) = (Desk::open(target)?, signing.keypair()?);
    let owner = wallet.pubkey();
    desk.margin(&owner, *kind)?;
    let instruction = ix::close_margin_account(&desk.keys, &owner, *kind);
    let sent = desk.send(&wallet, &[instruction])?;
    let what = format!("closed the account for {}s", kind.name());
    steps.tell(what, &sent);
    Ok(target)
}
