//! Holds the committed IDL to the Rust client, and writes down what the TypeScript client generated from it is held to.
//!
//! `WRITE_VECTORS=1 cargo test --release --locked --workspace --test agreement` writes app/sdk/test/vectors.json anew; without it a stale file fails.

mod accounts;
mod addresses;
mod cast;
mod catalogue;
mod events;
mod instructions;
mod sample;
mod told;
mod vectors;

use std::path::{Path, PathBuf};

use anchor_lang_idl::types::Idl;
use ballast_client::errors;

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The committed IDL.
fn idl() -> Idl {
    let text = std::fs::read_to_string(root().join(ballast_idl::describe::FILE)).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_address_is_the_programs() {
    assert_eq!(idl().address, ballast_client::PROGRAM_ID.to_string());
}

#[test]
fn every_error_is_there_with_its_number_and_its_text() {
    let mut described = idl().errors.into_iter();
    let own = (6_000..).map_while(|code| Some((code, errors::from_code(code)?)));
    for (code, error) in own {
        let found = described
            .next()
            .map(|found| (found.code, found.name, found.msg));
        assert_eq!(found, Some((code, error.name(), Some(error.to_string()))));
    }
    assert_eq!(described.next(), None);
}
