//! Instructions: the IDL's accounts and discriminators against what the Rust client builds.

use std::collections::BTreeSet;

use anchor_lang::solana_program::instruction::Instruction;
use anchor_lang_idl::types::{
    Idl, IdlInstruction, IdlInstructionAccount, IdlInstructionAccountItem,
};
use ballast_client::instructions::{create_token_account, INSTRUCTIONS};
use base64::{engine::general_purpose::STANDARD, Engine};
use serde::Serialize;

use crate::{
    cast::{self, OTHER, OWNER},
    catalogue, idl,
};

#[derive(Serialize)]
pub struct Vector {
    pub name: String,
    pub accounts: Vec<Meta>,
    pub data: String,
}

/// An account; one beyond those the IDL names has no name.
#[derive(Serialize)]
pub struct Meta {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub address: String,
    pub signer: bool,
    pub writable: bool,
}

impl Vector {
    /// An instruction, as many of its accounts named as there are names.
    fn new(name: &str, names: &[&str], instruction: &Instruction) -> Self {
        let mut names = names.iter().map(|name| name.to_string());
        let metas = instruction.accounts.iter().map(|meta| Meta {
            name: names.next(),
            address: meta.pubkey.to_string(),
            signer: meta.is_signer,
            writable: meta.is_writable,
        });
        Self {
            accounts: metas.collect(),
            name: name.into(),
            data: STANDARD.encode(&instruction.data),
        }
    }
}

/// The catalogue, the accounts named by the IDL.
pub fn all(idl: &Idl) -> Vec<Vector> {
    let vector = |instruction: &Instruction| {
        let described = described(idl, instruction);
        let names: Vec<_> = (accounts(described).into_iter())
            .map(|account| account.name.as_str())
            .collect();
        Vector::new(&described.name, &names, instruction)
    };
    catalogue::all().iter().map(vector).collect()
}

/// The one instruction of another program that callers need.
pub fn token_account() -> Vector {
    let keys = cast::market();
    let create = create_token_account(&OTHER, &OWNER, &keys.quote_mint, &keys.quote_token_program);
    Vector::new("create_token_account", &[], &create)
}

/// What the IDL says of an instruction, by its data.
fn described<'a>(idl: &'a Idl, instruction: &Instruction) -> &'a IdlInstruction {
    (idl.instructions.iter())
        .find(|described| instruction.data.starts_with(&described.discriminator))
        .expect("the instruction is described")
}

fn accounts(described: &IdlInstruction) -> Vec<&IdlInstructionAccount> {
    let accounts = described.accounts.iter();
    accounts
        .map(|item| match item {
            IdlInstructionAccountItem::Single(account) => account,
            IdlInstructionAccountItem::Composite(group) => panic!("{} is a group", group.name),
        })
        .collect()
}

#[test]
fn the_instructions_are_the_clients() {
    let named = |(name, discriminator): &(&str, &[u8])| (name.to_string(), discriminator.to_vec());
    let clients: BTreeSet<_> = INSTRUCTIONS.iter().map(named).collect();
    let described: BTreeSet<_> = (idl().instructions.into_iter())
        .map(|instruction| (instruction.name, instruction.discriminator))
        .collect();
    assert_eq!(described, clients);
}

#[test]
fn the_catalogue_has_every_instruction() {
    let built: BTreeSet<_> = (all(&idl()).into_iter()).map(|v| v.name).collect();
    let clients: BTreeSet<_> = INSTRUCTIONS
        .iter()
        .map(|(name, _)| name.to_string())
        .collect();
    assert_eq!(built, clients);
}

#[test]
fn every_account_signs_and_is_written_to_as_described() {
    let idl = idl();
    for instruction in catalogue::all() {
        let described = described(&idl, &instruction);
        let accounts = accounts(described);
        let metas = &instruction.accounts;
        // Only the book's refresh takes any number of accounts.
        let more = usize::from(described.name == "refresh_book");
        assert_eq!(metas.len(), accounts.len() + more, "{}", described.name);
        for (account, meta) in accounts.into_iter().zip(metas) {
            let what = format!("{} of {}", account.name, described.name);
            if account.optional && catalogue::is_left_out(&meta.pubkey) {
                assert!(!meta.is_signer && !meta.is_writable, "{what}");
                continue;
            }
            assert_eq!(account.signer, meta.is_signer, "{what}");
            assert_eq!(account.writable, meta.is_writable, "{what}");
            if let Some(address) = &account.address {
                assert_eq!(*address, meta.pubkey.to_string(), "{what}");
            }
        }
    }
}
