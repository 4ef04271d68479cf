//! Living a life on a chain.

use std::{
    any::Any,
    collections::BTreeSet,
    panic::{catch_unwind, AssertUnwindSafe},
};

use ballast_harness::{Chain, SbfChain, TxError};

use crate::{
    actions::{self, Action},
    checks,
    random::Random,
    relay,
    scene::Scene,
    step::{Life, Step},
    watched::{Feature, Twisted},
};

/// Which chain a life runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Back {
    /// The program's code under solana-program-test.
    Native,
    /// The built `.so` under LiteSVM.
    Built,
}

impl Back {
    /// What is missing to run on it, if anything is.
    pub fn missing(self) -> Option<String> {
        let artifacts = [SbfChain::artifact(), relay::artifact()];
        let absent = artifacts.iter().find(|artifact| !artifact.exists())?;
        match self {
            Self::Native => None,
            Self::Built => Some(format!("{} is not built", absent.display())),
        }
    }

    fn start(self) -> Result<Box<dyn Chain>, String> {
        Ok(match self {
            Self::Native => Box::new(relay::native()),
            Self::Built => Box::new(relay::built()?),
        })
    }
}

/// What a step of a life showed.
pub struct Found {
    /// Instructions and what became of them that this life had not shown before.
    pub new: Vec<Feature>,
    /// A line of the story: the same on every back end.
    pub told: String,
}

/// A life that is being lived.
pub struct Run {
    scene: Scene,
    seen: Option<checks::Seen>,
    features: BTreeSet<Feature>,
}

impl Run {
    /// A world in which nothing has happened yet.
    pub fn begin(life: &Life, back: Back) -> Result<Self, String> {
        let chain = back.start()?;
        let create = AssertUnwindSafe(|| Scene::create(chain, life.world));
        Ok(Self {
            scene: catch_unwind(create).map_err(|panic| said(&*panic))?,
            seen: None,
            features: BTreeSet::new(),
        })
    }

    /// Lives one step; an error is a broken invariant, or a name that is no action's.
    pub fn step(&mut self, step: &Step) -> Result<Found, String> {
        let action: &Action = actions::named(&step.action)
            .ok_or_else(|| format!("no action is named `{}`", step.action))?;
        let mut random = Random::new(step.seed);
        let vaults = &self.scene.world.vaults;
        self.scene.world.vault = *random.of(vaults);
        let seen = self.seen.take();
        let scene = &mut self.scene;
        // A panic is a fault as well, and its life is wanted.
        let lived = AssertUnwindSafe(|| checks::checked(scene, &mut random, action, seen));
        let (outcome, after) = catch_unwind(lived).unwrap_or_else(|panic| Err(said(&*panic)))?;
        self.seen = Some(after);
        let all = &self.scene.log.borrow().features;
        let new: Vec<Feature> = all.difference(&self.features).copied().collect();
        self.features.extend(&new);
        let told = match outcome {
            Ok(()) => "done".to_owned(),
            Err(TxError::Program(code)) if code > 0 && action.name != "prank" => {
                format!("error {code}")
            }
            // The system program's zero, an account that exists, has no number natively; and the two runtimes have words of
            // their own, and look at what is wrong in an order of their own.
            Err(_) => "refused".to_owned(),
        };
        Ok(Found { new, told })
    }

    /// Instructions and what pranks have done to them so far.
    pub fn twisted(&self) -> BTreeSet<Twisted> {
        self.scene.log.borrow().twisted.clone()
    }

    /// Transactions sent so far.
    pub fn transactions(&self) -> u64 {
        self.scene.log.borrow().transactions
    }
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or(panic.downcast_ref::<&str>().copied());
    format!("a panic: {}", text.unwrap_or("without a word"))
}

/// A life from its beginning to its end, and everything it showed; an error is the number of steps that broke an
/// invariant, and how.
pub fn live(life: &Life, back: Back) -> Result<Lived, (usize, String)> {
    let mut run = Run::begin(life, back).map_err(|reason| (0, reason))?;
    let mut lived = Lived::default();
    for (index, step) in life.steps.iter().enumerate() {
        let found = run.step(step).map_err(|reason| (index + 1, reason))?;
        lived.features.extend(found.new);
        lived.story.push(format!("{}: {}", step.action, found.told));
    }
    Ok(lived)
}

/// What a life showed.
#[derive(Default)]
pub struct Lived {
    pub features: BTreeSet<Feature>,
    pub story: Vec<String>,
}
