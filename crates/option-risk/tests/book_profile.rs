//! Gamma over the range of spots: grid, flips, walls.

use crate::common::{CONTRACT, DAY, HOUR, SOL, SPOT};
use option_math::{Vol, Years, I64F64};
use option_risk::book::{flips, profile, walls, Position, Wall, POINTS};
use option_risk::RiskError;

/// `contracts` at `percent` of $150, 30 days ahead at 80%.
fn position(percent: u64, contracts: i64) -> Position {
    Position {
        strike: SPOT / 100 * percent,
        years: Years::from_secs(30 * DAY as u64),
        contracts: contracts * CONTRACT as i64,
        vol: Vol::from_bps(8_000),
    }
}

/// Quote atoms per 1% of the same in floating point, at `spot` times $150.
fn reference(positions: &[(u64, i64)], spot: f64) -> f64 {
    let total = 0.8 * (30.0f64 / 365.0).sqrt();
    let one = |(percent, contracts): &(u64, i64)| {
        let d1 = (spot / (*percent as f64 / 100.0)).ln() / total + total / 2.0;
        let density = (-d1 * d1 / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
        *contracts as f64 * spot * 150e6 * density / total / 100.0
    };
    positions.iter().map(one).sum()
}

fn positions(of: &[(u64, i64)]) -> Vec<Position> {
    of.iter()
        .map(|(percent, n)| position(*percent, *n))
        .collect()
}

fn flips_of(of: &[(u64, i64)]) -> Vec<u64> {
    flips(&positions(of), SPOT, &SOL)
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn a_profile_is_the_formula_at_every_point() {
    let of = [(80, -50), (100, 30), (100, -10), (120, 40)];
    let held = positions(&of);
    let points: Vec<_> = profile(&held, SPOT, &SOL).map(Result::unwrap).collect();
    assert_eq!(points.len(), POINTS);
    assert_eq!((points[0].spot, points[80].spot), (SPOT / 10 * 6, SPOT));
    assert_eq!(points[160].spot, SPOT / 10 * 14);
    let sizes = of.map(|(percent, n)| (percent, n.abs()));
    for (step, point) in points.iter().enumerate() {
        let spot = 0.6 + 0.005 * step as f64;
        let near = |found: I64F64, exact: f64| (found.to_num::<f64>() - exact).abs() < 2.0;
        assert!(near(point.net, reference(&of, spot)), "{spot}: {point:?}");
        assert!(
            near(point.gross, reference(&sizes, spot)),
            "{spot}: {point:?}"
        );
    }
}

#[test]
fn a_flip_is_where_the_sign_changes() {
    let of = [(80, -50), (120, 50)];
    let [flip] = flips_of(&of)[..] else {
        panic!("{:?}", flips_of(&of));
    };
    // Between points half a per cent apart the line through them is that near to the curve.
    let root = flip as f64 / SPOT as f64;
    assert!(reference(&of, root - 1e-5) < 0.0 && reference(&of, root + 1e-5) > 0.0);
}

#[test]
fn every_flip_is_found_and_none_made_up() {
    let found = flips_of(&[(70, -50), (100, 90), (130, -50)]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0] < SPOT && SPOT < found[1]);
    assert!(flips_of(&[(80, -50), (120, -50)]).is_empty());
    assert!(flips_of(&[(80, -50), (80, 50)]).is_empty());
    assert!(flips_of(&[]).is_empty());
}

/// Options an hour from expiry leave nothing between their strikes: the flip lies between them.
#[test]
fn a_gap_without_gamma_is_crossed_once() {
    let near = [(80, -50), (120, 50)].map(|(percent, contracts)| Position {
        years: Years::from_secs(HOUR as u64),
        ..position(percent, contracts)
    });
    let found: Vec<u64> = flips(&near, SPOT, &SOL).map(Result::unwrap).collect();
    assert_eq!(found.len(), 1);
    assert!((SPOT / 100 * 80..SPOT / 100 * 120).contains(&found[0]));
}

#[test]
fn walls_are_summed_by_strike_and_sorted() {
    let held = positions(&[
        (90, 20),
        (110, -30),
        (100, -25),
        (90, -20),
        (100, 10),
        (105, 0),
    ]);
    let mut all = [Wall::default(); 5];
    assert_eq!(walls(&held, SPOT, &SOL, &mut all), Ok(3));
    let strikes = all.map(|wall| wall.strike / (SPOT / 100));
    assert_eq!(strikes, [100, 90, 110, 0, 0]);
    let gross = |wall: &Wall| wall.gross.to_num::<f64>();
    assert!((gross(&all[0]) - reference(&[(100, 35)], 1.0)).abs() < 2.0);
    assert!((gross(&all[1]) - reference(&[(90, 40)], 1.0)).abs() < 2.0);
    assert!(all[1].net.to_num::<f64>().abs() < 1.0);
    assert!((all[0].net.to_num::<f64>() - reference(&[(100, -15)], 1.0)).abs() < 2.0);

    let mut top = [Wall::default(); 2];
    assert_eq!(walls(&held, SPOT, &SOL, &mut top), Ok(2));
    assert_eq!(top[..], all[..2]);
    assert_eq!(walls(&held, SPOT, &SOL, &mut []), Ok(0));
}

#[test]
fn equal_walls_rank_by_strike_whatever_their_order() {
    let twins = |strikes: [u64; 2]| {
        let held = strikes.map(|strike| Position {
            strike,
            years: Years::ZERO,
            ..position(100, 1)
        });
        let mut out = [Wall::default(); 2];
        (walls(&held, SPOT, &SOL, &mut out), out)
    };
    // Expired: nothing at all.
    assert_eq!(twins([SPOT, SPOT + 1]).0, Ok(0));

    let capped = |strikes: [u64; 2]| {
        let held = strikes.map(|strike| Position {
            strike,
            years: Years::from_secs(1),
            vol: Vol::from_bps(100),
            ..position(100, 1)
        });
        let mut out = [Wall::default(); 2];
        walls(&held, SPOT, &SOL, &mut out).unwrap();
        out.map(|wall| wall.strike)
    };
    assert_eq!(capped([SPOT + 1, SPOT]), [SPOT, SPOT + 1]);
    assert_eq!(capped([SPOT, SPOT + 1]), [SPOT, SPOT + 1]);
}

#[test]
fn errors_are_named() {
    let held = [position(100, 1)];
    let first = |spot| profile(&held, spot, &SOL).next().unwrap();
    assert_eq!(first(0), Err(RiskError::ZeroPrice));
    assert_eq!(first(1), Err(RiskError::ZeroPrice)); // 0.6 of it is nothing
    let unpriced = flips(&held, 0, &SOL).next().unwrap();
    assert_eq!(unpriced, Err(RiskError::ZeroPrice));
    let huge = [position(100, 1); 2].map(|position| Position {
        strike: 9_000_000_000_000_000_000,
        contracts: i64::MAX,
        ..position
    });
    let over = walls(
        &huge,
        9_000_000_000_000_000_000,
        &SOL,
        &mut [Wall::default()],
    );
    assert_eq!(over, Err(RiskError::Overflow));
}
