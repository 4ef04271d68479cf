//! The vectors again, against bounds in plain units: shares of 1, of S and of max(S, K) instead of natural scales.
//!
//! Beyond one output unit of 2^-64, which is more than some of them where spot is far from 1.

use crate::common::rows;
use crate::errors::{excess, outputs, NAMES};
use crate::OPTIONS;
use option_math::I64F64;

/// Theta is bounded where a year of its decay is at most so many spots: down to five minutes to expiry at 300%.
const MOST_DECAY: f64 = 1_000.0;

/// The bound of each output; `None` where it has none for this row.
fn bounds(row: &[I64F64]) -> [Option<f64>; 13] {
    let [s, k, t, vol, r] = [0, 1, 2, 3, 4].map(|i| row[i].to_num::<f64>());
    let larger = s.max(k).max(k * (-r * t).exp());
    let total = vol * t.sqrt();
    let price = Some(1e-16 * larger);
    let delta = (total >= 0.01 || total == 0.0).then_some(1e-15);
    let gamma = Some(1e-12 * row[9].to_num::<f64>());
    let vega = Some(1e-15 * s);
    let theta = (total == 0.0 || vol / t.sqrt() <= MOST_DECAY).then_some(1e-14 * larger);
    let rho = Some(1e-14 * larger);
    let second = |scale: f64| (total > 0.0).then_some(1e-10 * scale);
    let charm = 1.0 / t + r.abs() / total;
    [
        price,
        price,
        delta,
        delta,
        gamma,
        vega,
        theta,
        theta,
        rho,
        rho,
        second(1.0 / vol),
        second(s * t.sqrt() / vol),
        second(charm),
    ]
}

#[test]
fn errors_are_within_bounds_in_plain_units() {
    let mut most = [(0f64, 0); 13];
    for (regime, row) in rows(OPTIONS) {
        let got = outputs(&row).unwrap();
        for (i, bound) in bounds(&row).into_iter().enumerate() {
            let Some(bound) = bound else { continue };
            let error = excess(got[i], row[5 + i], 1.0);
            assert!(error <= bound, "{regime} {}: {error:e}", NAMES[i]);
            if bound > 0.0 {
                most[i].0 = most[i].0.max(error / bound);
            }
            most[i].1 += 1;
        }
    }
    for (name, (share, count)) in NAMES.iter().zip(most) {
        println!("{name:>10}: {share:.1e} of its bound over {count}");
        assert!(count > 3_000);
    }
}
