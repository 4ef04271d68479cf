//! Every account that must sign, unsigned; every account that is written to, read-only.

use anchor_lang::error::ErrorCode::{AccountNotSigner, ConstraintMut};
use ballast_harness::World;

use super::{
    attempt::{Attempt, Refusal, Way},
    idl::{Call, Passed},
};

pub fn attempts(world: &mut World, call: &Call) -> Vec<Attempt> {
    let mut is_created =
        |account: &Passed| account.writable && world.chain.account(&account.key).is_none();
    let created: Vec<bool> = call.accounts.iter().map(&mut is_created).collect();
    let creates = created.contains(&true);
    let mut attempts = Vec::new();
    for (account, is_created) in call.accounts.iter().zip(created) {
        if account.signer {
            let class = Refusal::Number(AccountNotSigner.into());
            let attempt = Attempt::on(call, &account.name, Way::Unsigned, class);
            attempts.push(attempt.with(&account.key, |meta| meta.is_signer = false));
        }
        if account.writable {
            // What is created, and who pays for it, go to the system program before they are looked at.
            let is_payer = creates && account.signer;
            let class = match is_created || is_payer {
                true => Refusal::ESCALATION,
                false => Refusal::Number(ConstraintMut.into()),
            };
            let attempt = Attempt::on(call, &account.name, Way::ReadOnly, class);
            attempts.push(attempt.with(&account.key, |meta| meta.is_writable = false));
        }
    }
    attempts
}
