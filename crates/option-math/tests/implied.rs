//! The implied volatility of the vectors' prices is the vectors' volatility.

use crate::common::rows;
use crate::OPTIONS;
use option_math::{implied_vol, MathError, OptionKind, Price, Rate, Vol, Years, I64F64};

fn implied(row: &[I64F64], kind: OptionKind) -> Result<Vol, MathError> {
    let price = match kind {
        OptionKind::Call => row[5],
        OptionKind::Put => row[6],
    };
    implied_vol(
        Price(price),
        Price(row[0]),
        Price(row[1]),
        Years(row[2]),
        Rate(row[4]),
        kind,
    )
}

/// What the price resolves: its unit and the formula's own error, over vega.
fn resolution(row: &[I64F64]) -> f64 {
    let [s, k, t, _, r] = [0, 1, 2, 3, 4].map(|i| row[i].to_num::<f64>());
    let size = s.max(k * (-r * t).exp());
    (2f64.powi(-62) + 2f64.powi(-56) * size) / row[10].to_num::<f64>().max(f64::MIN_POSITIVE)
}

#[test]
fn the_volatility_of_a_price_is_found() {
    let (mut found, mut refused, mut worst, mut worst_share) = (0, 0, 0f64, 0f64);
    for (regime, row) in rows(OPTIONS) {
        for kind in [OptionKind::Call, OptionKind::Put] {
            match implied(&row, kind) {
                Ok(vol) => {
                    let error = (vol.0 - row[3]).abs().to_num::<f64>();
                    let resolution = resolution(&row);
                    if error > 1e-12 + resolution {
                        println!("{regime} {kind:?} {error:e} {resolution:e} {:?}", row);
                    }
                    if resolution < 1e-13 {
                        worst = worst.max(error);
                    }
                    worst_share = worst_share.max(error / (1e-12 + resolution));
                    found += 1;
                }
                Err(MathError::PriceOutOfBounds | MathError::VegaTooSmall) => refused += 1,
                Err(other) => panic!("{other}"),
            }
        }
    }
    println!("{found} found, {refused} refused; error {worst:.1e} where vega allows, {worst_share:.2} of the bound");
    assert!(found > 4_000);
    assert!(worst <= 1e-12 && worst_share <= 1.0);
}
