//! The documentation against the tree: where links lead, what is in code type, and tables of figures.

mod links;
mod names;
mod tables;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold what is built or installed.
const BUILT: [&str; 4] = ["dist", "node_modules", "pkg", "target"];

/// A page, its code blocks apart.
struct Page {
    path: PathBuf,
    prose: String,
    blocks: String,
}

impl Page {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("text");
        let (mut prose, mut blocks, mut is_fenced) = (String::new(), String::new(), false);
        for line in text.lines() {
            if line.starts_with("```") {
                is_fenced = !is_fenced;
                continue;
            }
            let is_block = is_fenced || line.starts_with("    ");
            let part = if is_block { &mut blocks } else { &mut prose };
            *part += line;
            part.push('\n');
        }
        Self {
            path,
            prose,
            blocks,
        }
    }

    fn folder(&self) -> &Path {
        self.path.parent().expect("a folder")
    }

    /// Something about the page, as a failure prints it.
    fn says(&self, what: &str) -> String {
        let path = self.path.strip_prefix(root()).expect("in the tree");
        format!("{}: {what}", path.display())
    }
}

fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().expect("the tree")
}

/// Every file of the tree with one of the extensions, but for what is built or hidden.
fn files(extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.expect("a name");
            if name.starts_with('.') || name.starts_with("target-") || BUILT.contains(&name) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if extensions
                .iter()
                .any(|e| path.extension().is_some_and(|x| x == *e))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn pages() -> Vec<Page> {
    files(&["md"]).into_iter().map(Page::read).collect()
}

/// What stands in backticks.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Fails with every line, so that one run tells all of them.
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
