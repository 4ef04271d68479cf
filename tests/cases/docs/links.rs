//! Links lead to a file and a heading; paths in code type are in the tree; no page is left alone.

use std::path::Path;

use super::{code, files, none, pages, root, Page, BUILT};

/// What a path from the root of the tree begins with.
const FOLDERS: [&str; 8] = [
    ".ci/",
    "app/",
    "crates/",
    "docs/",
    "idl/",
    "migrations/",
    "programs/",
    "tests/",
];

/// Where the page's links into the tree lead: a file, empty for the page itself, and a heading, empty for none.
fn links(page: &Page) -> Vec<(String, String)> {
    // Code in between would hide brackets and has some of its own.
    let text: Vec<&str> = page.prose.split('`').step_by(2).collect();
    let text = text.join("");
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    targets
        .filter(|target| !target.contains(':'))
        .map(|target| target.split_once('#').unwrap_or((target, "")))
        .map(|(file, heading)| (file.to_owned(), heading.to_owned()))
        .collect()
}

/// A heading as links name it.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = text
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn has_heading(page: &Page, name: &str) -> bool {
    let mut headings = page.prose.lines().filter(|line| line.starts_with('#'));
    headings.any(|heading| anchor(heading) == name)
}

#[test]
fn every_link_leads_somewhere_and_every_page_is_linked() {
    let pages = pages();
    assert!(pages.len() > 25, "too few pages: {}", pages.len());
    let (mut wrong, mut linked) = (Vec::new(), vec![root().join("README.md")]);
    for page in &pages {
        for (file, heading) in links(page) {
            let link = || page.says(&format!("{file}#{heading}"));
            let target = if file.is_empty() {
                Ok(page.path.clone())
            } else {
                page.folder().join(&file).canonicalize()
            };
            let Ok(target) = target else {
                wrong.push(link());
                continue;
            };
            let there = pages.iter().find(|page| page.path == target);
            if !heading.is_empty() && !there.is_some_and(|page| has_heading(page, &heading)) {
                wrong.push(link());
            }
            linked.push(target);
        }
    }
    let docs = root().join("docs");
    let alone = pages
        .iter()
        .filter(|page| page.folder() == docs && !linked.contains(&page.path));
    wrong.extend(alone.map(|page| page.says("nothing links to it")));
    none(&wrong);
}

/// Whether a path stands for several, or for what is built: `crates/*/tests`, `src/GROUP/NAME.rs`, `wasm/pkg`.
fn is_pattern(path: &str) -> bool {
    let mut parts = path.split('/');
    path.contains('*')
        || parts.any(|part| {
            let stem = part.split('.').next().unwrap_or_default();
            let is_placeholder = stem.chars().all(|c| c.is_ascii_uppercase());
            BUILT.contains(&part) || !stem.is_empty() && is_placeholder
        })
}

#[test]
fn every_source_file_in_code_type_is_the_end_of_a_path_of_the_tree() {
    const SOURCES: [&str; 5] = ["rs", "py", "mjs", "ts", "tsx"];
    let (sources, mut wrong) = (files(&SOURCES), Vec::new());
    for page in pages() {
        let is_source = |path: &&str| {
            let extension = Path::new(path).extension().and_then(|x| x.to_str());
            extension.is_some_and(|x| SOURCES.contains(&x)) && !path.contains(char::is_whitespace)
        };
        for path in code(&page.prose).filter(is_source) {
            if !is_pattern(path) && !sources.iter().any(|source| source.ends_with(path)) {
                wrong.push(page.says(path));
            }
        }
    }
    none(&wrong);
}

#[test]
fn every_path_in_code_type_is_in_the_tree() {
    let (root, mut wrong) = (root(), Vec::new());
    for page in pages() {
        let words = code(&page.prose)
            .chain([page.blocks.as_str()])
            .flat_map(str::split_whitespace);
        for word in words {
            let path = word
                .trim_start_matches(['"', '\'', '('])
                .trim_end_matches(['"', '\'', ')', '.', ',', ';', ':']);
            let is_there = |folder: &Path| folder.join(path).exists();
            let is_path = FOLDERS.iter().any(|folder| path.starts_with(folder));
            if is_path && !is_there(&root) && !is_there(page.folder()) && !is_pattern(path) {
                wrong.push(page.says(path));
            }
        }
    }
    none(&wrong);
}
