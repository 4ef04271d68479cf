//! The long run.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
    sync::{Arc, Mutex},
    thread,
    time::Instant,
};

use anyhow::{bail, Context, Result};
use ballast_fuzz::{
    corpus::{self, Corpus, Goal},
    live, pick, Back, Feature, Life, Random, Run, Step,
};
use indicatif::{ProgressBar, ProgressStyle};

use crate::report::Report;

/// What to do, and where to put it.
#[derive(clap::Args)]
pub struct Args {
    /// Actions in all.
    #[arg(long, default_value_t = 100_000)]
    actions: u64,
    /// Actions of one life.
    #[arg(long, default_value_t = 250, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    length: u64,
    /// Where the random numbers begin; the same seed on one thread lives the same lives.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The chain.
    #[arg(long, default_value = "built")]
    on: Back,
    /// Lives beside each other.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=256))]
    threads: u64,
    /// Lives to grow from.
    #[arg(long, default_value = "tests/fuzz/corpus", value_name = "FOLDER")]
    corpus: PathBuf,
    /// Adds lives that show something new to the corpus, as short as they will get.
    #[arg(long)]
    grow: bool,
    /// Where lives that break an invariant are written.
    #[arg(long, default_value = "target/fuzz-failures", value_name = "FOLDER")]
    failures: PathBuf,
    /// Also writes what the run showed as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Tries that shortening one life may take.
const SHORTENING: usize = 60;

/// What all threads know.
struct Shared {
    corpus: Corpus,
    seen: BTreeSet<Feature>,
    reached: BTreeSet<Goal>,
    report: Report,
    failed: Option<String>,
}

/// Lives the corpus once, then grows from it until the actions are done.
pub fn run(args: &Args) -> Result<()> {
    if let Some(missing) = args.on.missing() {
        bail!("{missing}; build programs/ballast and tests/fuzz/relay with `cargo build-sbf`");
    }
    let corpus = corpus::load(&args.corpus)?;
    let shared = Arc::new(Mutex::new(Shared {
        seen: BTreeSet::new(),
        reached: BTreeSet::new(),
        report: Report::begin(args.on, args.threads, args.seed, corpus.len()),
        corpus,
        failed: None,
    }));
    let bar = ProgressBar::new(args.actions).with_style(ProgressStyle::with_template(
        "{bar:30} {pos}/{len} actions, {per_sec}, {elapsed} ({eta} left) {msg}",
    )?);
    let since = Instant::now();
    thread::scope(|scope| {
        for thread in 0..args.threads {
            let (shared, bar) = (shared.clone(), bar.clone());
            scope.spawn(move || worker(args, thread, &shared, &bar));
        }
    });
    bar.finish_and_clear();
    let mut shared = shared.lock().expect("no thread has panicked");
    shared.report.end(since.elapsed());
    let Shared {
        report,
        seen,
        failed,
        ..
    } = &mut *shared;
    report.show(seen);
    if let Some(path) = &args.json {
        report.write(seen, path)?;
    }
    match failed {
        Some(reason) => bail!("{reason}"),
        None => Ok(()),
    }
}

/// Its share of the corpus, then lives of its own.
fn worker(args: &Args, thread: u64, shared: &Mutex<Shared>, bar: &ProgressBar) {
    let mut random = Random::new(args.seed ^ thread.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let kept: Vec<Life> = {
        let shared = shared.lock().expect("no thread has panicked");
        let mine = shared.corpus.values().enumerate();
        mine.filter(|(index, _)| *index as u64 % args.threads == thread)
            .map(|(_, life)| life.clone())
            .collect()
    };
    for life in kept {
        let steps = life.steps.clone();
        lived(args, shared, bar, life.first(0), |_| None, &steps, false);
    }
    while bar.position() < args.actions {
        if shared
            .lock()
            .expect("no thread has panicked")
            .failed
            .is_some()
        {
            return;
        }
        let (beginning, steps) = beginning(shared, &mut random);
        let left = args.length.saturating_sub(steps.len() as u64);
        let mut more = left;
        let mut next = |random: &mut Random| {
            more = more.checked_sub(1)?;
            let action = pick(random).name.to_owned();
            Some(Step {
                action,
                seed: random.draw(),
            })
        };
        lived(
            args,
            shared,
            bar,
            beginning,
            |_| next(&mut random),
            &steps,
            args.grow,
        );
    }
}

/// A world nobody has seen, or the first part of a life that is known.
fn beginning(shared: &Mutex<Shared>, random: &mut Random) -> (Life, Vec<Step>) {
    let shared = shared.lock().expect("no thread has panicked");
    if shared.corpus.is_empty() || random.once_in(2) {
        return (Life::new(random), Vec::new());
    }
    let index = random.below(shared.corpus.len() as u64) as usize;
    let life = shared.corpus.values().nth(index).expect("one of them");
    let kept = random.below(life.steps.len() as u64 + 1) as usize;
    (life.first(0), life.first(kept).steps)
}

/// Lives the given steps, then what `next` says, and notes what it all showed.
fn lived(
    args: &Args,
    shared: &Mutex<Shared>,
    bar: &ProgressBar,
    mut life: Life,
    mut next: impl FnMut(&Life) -> Option<Step>,
    given: &[Step],
    keeps: bool,
) {
    let mut run = match Run::begin(&life, args.on) {
        Ok(run) => run,
        Err(reason) => return failed(args, shared, &life, &reason),
    };
    let mut given = given.iter().cloned();
    let mut fresh: Vec<(usize, BTreeSet<Goal>)> = Vec::new();
    while let Some(step) = given.next().or_else(|| next(&life)) {
        life.steps.push(step.clone());
        let outcome = run.step(&step);
        bar.inc(1);
        match outcome {
            Ok(found) => {
                let mut shared = shared.lock().expect("no thread has panicked");
                shared.report.step(&step.action, found.told == "done");
                shared.seen.extend(&found.new);
                let goals = found.new.iter().filter_map(Goal::of);
                let new: BTreeSet<Goal> =
                    goals.filter(|goal| shared.reached.insert(*goal)).collect();
                if !new.is_empty() {
                    bar.set_message(format!("{} goals", shared.reached.len()));
                    fresh.push((life.steps.len(), new));
                }
            }
            Err(reason) => return failed(args, shared, &life, &reason),
        }
    }
    {
        let report = &mut shared.lock().expect("no thread has panicked").report;
        report.transactions += run.transactions();
        report.twisted.extend(run.twisted());
    }
    if keeps {
        if let Err(error) = keep(args, shared, &life, fresh) {
            fail(shared, format!("{error:#}"));
        }
    }
}

/// Writes down a life that broke an invariant: whole first, for shortening may take long.
fn failed(args: &Args, shared: &Mutex<Shared>, life: &Life, reason: &str) {
    let mut hasher = DefaultHasher::new();
    life.hash(&mut hasher);
    let name = format!("{:016x}", hasher.finish());
    let whole = corpus::save(&args.failures, &name, life);
    let short = corpus::shortened_failure(life, args.on, reason, SHORTENING);
    let saved = whole.and_then(|()| corpus::save(&args.failures, &format!("{name}-short"), &short));
    let text = format!(
        "{reason}; {} steps of {}, written to {}/{name}.life and {name}-short.life ({saved:?})",
        short.steps.len(),
        life.steps.len(),
        args.failures.display(),
    );
    fail(shared, text);
}

fn fail(shared: &Mutex<Shared>, reason: String) {
    let mut shared = shared.lock().expect("no thread has panicked");
    shared.failed.get_or_insert(reason);
}

/// Puts what a life showed first into the corpus.
fn keep(
    args: &Args,
    shared: &Mutex<Shared>,
    life: &Life,
    mut fresh: Vec<(usize, BTreeSet<Goal>)>,
) -> Result<()> {
    // The longest part may show what the shorter ones did, once it is shortened.
    while let Some((steps, wanted)) = fresh.pop() {
        let short = corpus::shortened(&life.first(steps), args.on, &wanted, SHORTENING);
        let shown = live(&short, args.on).map_err(|(_, reason)| anyhow::anyhow!(reason))?;
        let reached = Goal::all(&shown.features);
        for (_, other) in &mut fresh {
            other.retain(|goal| !reached.contains(goal));
        }
        fresh.retain(|(_, wanted)| !wanted.is_empty());
        let name = wanted.last().map(Goal::name).context("a goal")?;
        corpus::save(&args.corpus, &name, &short)?;
        let mut shared = shared.lock().expect("no thread has panicked");
        shared.corpus.insert(name, short);
        shared.report.kept += 1;
    }
    Ok(())
}
