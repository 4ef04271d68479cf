//! The largest errors against the vectors that mpmath computed at 60 digits.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{ensure, Context, Result};
use option_math::{implied_vol, kernel, OptionKind, Price, Rate, Years, I64F64};

#[path = "../../../option-math/tests/common/mod.rs"]
mod vectors;
// The scales that the library's own tests hold it to.
#[path = "../../../option-math/tests/common/errors.rs"]
mod errors;

/// The largest error of each output as a part of its natural scale, by name, and of how many vectors.
pub struct Accuracy {
    /// By output.
    pub errors: BTreeMap<String, f64>,
    /// Options.
    pub vectors: usize,
}

/// Evaluates every vector.
pub fn measure() -> Result<Accuracy> {
    let (kernels, options) = (read("kernels.csv")?, read("options.csv")?);
    let mut worst = BTreeMap::new();
    let mut note = |name: &str, error: f64| {
        let entry = worst.entry(name.replace(' ', "_")).or_insert(0.0);
        *entry = f64::max(*entry, error);
    };
    for (_, row) in vectors::rows(&kernels).filter(|(name, _)| *name == "norm_cdf") {
        note("cdf", errors::excess(kernel::norm_cdf(row[0]), row[1], 1.0));
    }
    let mut count = 0;
    for (_, row) in vectors::rows(&options) {
        let (got, scales) = (errors::outputs(&row)?, errors::scales(&row));
        for (i, name) in errors::NAMES.iter().enumerate() {
            note(name, errors::excess(got[i], row[5 + i], scales[i]));
        }
        if let Some(error) = implied_error(&row) {
            note("implied_vol", error);
        }
        count += 1;
    }
    ensure!(count >= 5_000, "vectors are missing");
    Ok(Accuracy {
        errors: worst,
        vectors: count,
    })
}

/// The error of a call's implied volatility where its price resolves it to 1e-13.
fn implied_error(row: &[I64F64]) -> Option<f64> {
    let size: f64 = row[0].max(row[1]).to_num();
    let vega: f64 = row[10].to_num();
    if vega < 1e13 * (2f64.powi(-62) + 2f64.powi(-56) * size) {
        return None;
    }
    let (price, spot, strike) = (Price(row[5]), Price(row[0]), Price(row[1]));
    let found = implied_vol(
        price,
        spot,
        strike,
        Years(row[2]),
        Rate(row[4]),
        OptionKind::Call,
    );
    // A refusal here would be an error of any size.
    Some(found.map_or(f64::INFINITY, |vol| (vol.0 - row[3]).abs().to_num()))
}

fn read(name: &str) -> Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../option-math/tests/vectors")
        .join(name);
    std::fs::read_to_string(&path).with_context(|| path.display().to_string())
}
