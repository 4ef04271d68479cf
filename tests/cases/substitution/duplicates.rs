//! Two accounts of one type that are written to, with one of them in both places.

use anchor_lang::{error::ErrorCode::ConstraintDuplicateMutableAccount, prelude::Pubkey};
use anchor_spl::{token, token_2022};
use ballast_harness::{Account, World};

use super::{
    attempt::{Attempt, Refusal, Way},
    idl::{Call, Idl},
};

/// What makes two accounts interchangeable at first sight.
#[derive(PartialEq, Eq)]
enum Type<'a> {
    /// Of the program, by name.
    Own(&'a str),
    /// A token account, by mint.
    Tokens(Vec<u8>),
}

pub fn attempts(world: &mut World, idl: &Idl, call: &Call) -> Vec<Attempt> {
    let mut typed: Vec<(&str, Pubkey, Type)> = Vec::new();
    for passed in call.accounts.iter().filter(|account| account.writable) {
        let account = world.chain.account(&passed.key);
        if let Some(kind) = account.and_then(|account| type_of(idl, &account)) {
            typed.push((&passed.name, passed.key, kind));
        }
    }
    let class = Refusal::Number(ConstraintDuplicateMutableAccount.into());
    let mut attempts = Vec::new();
    for (name, key, kind) in &typed {
        let others = typed.iter().filter(|(_, k, t)| k != key && t == kind);
        for (other_name, other, _) in others {
            let mut attempt = Attempt::on(call, name, Way::Twice, class);
            attempt.detail = format!("by {other_name}");
            attempts.push(attempt.with(key, |meta| meta.pubkey = *other));
        }
    }
    attempts
}

fn type_of<'a>(idl: &'a Idl, account: &Account) -> Option<Type<'a>> {
    /// Bytes of a token account without extensions, and of the mint it begins with.
    const TOKENS: usize = 165;
    const MINT: usize = 32;
    if account.owner == ballast::ID {
        return Some(Type::Own(&idl.type_of(&account.data).name));
    }
    let holds_tokens =
        [token::ID, token_2022::ID].contains(&account.owner) && account.data.len() >= TOKENS;
    holds_tokens.then(|| Type::Tokens(account.data[..MINT].to_vec()))
}
