//! The program's interface as generated: what the accounts of every instruction are called and how they are passed.

use std::collections::BTreeSet;

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use serde_json::Value;

/// What accounts beyond the declared ones are called.
pub const REMAINING: &str = "remaining_accounts";

/// Instructions that take accounts beyond the declared ones.
const TAKES_REMAINING: [&str; 1] = ["refresh_book"];

/// An account as the interface declares it.
struct Declared {
    name: String,
    signer: bool,
    writable: bool,
    optional: bool,
}

struct Declaration {
    name: String,
    discriminator: Vec<u8>,
    accounts: Vec<Declared>,
}

/// A type of account of the program.
pub struct AccountType {
    pub name: String,
    pub discriminator: Vec<u8>,
    /// Read in place, not deserialised.
    pub is_zero_copy: bool,
}

pub struct Idl {
    instructions: Vec<Declaration>,
    pub types: Vec<AccountType>,
}

/// An account as it is passed.
pub struct Passed {
    /// Where the instruction has it.
    pub place: usize,
    pub name: String,
    pub key: Pubkey,
    pub signer: bool,
    pub writable: bool,
}

/// An instruction with the names of its accounts; an optional one that is left out is not among them.
pub struct Call {
    pub name: String,
    pub instruction: Instruction,
    pub accounts: Vec<Passed>,
}

impl Idl {
    pub fn read() -> Self {
        let json = include_str!("../../../idl/ballast.json");
        let idl: Value = serde_json::from_str(json).expect("an IDL");
        Self {
            instructions: list(&idl, "instructions").map(declaration).collect(),
            types: list(&idl, "accounts").map(|a| type_of(a, &idl)).collect(),
        }
    }

    /// `instruction.account` for every account of the interface.
    pub fn accounts(&self) -> BTreeSet<String> {
        let of = |declaration: &Declaration| {
            let names = declaration.accounts.iter().map(|a| a.name.as_str());
            let remaining = TAKES_REMAINING.contains(&declaration.name.as_str());
            let names = names.chain(remaining.then_some(REMAINING));
            let names = names.map(|account| format!("{}.{account}", declaration.name));
            names.collect::<Vec<_>>()
        };
        self.instructions.iter().flat_map(of).collect()
    }

    /// Names of all instructions.
    pub fn names(&self) -> BTreeSet<String> {
        self.instructions.iter().map(|i| i.name.clone()).collect()
    }

    /// The names of an instruction's accounts; it must pass each of them as the interface says.
    pub fn call(&self, instruction: &Instruction) -> Call {
        let mut all = self.instructions.iter();
        let declaration = all.find(|i| instruction.data.starts_with(&i.discriminator));
        let Declaration { name, accounts, .. } = declaration.expect("an instruction of the IDL");
        let extra = instruction.accounts.len() - accounts.len();
        assert!(
            extra == 0 || TAKES_REMAINING.contains(&name.as_str()),
            "{name} takes {} accounts",
            accounts.len()
        );
        let mut passed = Vec::new();
        for (index, meta) in instruction.accounts.iter().enumerate() {
            let declared = accounts.get(index);
            let account = declared.map_or(REMAINING, |d| &d.name);
            let left_out = declared.is_some_and(|d| d.optional) && meta.pubkey == ballast::ID;
            let flags = (meta.is_signer, meta.is_writable);
            let expected = match declared {
                Some(_) if left_out => (false, false),
                Some(declared) => (declared.signer, declared.writable),
                None => flags,
            };
            assert_eq!(
                flags, expected,
                "{name}.{account} is not passed as the IDL says (signer, writable)"
            );
            if !left_out {
                passed.push(Passed {
                    place: index,
                    name: account.to_string(),
                    key: meta.pubkey,
                    signer: meta.is_signer,
                    writable: meta.is_writable,
                });
            }
        }
        Call {
            name: name.clone(),
            instruction: instruction.clone(),
            accounts: passed,
        }
    }

    /// The type of an account of the program.
    pub fn type_of(&self, data: &[u8]) -> &AccountType {
        let mut types = self.types.iter();
        let found = types.find(|t| data.starts_with(&t.discriminator));
        found.expect("an account type of the IDL")
    }
}

fn declaration(instruction: &Value) -> Declaration {
    let is = |account: &Value, flag: &str| account[flag].as_bool() == Some(true);
    let declared = |account: &Value| Declared {
        name: text(account),
        signer: is(account, "signer"),
        writable: is(account, "writable"),
        optional: is(account, "optional"),
    };
    Declaration {
        name: text(instruction),
        discriminator: discriminator(instruction),
        accounts: list(instruction, "accounts").map(declared).collect(),
    }
}

fn type_of(account: &Value, idl: &Value) -> AccountType {
    let name = text(account);
    let definition = list(idl, "types").find(|t| text(t) == name);
    let serialization = &definition.expect("the account's type")["serialization"];
    AccountType {
        discriminator: discriminator(account),
        is_zero_copy: serialization.as_str() == Some("bytemuck"),
        name,
    }
}

fn list<'a>(of: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    of[key].as_array().expect(key).iter()
}

fn text(of: &Value) -> String {
    of["name"].as_str().expect("a name").to_string()
}

fn discriminator(of: &Value) -> Vec<u8> {
    let byte = |value: &Value| value.as_u64().expect("a byte") as u8;
    list(of, "discriminator").map(byte).collect()
}
