//! Generated files in the repository: writing them, and telling what is stale about them.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{bail, Context, Result};
use serde_json::Value;

/// Most changes that are told one by one.
const TOLD: usize = 20;

/// Fails, with what differs, unless the file at `path` is `text`.
pub fn check(path: &Path, text: &str) -> Result<()> {
    let found = read(path)?;
    if found == text {
        return Ok(());
    }
    bail!(
        "{} is stale:\n{}",
        path.file_name().unwrap_or_default().display(),
        summary(&found, text)?.join("\n")
    )
}

/// Writes `text` to the file at `path` and returns what that changed; nothing if it was there already.
pub fn write(path: &Path, text: &str) -> Result<Vec<String>> {
    let found = read(path)?;
    if found == text {
        return Ok(Vec::new());
    }
    fs::write(path, text).with_context(|| format!("writing {}", path.display()))?;
    summary(&found, text)
}

/// The file's text; none if there is no such file.
fn read(path: &Path) -> Result<String> {
    if !path.exists() {
        return Ok(String::new());
    }
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// What differs between two JSON texts, one line an entry.
fn summary(old: &str, new: &str) -> Result<Vec<String>> {
    // What cannot be read, a conflict's markers in it for one, is stale as a whole.
    let Ok(old) = serde_json::from_str::<Value>(old) else {
        return Ok(vec!["  ~ the whole file".into()]);
    };
    let new: Value = serde_json::from_str(new).context("what would be written")?;
    let (old, new) = (entries(&old), entries(&new));
    let mut lines = Vec::new();
    for (name, value) in &old {
        match new.get(name) {
            None => lines.push(format!("  - {name}")),
            Some(now) if now != value => lines.push(format!("  ~ {name}")),
            Some(_) => {}
        }
    }
    let added = new.keys().filter(|name| !old.contains_key(*name));
    lines.extend(added.map(|name| format!("  + {name}")));
    if lines.is_empty() {
        lines.push("  ~ its formatting or the order of its entries".into());
    }
    let rest = lines.len().saturating_sub(TOLD);
    lines.truncate(TOLD);
    if rest > 0 {
        lines.push(format!("  and {rest} more"));
    }
    Ok(lines)
}

/// A document's entries by section and name, where a section is a list of named ones; else whole sections.
fn entries(document: &Value) -> BTreeMap<String, &Value> {
    let sections = document.as_object().into_iter().flatten();
    let named = |section: &str, value: &Value| {
        let name = value.get("name")?.as_str()?;
        Some(format!("{section} {name}"))
    };
    let mut found = BTreeMap::new();
    for (section, value) in sections {
        let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
        match list.iter().all(|entry| named(section, entry).is_some()) && !list.is_empty() {
            true => found.extend(list.iter().filter_map(|e| Some((named(section, e)?, e)))),
            false => drop(found.insert(section.clone(), value)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str =
        r#"{"address": "a", "types": [{"name": "Kept", "size": 1}, {"name": "Gone", "size": 2}]}"#;
    const NEW: &str =
        r#"{"address": "b", "types": [{"name": "Kept", "size": 3}, {"name": "Come", "size": 2}]}"#;

    #[test]
    fn a_stale_file_is_refused_with_what_differs_and_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.json");
        fs::write(&path, OLD).unwrap();
        let error = check(&path, NEW).unwrap_err().to_string();
        let changes = [
            "  ~ address",
            "  - types Gone",
            "  ~ types Kept",
            "  + types Come",
        ];
        assert_eq!(
            error,
            format!("file.json is stale:\n{}", changes.join("\n"))
        );
        assert_eq!(write(&path, NEW).unwrap(), changes);
        assert!(check(&path, NEW).is_ok());
        assert!(write(&path, NEW).unwrap().is_empty());
    }

    #[test]
    fn a_file_that_is_missing_or_not_json_is_stale_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.json");
        assert!(check(&path, NEW).is_err());
        fs::write(&path, "<<<<<<< ours").unwrap();
        let error = check(&path, NEW).unwrap_err().to_string();
        assert!(error.contains("the whole file"), "{error}");
    }

    #[test]
    fn formatting_counts_and_long_lists_are_cut() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.json");
        fs::write(&path, NEW.replace(": ", ":")).unwrap();
        let error = check(&path, NEW).unwrap_err().to_string();
        assert!(error.contains("formatting"), "{error}");
        let many: Vec<_> = (0..50).map(|i| format!(r#"{{"name": "{i}"}}"#)).collect();
        let many = format!(r#"{{"types": [{}]}}"#, many.join(","));
        assert_eq!(write(&path, &many).unwrap().len(), TOLD + 1);
    }
}
