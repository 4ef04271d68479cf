//! What the TypeScript client is held to, as a file.

use std::env;

use anchor_lang_idl::types::Idl;
use ballast_client::PROGRAM_ID;
use ballast_idl::fresh;
use option_risk::{
    breaker::{Direction, Reason, Stage},
    units::Kind,
};
use serde::Serialize;

use crate::{accounts, addresses, events, idl, instructions, root};

const FILE: &str = "app/sdk/test/vectors.json";

/// The file: addresses with their seeds, instructions with their accounts and data, accounts and events with their bytes
/// and some of their values. Bytes are in base64, numbers are text.
#[derive(Serialize)]
struct Vectors {
    program: String,
    addresses: Vec<addresses::Address>,
    instructions: Vec<instructions::Vector>,
    token_account: instructions::Vector,
    accounts: Vec<accounts::Sample>,
    events: Vec<accounts::Sample>,
    names: Names,
}

/// What accounts keep as a byte, in words, in the order of the byte.
#[derive(Serialize)]
struct Names {
    kinds: [String; 2],
    stages: [&'static str; 4],
    reasons: [&'static str; 11],
    directions: [&'static str; 3],
}

impl Names {
    fn all() -> Self {
        let kinds = Kind::ALL;
        let stages = [
            Stage::Normal,
            Stage::Throttle,
            Stage::Halted,
            Stage::Reopening,
        ];
        let directions = [Direction::None, Direction::Up, Direction::Down];
        assert!((0..).zip(kinds).all(|(byte, kind)| kind as u8 == byte));
        assert!((0..).zip(stages).all(|(byte, stage)| stage as u8 == byte));
        assert!((0..).zip(Reason::ALL).all(|(byte, why)| why as u8 == byte));
        assert!((0..).zip(directions).all(|(byte, way)| way as u8 == byte));
        Self {
            kinds: kinds.map(|kind| format!("{kind:?}")),
            stages: stages.map(Stage::name),
            reasons: Reason::ALL.map(Reason::name),
            directions: directions.map(Direction::name),
        }
    }
}

fn text(idl: &Idl) -> String {
    let vectors = Vectors {
        program: PROGRAM_ID.to_string(),
        addresses: addresses::all(),
        instructions: instructions::all(idl),
        token_account: instructions::token_account(),
        accounts: accounts::all(idl),
        events: events::all(idl),
        names: Names::all(),
    };
    serde_json::to_string_pretty(&vectors).unwrap() + "\n"
}

#[test]
fn the_vectors_of_the_typescript_client_are_fresh() {
    let path = root().join(FILE);
    let text = text(&idl());
    if env::var_os("WRITE_VECTORS").is_some() {
        fresh::write(&path, &text).unwrap();
    }
    if let Err(stale) = fresh::check(&path, &text) {
        panic!("{stale}\nrun `WRITE_VECTORS=1 cargo test --release --locked --workspace --test agreement`, and commit");
    }
}
