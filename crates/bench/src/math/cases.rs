//! The cases every measurement uses: decimals that both number formats take.

use math_bench::Case;

/// The peer's units in one.
pub const PEER_ONE: i128 = 1_000_000_000_000;

const SPOT: i128 = 200;
/// Strike in hundredths of spot.
const STRIKES: [i128; 9] = [60, 80, 90, 98, 100, 102, 110, 125, 160];
const DAYS: [i128; 6] = [1, 7, 14, 30, 90, 365];
/// Volatility in hundredths.
const VOLS: [i128; 4] = [30, 60, 90, 140];
/// Rate in hundredths.
const RATES: [i128; 2] = [0, 5];

/// All combinations of strike, expiry, volatility and rate, at the peer's scale; the sixth number is a deviate.
pub fn options() -> Vec<Case> {
    let mut cases = Vec::new();
    for strike in STRIKES {
        for days in DAYS {
            for vol in VOLS {
                for rate in RATES {
                    let hundredths = |x| x * PEER_ONE / 100;
                    let deviate = hundredths((cases.len() as i128 * 37) % 600 - 300);
                    cases.push([
                        SPOT * PEER_ONE,
                        SPOT * hundredths(strike),
                        days * PEER_ONE / 365,
                        hundredths(vol),
                        hundredths(rate),
                        deviate,
                    ]);
                }
            }
        }
    }
    cases
}

/// The same case in units of 2^-64, to the nearest below.
pub fn in_fixed(case: &Case) -> Case {
    case.map(|x| {
        let (whole, rest) = (x.div_euclid(PEER_ONE), x.rem_euclid(PEER_ONE));
        (whole << 64) + (rest << 64) / PEER_ONE
    })
}
