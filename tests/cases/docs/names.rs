//! Names in code type are names of the source, and tests are where the pages say.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::PathBuf,
};

use super::{code, files, none, pages, root};

/// The tree's words, and where its tests are.
struct Source {
    words: HashSet<String>,
    tests: HashMap<String, Vec<PathBuf>>,
}

impl Source {
    fn read() -> Self {
        let (mut words, mut tests) = (HashSet::new(), HashMap::<_, Vec<_>>::new());
        for path in files(&["rs", "toml"]) {
            let text = fs::read_to_string(&path).expect("text");
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let parts = text.split(|c| !is_part(c));
            words.extend(parts.map(str::to_owned));
            // A test target is named by its file.
            words.extend(path.file_stem().and_then(|x| x.to_str()).map(str::to_owned));
            for name in tests_of(&text) {
                tests.entry(name.to_owned()).or_default().push(path.clone());
            }
        }
        Self { words, tests }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(word) || self.words.contains(&format!("ballast_keeper_{word}"))
    }

    /// Whether `module::name`, if it is a test, is in a file or folder of that name.
    fn is_placed(&self, module: &str, name: &str) -> bool {
        if module == "attacks" {
            let attack = root().join("tests/attacks").join(name);
            return attack.is_dir() || attack.with_extension("rs").is_file();
        }
        let is_in = |path: &PathBuf| {
            let mut parts = path.iter().filter_map(|part| part.to_str());
            parts.any(|part| part.trim_end_matches(".rs") == module)
        };
        self.tests
            .get(name)
            .is_none_or(|paths| paths.iter().any(is_in))
    }
}

/// The names of a file's tests.
fn tests_of(text: &str) -> impl Iterator<Item = &str> {
    text.split("#[test]").skip(1).filter_map(|rest| {
        let (_, rest) = rest.split_once("fn ")?;
        rest.split('(').next()
    })
}

/// Whether it is a path of the code, `module::name`.
fn is_path(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    text.contains("::") && text.split("::").all(is_name)
}

/// Whether it is a name of several words, `one_two`; a leading `_` makes an ending of it.
fn is_name(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.contains('_') && !text.starts_with('_') && text.chars().all(is_part)
}

#[test]
fn every_name_in_code_type_is_one_of_the_source() {
    let source = Source::read();
    let (mut wrong, mut tests) = (Vec::new(), 0);
    for page in pages() {
        for text in code(&page.prose) {
            if is_path(text) {
                let parts: Vec<&str> = text.split("::").collect();
                let mut named = parts.iter().rev().filter(|part| **part != "tests");
                let (Some(name), Some(module)) = (named.next(), named.next()) else {
                    continue;
                };
                tests += usize::from(source.tests.contains_key(*name));
                let is_known = parts.iter().all(|part| source.has(part));
                let is_item = module.contains(char::is_uppercase) || module.starts_with("option_");
                if !is_known || !is_item && !source.is_placed(module, name) {
                    wrong.push(page.says(text));
                }
            } else if is_name(text) && !source.has(text) {
                wrong.push(page.says(text));
            }
        }
    }
    none(&wrong);
    assert!(tests > 100, "too few tests are named: {tests}");
}
