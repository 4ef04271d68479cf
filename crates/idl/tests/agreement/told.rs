//! Values of accounts and events as text, by the path to them.

use std::collections::BTreeMap;

use anchor_lang::prelude::Pubkey;
use ballast::state::{Cluster, Stage, Version};

/// Values by their paths, as Rust writes them.
pub type Values = BTreeMap<String, String>;

/// A value as the vectors tell it: numbers and addresses as they are printed, enums by their index, bytes in hex.
pub trait Told {
    fn told(&self) -> String;
}

macro_rules! as_printed {
    ($($ty:ty),*) => {
        $(impl Told for $ty {
            fn told(&self) -> String {
                self.to_string()
            }
        })*
    };
}

as_printed!(bool, u8, u16, u32, u64, i32, i64, Pubkey);

impl Told for Stage {
    fn told(&self) -> String {
        (*self as u8).to_string()
    }
}

impl Told for Version {
    fn told(&self) -> String {
        self.byte().to_string()
    }
}

impl Told for Cluster {
    fn told(&self) -> String {
        (*self as u8).to_string()
    }
}

impl Told for [u8; 32] {
    fn told(&self) -> String {
        self.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What stands after the first dot, as `book.round` in `vault.book.round`.
pub fn path(field: &str) -> String {
    let field: String = field.split_whitespace().collect();
    let (_, path) = field.split_once('.').expect("a field of something");
    path.to_string()
}

/// [`Values`] of the fields named.
macro_rules! values {
    ($($field:expr),+ $(,)?) => {
        $crate::told::Values::from([
            $(($crate::told::path(stringify!($field)), $crate::told::Told::told(&$field))),+
        ])
    };
}

pub(crate) use values;
