//! How often each action worked.

use std::collections::BTreeMap;

/// How often each action was tried, and worked.
#[derive(Default)]
pub struct Tally(BTreeMap<&'static str, (u64, u64)>);

impl Tally {
    pub fn count(&mut self, name: &'static str, worked: bool) {
        let entry = self.0.entry(name).or_default();
        entry.0 += 1;
        entry.1 += u64::from(worked);
    }

    /// Sequences that only ever fail, or never do, test little: over the default number, every action has worked.
    pub fn require_variety(&self) {
        for (name, (tried, worked)) in &self.0 {
            eprintln!("{name}: {worked} of {tried}");
        }
        let tried: u64 = self.0.values().map(|(tried, _)| tried).sum();
        if tried >= 2_400 {
            let idle = self.0.iter().find(|(_, (_, worked))| *worked == 0);
            assert!(idle.is_none(), "never worked: {idle:?}");
        }
    }
}
