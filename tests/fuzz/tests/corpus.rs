//! Every life of the corpus on both chains: no invariant breaks, the chains tell the same story, and together the lives reach
//! every instruction and every error. A few lives that nobody has lived yet come with them.

use std::{collections::BTreeSet, path::Path};

use ballast::errors::BallastError;
use ballast_client::{
    errors::{self, code},
    instructions::INSTRUCTIONS,
};
use ballast_fuzz::{corpus, live, pick, Back, Feature, Life, Lived, Random, Step, GUARDS};

fn kept() -> corpus::Corpus {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let kept = corpus::load(&folder).expect("lives");
    assert!(!kept.is_empty(), "no lives in {}", folder.display());
    kept
}

/// Which chains there are to run on.
fn backs() -> Vec<Back> {
    let mut backs = vec![Back::Native];
    match Back::Built.missing() {
        None => backs.push(Back::Built),
        Some(missing) => eprintln!("skipped on the .so: {missing}"),
    }
    backs
}

/// Lives a life on every chain there is; what it shows on the last.
fn on_all(name: &str, life: &Life) -> Lived {
    let mut lived: Option<Lived> = None;
    for back in backs() {
        let here = live(life, back)
            .unwrap_or_else(|(step, reason)| panic!("{name} on {back:?}, step {step}: {reason}"));
        if let Some(before) = &lived {
            let mut lines = before.story.iter().zip(&here.story).enumerate();
            let apart = lines.find(|(_, (one, other))| one != other);
            assert!(apart.is_none(), "{name}: {apart:?}");
        }
        lived = Some(here);
    }
    lived.expect("one chain at least")
}

#[test]
fn the_corpus_reaches_every_instruction_and_every_error() {
    let mut seen: BTreeSet<Feature> = BTreeSet::new();
    let mut idle = Vec::new();
    for (name, life) in kept() {
        let shown = on_all(&name, &life).features;
        let goals = corpus::Goal::all(&shown);
        if !goals.iter().any(|goal| goal.name() == name) {
            idle.push(name);
        }
        seen.extend(shown);
    }
    for (name, _) in INSTRUCTIONS {
        assert!(seen.contains(&(name, None)), "{name} has not worked");
    }
    if Back::Built.missing().is_some() {
        return; // events, and with them refused prints, are in the log of the built program only
    }
    assert!(idle.is_empty(), "they do not reach their names: {idle:?}");
    let reached: BTreeSet<u32> = seen.iter().filter_map(|(_, found)| *found).collect();
    let missing: Vec<BallastError> = errors::all()
        .filter(|error| !GUARDS.contains(error) && !reached.contains(&code(*error)))
        .collect();
    assert!(missing.is_empty(), "never answered: {missing:?}");
    for guard in GUARDS {
        assert!(!reached.contains(&code(guard)), "{guard:?} was reached");
    }
}

#[test]
fn new_lives_break_nothing() {
    for seed in 1..=6 {
        let mut random = Random::new(seed);
        let mut life = Life::new(&mut random);
        for _ in 0..120 {
            let action = pick(&mut random).name.to_owned();
            let seed = random.draw();
            life.steps.push(Step { action, seed });
        }
        on_all(&format!("seed {seed}"), &life);
    }
}
