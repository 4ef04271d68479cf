//! The strike of a delta under a skew, against roots found at 60 digits.

use option_math::{Vol, Years, I64F64};
use option_risk::sale::{strike_for_delta, SaleParams, SaleView};
use option_risk::units::Kind;
use option_risk::valuation::{sensitivity, Terms};
use option_risk::vol::Skew;

/// By bisection: `tools/generate_vectors.py`.
const VECTORS: &str = include_str!("vectors/strikes.csv");

/// Absolute delta of a strike at the volatility which the skew gives it.
fn delta(kind: Kind, view: &SaleView, strike: u64, years: Years) -> I64F64 {
    let vol = view.skew.skewed(view.mark_vol, view.spot, strike).unwrap();
    let spot = view.spot;
    let terms = Terms {
        kind,
        spot,
        strike,
        years,
        vol,
    };
    sensitivity(&terms).unwrap().delta.abs()
}

/// A row of the vectors.
struct Row {
    kind: Kind,
    view: SaleView,
    years: Years,
    params: SaleParams,
    /// Of the strike to spot, in units of 2^-64.
    ratio: i128,
}

/// The rows of a regime. Spot is 10^18 and a tick one unit, so that the grid does not show; strikes up to 75% out.
fn rows(regime: &str) -> Vec<Row> {
    let of = |line: &str| {
        let mut fields = line
            .split(',')
            .skip(1)
            .map(|field| field.parse::<i128>().unwrap());
        let mut next = || fields.next().unwrap();
        let kind = Kind::try_from(next() as u8).unwrap();
        let mark_vol = Vol::from_bps(next() as u32);
        let years = Years::from_secs(next() as u64);
        let params = SaleParams {
            target_delta_bps: next() as u32,
            min_otm_bps: 0,
            max_otm_bps: 7_500,
            tick: 1,
            ..SaleParams::default()
        };
        let skew = Skew {
            slope_bps: next() as i32,
            curvature_bps: next() as u32,
        };
        assert_eq!((params.validate(), skew.validate()), (Ok(()), Ok(())));
        Row {
            kind,
            view: SaleView {
                spot: 1_000_000_000_000_000_000,
                now: 0,
                mark_vol,
                skew,
            },
            years,
            params,
            ratio: next(),
        }
    };
    let lines = VECTORS
        .lines()
        .filter(|line| line.split(',').next() == Some(regime));
    lines.map(of).collect()
}

/// How far the strikes of a regime are from the roots, as a share of spot, and their deltas from the target, of that.
fn misses(regime: &str) -> (f64, f64) {
    let rows = rows(regime);
    assert_eq!(rows.len(), 200, "vectors of {regime} are missing");
    let mut most = (0f64, 0f64);
    for row in rows {
        let found = strike_for_delta(row.kind, &row.view, row.years, &row.params).unwrap();
        let target = f64::from(row.params.target_delta_bps) / 10_000.0;
        let delta = delta(row.kind, &row.view, found, row.years).to_num::<f64>();
        most.0 = most
            .0
            .max((found as f64 / 1e18 - row.ratio as f64 / 2f64.powi(64)).abs());
        most.1 = most.1.max((delta / target - 1.0).abs());
    }
    println!("{regime}: {:.2e} of spot, {:.2e} of delta", most.0, most.1);
    most
}

/// Without a skew the closed form is exact.
#[test]
fn a_flat_strike_is_the_root() {
    let (strike, delta) = misses("flat");
    assert!(strike < 1e-15 && delta < 1e-14, "{strike:e}, {delta:e}");
}

/// And where feed units are coarse, the next one further from the money.
#[test]
fn a_strike_between_two_units_is_rounded_outwards() {
    let spot = 1_000_003;
    for row in rows("flat") {
        let view = SaleView { spot, ..row.view };
        let wide = row.ratio as u128 * u128::from(spot);
        let expected = match row.kind {
            Kind::Call => wide.div_ceil(1 << 64),
            Kind::Put => wide >> 64,
        };
        let found = strike_for_delta(row.kind, &view, row.years, &row.params);
        assert_eq!(found.map(u128::from), Ok(expected));
    }
}

/// Slopes within 0.2 and curvatures up to 0.5; 30% to 100% a year, half a week to a week and a half, 5 to 30 delta.
#[test]
fn a_mild_skew_is_met() {
    let (strike, delta) = misses("mild");
    assert!(strike < 1e-4 && delta < 1e-3, "{strike:e}, {delta:e}");
}

/// Slopes within 0.5 and curvatures up to 1, the rest as above: at the corners a fiftieth of the target.
#[test]
fn a_moderate_skew_is_nearly_met() {
    let (strike, delta) = misses("moderate");
    assert!(strike < 6e-3 && delta < 0.02, "{strike:e}, {delta:e}");
}

/// All of the skew's hard bounds, 20% to 150% a year, 1 to 45 delta: the corrections do not converge at the corners, and
/// a strike may lie nearer to the money than its target says, at up to one and a half times its delta.
#[test]
fn an_extreme_skew_is_missed_by_a_bounded_distance() {
    let (strike, delta) = misses("extreme");
    assert!(strike < 0.03 && delta < 0.45, "{strike:e}, {delta:e}");
}
