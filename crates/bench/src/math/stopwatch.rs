//! Criterion, run from a program: quietly, shortly, and read back from the files it leaves.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use criterion::Criterion;
use gag::Gag;
use serde::{Deserialize, Serialize};

/// Criterion's least number of samples is 10.
const SAMPLES: usize = 30;
const WARM_UP: Duration = Duration::from_millis(100);
const MEASUREMENT: Duration = Duration::from_millis(300);

/// Nanoseconds a call: the mean and the ends of its interval of 95% confidence.
#[derive(Clone, Copy, Serialize)]
pub struct Estimate {
    mean: f64,
    low: f64,
    high: f64,
}

impl Estimate {
    /// The mean, and half the width of the interval.
    pub fn cell(&self) -> String {
        let half = (self.high - self.low) / 2.0;
        format!("{:.0} +- {half:.1}", self.mean)
    }
}

/// What is read of criterion's `estimates.json`.
#[derive(Deserialize)]
struct Saved {
    mean: SavedMean,
}

#[derive(Deserialize)]
struct SavedMean {
    point_estimate: f64,
    confidence_interval: SavedInterval,
}

#[derive(Deserialize)]
struct SavedInterval {
    lower_bound: f64,
    upper_bound: f64,
}

/// Measures closures.
pub struct Stopwatch {
    criterion: Criterion,
    folder: PathBuf,
}

impl Stopwatch {
    /// Criterion's files go to `folder`.
    pub fn new(folder: &Path) -> Self {
        let criterion = Criterion::default()
            .without_plots()
            .sample_size(SAMPLES)
            .warm_up_time(WARM_UP)
            .measurement_time(MEASUREMENT)
            .output_directory(folder);
        Self {
            criterion,
            folder: folder.to_owned(),
        }
    }

    /// Times `round`, which makes `calls` calls; `name` must do as a folder's name.
    pub fn time(&mut self, name: &str, calls: usize, round: &dyn Fn()) -> Result<Estimate> {
        // Criterion has no other way to be silent.
        let silence = (Gag::stdout()?, Gag::stderr()?);
        self.criterion.bench_function(name, |b| b.iter(round));
        drop(silence);
        self.read(name, calls)
    }

    fn read(&self, name: &str, calls: usize) -> Result<Estimate> {
        let path = self.folder.join(name).join("new/estimates.json");
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let Saved { mean } =
            serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        let per_call = |round: f64| round / calls as f64;
        Ok(Estimate {
            mean: per_call(mean.point_estimate),
            low: per_call(mean.confidence_interval.lower_bound),
            high: per_call(mean.confidence_interval.upper_bound),
        })
    }
}
