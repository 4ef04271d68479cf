//! The tests that the documentation names exist.

use std::{fs, path::Path};

const INVARIANTS: &str = include_str!("../../docs/invariants.md");

/// All source under a folder, as one text.
fn source(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            text += &source(&path);
        } else {
            text += &fs::read_to_string(&path).expect("text");
        }
    }
    text
}

#[test]
fn every_test_the_invariants_name_exists() {
    let cases = source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"));
    let named: Vec<&str> = INVARIANTS
        .split('`')
        .filter_map(|code| code.split_once("::"))
        .filter(|(module, _)| module.chars().all(|c| c.is_lowercase() || c == '_'))
        .filter(|(module, _)| *module != "option_risk")
        .map(|(_, test)| test)
        .collect();
    assert!(named.len() > 20, "{named:?}");
    for test in named {
        assert!(cases.contains(&format!("fn {test}()")), "{test}");
    }
}
