//! Random lives of a market: valid and invalid actions in random order, the
//! invariants after every one.
//!
//! `BALLAST_FUZZ_CASES` runs more sequences, `BALLAST_FUZZ_SEED` begins at
//! another seed; a failure names the seed that repeats it.

mod actions;
mod checks;
mod choice;
mod clearing;
mod guard;
mod random;
mod scene;
mod tally;
mod vaults;

use ballast_harness::{Chain, NativeChain, SbfChain};

use random::Random;
use scene::Scene;

/// Actions of a sequence.
const STEPS: usize = 80;

/// A number from the environment, or a default.
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect(name))
}

/// What happened: every action, whether it worked, and the books at the end of each sequence.
type Story = Vec<String>;

fn run(start: impl Fn() -> Box<dyn Chain>, cases: u64) -> Story {
    let first = setting("BALLAST_FUZZ_SEED", 1);
    let mut tally = tally::Tally::default();
    let mut story = Story::new();
    for seed in first..first + cases {
        let mut random = Random::new(seed);
        let mut scene = Scene::create(start());
        for step in 0..STEPS {
            let action = actions::pick(&mut random);
            scene.world.vault = *random.of(&scene.world.vaults);
            let verdict = checks::checked(&mut scene, &mut random, &action);
            let worked = verdict.unwrap_or_else(|reason| {
                panic!("seed {seed}, step {step}, {}: {reason}", action.name)
            });
            tally.count(action.name, worked);
            story.push(format!("seed {seed}, {}: {worked}", action.name));
        }
        story.push(format!("seed {seed}: {:?}", scene.world.vault_states()));
    }
    tally.require_variety();
    story
}

/// The built program runs the same sequences, if it is there, and tells the same story.
#[test]
fn invariants_hold_on_both() {
    let cases = setting("BALLAST_FUZZ_CASES", 60);
    let native = run(|| Box::new(NativeChain::start()), cases);
    if !SbfChain::artifact().exists() {
        eprintln!("skipped: {} is not built", SbfChain::artifact().display());
        return;
    }
    let built = run(
        || Box::new(SbfChain::start().expect("a built program")),
        cases,
    );
    assert_eq!(native.len(), built.len());
    for (native, built) in native.iter().zip(&built) {
        assert_eq!(native, built);
    }
}
