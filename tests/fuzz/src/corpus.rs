//! Lives worth keeping: each reaches something that no other does.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result};
use ballast_client::errors::from_code;

use crate::{run::live, Back, Feature, Life};

/// File names and lives.
pub type Corpus = BTreeMap<String, Life>;

/// Every life of a folder; none if there is no such folder.
pub fn load(folder: &Path) -> Result<Corpus> {
    let mut corpus = Corpus::new();
    if !folder.exists() {
        return Ok(corpus);
    }
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "life") {
            continue;
        }
        let name = path.file_stem().context("a name")?.to_string_lossy();
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let life = text.parse::<Life>().map_err(anyhow::Error::msg);
        let life = life.with_context(|| path.display().to_string())?;
        corpus.insert(name.into_owned(), life);
    }
    Ok(corpus)
}

/// Writes a life under the name of what it shows.
pub fn save(folder: &Path, name: &str, life: &Life) -> Result<()> {
    fs::create_dir_all(folder)?;
    let path = folder.join(name).with_extension("life");
    fs::write(&path, life.to_string()).with_context(|| path.display().to_string())
}

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// An instruction that works.
    Works(&'static str),
    /// An error of the program's, by whatever instruction.
    Answers(u32),
}

impl Goal {
    /// What an outcome reaches, if anything: other programs' errors are not ours to reach.
    pub fn of((instruction, code): &Feature) -> Option<Self> {
        match code {
            None => Some(Self::Works(instruction)),
            Some(code) => from_code(*code).map(|_| Self::Answers(*code)),
        }
    }

    /// What outcomes reach.
    pub fn all(features: &BTreeSet<Feature>) -> BTreeSet<Self> {
        features.iter().filter_map(Self::of).collect()
    }

    /// As a file name.
    pub fn name(&self) -> String {
        match self {
            Self::Works(instruction) => format!("works-{instruction}"),
            Self::Answers(code) => format!("answers-{}", error_name(*code)),
        }
    }
}

/// What a feature is called: the instruction, and the error if it is one.
pub fn name((instruction, code): &Feature) -> String {
    match code {
        None => format!("{instruction}-works"),
        Some(code) => format!("{instruction}-{}", error_name(*code)),
    }
}

/// The program's name of its own error, another program's number.
fn error_name(code: u32) -> String {
    from_code(code).map_or(code.to_string(), |error| error.name())
}

/// A life as short as trying shows it can be while it still reaches all of `wanted`. At most `budget` tries.
pub fn shortened(life: &Life, back: Back, wanted: &BTreeSet<Goal>, mut budget: usize) -> Life {
    let reaches = |life: &Life| {
        live(life, back).is_ok_and(|lived| wanted.is_subset(&Goal::all(&lived.features)))
    };
    shrink(life, &mut budget, &reaches)
}

/// The same for a life that breaks an invariant in this way.
pub fn shortened_failure(life: &Life, back: Back, reason: &str, mut budget: usize) -> Life {
    let alike = |text: &str| -> String { text.chars().filter(|c| !c.is_numeric()).collect() };
    let fails = |life: &Life| match live(life, back) {
        Err((_, found)) => alike(&found) == alike(reason),
        Ok(_) => false,
    };
    shrink(life, &mut budget, &fails)
}

/// Leaves out ever smaller pieces as long as the rest still does what it is kept for.
fn shrink(life: &Life, budget: &mut usize, still: &impl Fn(&Life) -> bool) -> Life {
    let mut best = life.clone();
    let mut size = best.steps.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        while at < best.steps.len() && *budget > 0 {
            let shorter = best.without(at..(at + size).min(best.steps.len()));
            *budget -= 1;
            match still(&shorter) {
                true => best = shorter,
                false => at += size,
            }
        }
        size = match size {
            1 => 0,
            _ => size.div_ceil(2),
        };
    }
    best
}
