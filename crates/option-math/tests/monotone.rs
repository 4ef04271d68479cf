//! Prices never move the wrong way: 2,400,000 random ordered pairs over the whole domain, without any tolerance, and as
//! many nearer neighbours, whose order may fall to the arithmetic of the formula by its own error and no more.

use option_math::{price, OptionInputs, Price, Rate, Vol, Years, I64F64};

const PAIRS: u64 = 400_000;

/// Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Uniform.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / 2f64.powi(53)
    }

    /// Log-uniform.
    fn scale(&mut self, low: f64, high: f64) -> f64 {
        self.between(low.ln(), high.ln()).exp()
    }
}

/// An option anywhere in the domain: wide, deep, short-dated, long-dated, and of tiny volatility near the money.
fn option(rng: &mut SplitMix, rate: f64) -> OptionInputs {
    let spot = rng.scale(1e-3, 1e6);
    let (years, vol) = match rng.next() % 5 {
        0 => (rng.scale(1e-7, 1e-3), rng.between(0.1, 3.0)),
        1 => (rng.between(5.0, 60.0), rng.between(0.05, 1.5)),
        2 => (rng.scale(1e-2, 1.0), rng.scale(1e-6, 1e-2)),
        _ => (rng.scale(1e-3, 10.0), rng.scale(0.03, 3.0)),
    };
    let total = vol * years.sqrt();
    let distance = match rng.next() % 4 {
        0 => rng.between(-10.0, 10.0),
        _ => total * rng.between(-9.0, 9.0) - rate * years,
    };
    let fixed = I64F64::from_num::<f64>;
    OptionInputs {
        spot: Price(fixed(spot)),
        strike: Price(fixed(spot * distance.clamp(-12.0, 12.0).exp())),
        years: Years(fixed(years)),
        vol: Vol(fixed(vol)),
        rate: Rate(fixed(rate)),
    }
}

/// Which way call and put must move, or neither.
#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
    Either,
}

impl Way {
    /// By how many units of 2^-64 the price of the higher input lies on the wrong side.
    fn back(self, low: Price, high: Price) -> i128 {
        let rise = high.0.to_bits() - low.0.to_bits();
        match self {
            Self::Up => -rise,
            Self::Down => rise,
            Self::Either => 0,
        }
    }
}

/// Raises one input.
type Raise = fn(&OptionInputs, I64F64) -> OptionInputs;

/// Pairs that differ in one input.
struct Pairs {
    name: &'static str,
    seed: u64,
    rate: fn(&mut SplitMix) -> f64,
    raise: Raise,
    call: Way,
    put: Way,
}

impl Pairs {
    /// The members of a pair differ by a share of the input, log-uniform: none is inverted that are 2^-32 apart, and
    /// none by more than the error of a price down to a single unit.
    fn check(&self) {
        self.draw((-32, 3), |_| 0);
        self.draw((-64, -32), |of| {
            let size = of.spot.0.max(of.strike.0).to_bits();
            4 + (size >> 58)
        });
    }

    fn draw(&self, powers: (i32, i32), allowed: fn(&OptionInputs) -> i128) {
        let mut rng = SplitMix(self.seed);
        let (mut pairs, mut moved) = (0, 0);
        while pairs < PAIRS {
            let rate = (self.rate)(&mut rng);
            let low = option(&mut rng, rate);
            let share = rng.scale(2f64.powi(powers.0), 2f64.powi(powers.1));
            let high = (self.raise)(&low, I64F64::from_num(share));
            let (Ok(a), Ok(b)) = (price(&low), price(&high)) else {
                continue;
            };
            let call = self.call.back(a.call, b.call);
            let back = call.max(self.put.back(a.put, b.put));
            assert!(
                back <= allowed(&low),
                "{}: {low:?} and {high:?}: {back} units",
                self.name
            );
            pairs += 1;
            moved += u64::from(a != b);
        }
        println!("{}: {pairs} pairs, {moved} of them apart", self.name);
        assert!(moved > PAIRS / 8);
    }
}

fn zero(_: &mut SplitMix) -> f64 {
    0.0
}

fn positive(rng: &mut SplitMix) -> f64 {
    rng.scale(1e-3, 0.12)
}

fn negative(rng: &mut SplitMix) -> f64 {
    -positive(rng)
}

fn any(rng: &mut SplitMix) -> f64 {
    match rng.next() % 3 {
        0 => zero(rng),
        1 => positive(rng),
        _ => negative(rng),
    }
}

fn raised(x: I64F64, share: I64F64) -> I64F64 {
    x + x * share + I64F64::DELTA
}

fn spot(of: &OptionInputs, share: I64F64) -> OptionInputs {
    OptionInputs {
        spot: Price(raised(of.spot.0, share)),
        ..*of
    }
}

fn strike(of: &OptionInputs, share: I64F64) -> OptionInputs {
    OptionInputs {
        strike: Price(raised(of.strike.0, share)),
        ..*of
    }
}

fn years(of: &OptionInputs, share: I64F64) -> OptionInputs {
    OptionInputs {
        years: Years(raised(of.years.0, share)),
        ..*of
    }
}

fn vol(of: &OptionInputs, share: I64F64) -> OptionInputs {
    OptionInputs {
        vol: Vol(raised(of.vol.0, share)),
        ..*of
    }
}

#[test]
fn in_spot() {
    let pairs = Pairs {
        name: "spot",
        seed: 1,
        rate: any,
        raise: spot,
        call: Way::Up,
        put: Way::Down,
    };
    pairs.check();
}

#[test]
fn in_strike() {
    let pairs = Pairs {
        name: "strike",
        seed: 2,
        rate: any,
        raise: strike,
        call: Way::Down,
        put: Way::Up,
    };
    pairs.check();
}

#[test]
fn in_volatility() {
    let pairs = Pairs {
        name: "volatility",
        seed: 3,
        rate: any,
        raise: vol,
        call: Way::Up,
        put: Way::Up,
    };
    pairs.check();
}

#[test]
fn in_time_at_rate_zero() {
    let pairs = Pairs {
        name: "time, r = 0",
        seed: 4,
        rate: zero,
        raise: years,
        call: Way::Up,
        put: Way::Up,
    };
    pairs.check();
}

/// The put of a positive rate may fall: it waits for its strike.
#[test]
fn in_time_the_call_of_a_positive_rate() {
    let pairs = Pairs {
        name: "time, r > 0",
        seed: 5,
        rate: positive,
        raise: years,
        call: Way::Up,
        put: Way::Either,
    };
    pairs.check();
}

#[test]
fn in_time_the_put_of_a_negative_rate() {
    let pairs = Pairs {
        name: "time, r < 0",
        seed: 6,
        rate: negative,
        raise: years,
        call: Way::Either,
        put: Way::Up,
    };
    pairs.check();
}
