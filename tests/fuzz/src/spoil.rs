//! Accounts of the program that are not what they should be.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, Discriminator};
use ballast::state::{MarginAccount, Series, Vault};
use ballast_client::instructions as ix;
use ballast_harness::{Account, Chain, Receipt, TxError};
use solana_keypair::Keypair;

use crate::{random::Random, watched::Watched};

/// An account of the program that is not what it should be is refused, and nothing is done to it.
pub fn spoil(
    random: &mut Random,
    chain: &mut Watched,
    instructions: &[Instruction],
    at: usize,
    payer: &Keypair,
    signers: &[&Keypair],
) -> Result<Receipt, TxError> {
    let mut own: Vec<(Pubkey, Account)> = Vec::new();
    for meta in &instructions[at].accounts {
        if let Some(account) = chain.account(&meta.pubkey) {
            if account.owner == ballast::ID && account.data.len() > 9 {
                own.push((meta.pubkey, account));
            }
        }
    }
    if own.is_empty() {
        return chain.plainly(instructions, payer, signers);
    }
    let (address, good) = random.of(&own).clone();
    let bad = spoiled(random, &good);
    chain.set_account(&address, bad.clone());
    let outcome = chain.plainly(instructions, payer, signers);
    let after = chain.account(&address);
    if outcome.is_ok() || after.as_ref() != Some(&bad) {
        let name = ix::name(&instructions[at].data);
        let head = &bad.data[..bad.data.len().min(9)];
        chain.violated(format!("{name:?} took {address}, spoiled: {head:?}"));
    }
    chain.set_account(&address, good);
    outcome
}

fn spoiled(random: &mut Random, good: &Account) -> Account {
    let mut bad = good.clone();
    match random.below(5) {
        0 => bad.data[..8].fill(0),
        1 => {
            let others = [
                Vault::DISCRIMINATOR,
                Series::DISCRIMINATOR,
                MarginAccount::DISCRIMINATOR,
            ];
            let mut foreign = others.iter().filter(|other| !good.data.starts_with(other));
            let other = foreign.next().expect("one of three");
            bad.data[..8].copy_from_slice(other);
        }
        2 => bad.data[8] = bad.data[8].wrapping_add(1),
        3 => bad.data.truncate(7),
        _ => bad.owner = Pubkey::default(),
    }
    bad
}
