//! A life written down: what it begins with and every step, so that it can be repeated, cut short and grown.

use std::{fmt, str::FromStr};

use crate::random::Random;

/// One action by name, and the seed of everything it chooses.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    pub action: String,
    pub seed: u64,
}

/// A life: `world SEED`, then a line `ACTION SEED` for every step, seeds in hexadecimal. Each step has its own seed, so
/// that a life outlives the removal of other steps and the addition of new actions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Life {
    pub world: u64,
    pub steps: Vec<Step>,
}

impl Life {
    /// One that nothing has happened in yet.
    pub fn new(random: &mut Random) -> Self {
        Self {
            world: random.draw(),
            steps: Vec::new(),
        }
    }

    /// The first steps of it.
    pub fn first(&self, steps: usize) -> Self {
        Self {
            world: self.world,
            steps: self.steps[..steps.min(self.steps.len())].to_vec(),
        }
    }

    /// Without some of its steps.
    pub fn without(&self, steps: std::ops::Range<usize>) -> Self {
        let mut left = self.clone();
        left.steps.drain(steps);
        left
    }
}

impl fmt::Display for Life {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        writeln!(out, "world {:x}", self.world)?;
        for step in &self.steps {
            writeln!(out, "{} {:x}", step.action, step.seed)?;
        }
        Ok(())
    }
}

impl FromStr for Life {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().enumerate().map(|(number, line)| {
            let parts = line.rsplit_once(' ').and_then(|(name, seed)| {
                let seed = u64::from_str_radix(seed, 16).ok()?;
                Some((name.to_owned(), seed))
            });
            parts.ok_or(format!(
                "line {}: not a name and a seed: {line}",
                number + 1
            ))
        });
        let world = match lines.next() {
            Some(Ok((name, seed))) if name == "world" => seed,
            Some(Err(error)) => return Err(error),
            _ => return Err("line 1: not `world SEED`".to_owned()),
        };
        let steps = lines.map(|line| line.map(|(action, seed)| Step { action, seed }));
        Ok(Self {
            world,
            steps: steps.collect::<Result<_, _>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_is_read_as_it_is_written() {
        let text = "world 2a\nobserve 1\ntime and price ffffffffffffffff\n";
        let life: Life = text.parse().unwrap();
        assert_eq!(life.steps[1].action, "time and price");
        assert_eq!(life.steps[1].seed, u64::MAX);
        assert_eq!(life.to_string(), text);
        assert_eq!(life.first(1).to_string(), "world 2a\nobserve 1\n");
        assert_eq!(life.without(0..2).to_string(), "world 2a\n");
    }

    #[test]
    fn what_is_no_life_is_refused_by_its_line() {
        for (text, error) in [
            ("", "line 1: not `world SEED`"),
            ("observe 1", "line 1: not `world SEED`"),
            ("world 1\nobserve", "line 2: not a name and a seed: observe"),
            (
                "world 1\nobserve xyz",
                "line 2: not a name and a seed: observe xyz",
            ),
        ] {
            assert_eq!(text.parse::<Life>(), Err(error.to_owned()));
        }
    }
}
