//! Every account of the program that an instruction is given, with its state spoiled.

use anchor_lang::{error::ErrorCode::*, solana_program::system_program, AnchorDeserialize};
use ballast::state::{
    DepositReceipt, MarginAccount, Market, Proposal, Protocol, Round, Series, Vault,
    WithdrawalReceipt,
};
use ballast_harness::{Account, World};

use super::{
    attempt::{Attempt, Refusal, Way},
    idl::{AccountType, Call, Idl, Passed},
};

/// Bytes of a discriminator.
const DISCRIMINATOR: usize = 8;

/// Where every account has the version of its layout.
const VERSION: usize = DISCRIMINATOR;

pub fn attempts(world: &mut World, idl: &Idl, call: &Call) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    for passed in &call.accounts {
        let Some(account) = world.chain.account(&passed.key) else {
            // Otherwise it is an address only.
            if passed.writable {
                attempts.push(occupied(call, passed));
            }
            continue;
        };
        if account.owner != ballast::ID {
            continue;
        }
        let kind = idl.type_of(&account.data);
        for (way, detail, spoiled) in spoils(idl, kind, &account) {
            let class = Refusal::Number(refusal(way, kind));
            let mut attempt = Attempt::on(call, &passed.name, way, class);
            attempt.detail = detail.to_string();
            attempt.spoiled = Some((passed.key, spoiled));
            attempts.push(attempt);
        }
    }
    attempts
}

/// An account that is to be created, with something of the program's at its address.
fn occupied(call: &Call, passed: &Passed) -> Attempt {
    let mut attempt = Attempt::on(call, &passed.name, Way::Occupied, Refusal::IN_USE);
    attempt.spoiled = Some((passed.key, Account::new(ballast::ID, vec![0; 64])));
    attempt
}

/// The account in every state that it must not be in.
fn spoils<'a>(idl: &'a Idl, kind: &AccountType, account: &Account) -> Vec<(Way, &'a str, Account)> {
    let with = |change: &dyn Fn(&mut Account)| {
        let mut account = account.clone();
        change(&mut account);
        account
    };
    let discriminator =
        |bytes: &[u8]| with(&|account| account.data[..DISCRIMINATOR].copy_from_slice(bytes));
    let cut = |bytes: usize| with(&|account| account.data.truncate(bytes));
    let others = idl.types.iter().filter(|t| t.name != kind.name);
    let mut spoils: Vec<(Way, &str, Account)> = others
        .map(|other| {
            (
                Way::OtherType,
                other.name.as_str(),
                discriminator(&other.discriminator),
            )
        })
        .collect();
    let content = content(kind, &account.data);
    spoils.extend([
        (
            Way::ZeroDiscriminator,
            "",
            discriminator(&[0; DISCRIMINATOR]),
        ),
        (
            Way::OtherVersion,
            "",
            with(&|account| account.data[VERSION] += 1),
        ),
        (Way::CutByOne, "", cut(content - 1)),
        (Way::CutToFour, "", cut(4)),
        (
            Way::SystemOwned,
            "",
            with(&|account| account.owner = system_program::ID),
        ),
        (Way::Closed, "", Account::default()),
    ]);
    spoils
}

/// Anchor's answer, for an account that is deserialised and one that is read in place.
fn refusal(way: Way, kind: &AccountType) -> u32 {
    let error = match way {
        Way::OtherType | Way::ZeroDiscriminator => AccountDiscriminatorMismatch,
        Way::OtherVersion | Way::CutByOne => AccountDidNotDeserialize,
        Way::CutToFour => AccountDiscriminatorNotFound,
        Way::SystemOwned => AccountOwnedByWrongProgram,
        // One that is read in place is asked for its owner only.
        Way::Closed if kind.is_zero_copy => AccountOwnedByWrongProgram,
        Way::Closed => AccountNotInitialized,
        other => unreachable!("{other:?} is no state"),
    };
    error.into()
}

/// Bytes that mean something: a type of varying length does not fill its account.
fn content(kind: &AccountType, data: &[u8]) -> usize {
    fn read<T: AnchorDeserialize>(data: &[u8]) -> usize {
        let mut rest = &data[DISCRIMINATOR..];
        T::deserialize(&mut rest).expect("an account of the type");
        data.len() - rest.len()
    }
    match kind.name.as_str() {
        "DepositReceipt" => read::<DepositReceipt>(data),
        "MarginAccount" => read::<MarginAccount>(data),
        "Market" => DISCRIMINATOR + size_of::<Market>(),
        "Proposal" => read::<Proposal>(data),
        "Protocol" => read::<Protocol>(data),
        "Round" => read::<Round>(data),
        "Series" => read::<Series>(data),
        "Vault" => read::<Vault>(data),
        "WithdrawalReceipt" => read::<WithdrawalReceipt>(data),
        other => panic!("{other}: a type without a length"),
    }
}
