//! Products, quotients and leading zeros of 64-bit mantissas.
//!
//! A 64x64 to 128-bit product is a library call on the target machine. These drop the low half's own product instead:
//! three multiplications, and a result at most 2 units too low. Written so that the compiler does not recognise the
//! full product. `wrapping_*` is used where the comment proves that nothing wraps, or says why it may.

const LOW: u64 = u32::MAX as u64;

/// `a * b / 2^64`, at most 2 below the true floor.
#[inline(always)]
pub(crate) fn mul_high(a: u64, b: u64) -> u64 {
    let (a_high, a_low) = (a >> 32, a & LOW);
    let (b_high, b_low) = (b >> 32, b & LOW);
    // Each product is below 2^64 and the sum below the true quotient, which is below 2^64.
    a_high
        .wrapping_mul(b_high)
        .wrapping_add(a_high.wrapping_mul(b_low) >> 32)
        .wrapping_add(a_low.wrapping_mul(b_high) >> 32)
}

/// `a * b / 2^64` for signed numbers, at most 2 below the true floor.
#[inline(always)]
pub(crate) fn mul_high_signed(a: i64, b: i64) -> i64 {
    let (a_high, a_low) = (a >> 32, (a as u64 & LOW) as i64);
    let (b_high, b_low) = (b >> 32, (b as u64 & LOW) as i64);
    // |high| <= 2^31 and low < 2^32, so each product is within 2^63; the sum is within 2^62 + 2^32.
    a_high
        .wrapping_mul(b_high)
        .wrapping_add(a_high.wrapping_mul(b_low) >> 32)
        .wrapping_add(a_low.wrapping_mul(b_high) >> 32)
}

/// `a / b` in Q61 for `a < 2^64` and `b >= 2^63`, within 1.3 units of 2^-61 beyond the three lowest bits of each, which
/// are cut: below 2^62.
///
/// Two digits of long division by `h = floor(b / 2^32) + 1`, never too high. The first digit (Q32) falls short of the
/// quotient, below 2^33, by less than 2^33 / 2^31 + 1 = 5, so that the remainder is below `5 * 2^61 < 2^64`, and the
/// second digit (Q29) by less than 5 / 4 + 1 units, the half of which is added.
#[inline(always)]
pub(crate) fn quotient(a: u64, b: u64) -> u64 {
    let (a, b) = (a >> 3, b >> 3);
    let divisor = (b >> 29).wrapping_add(1);
    let first = (a << 3) / divisor;
    // Exact modulo 2^64.
    let rest = (a << 32).wrapping_sub(first.wrapping_mul(b));
    (first << 29).wrapping_add(rest / divisor).wrapping_add(1)
}

/// `(m, n)` with `m = value * 2^n` at least 2^63; zero stays zero.
///
/// The machine has no instruction for it: three comparisons find the leading byte, a table the leading bit in it.
#[inline(always)]
pub(crate) fn normalise(value: u64) -> (u64, i64) {
    let places = if value < 1 << 32 {
        if value < 1 << 16 {
            if value < 1 << 8 {
                places_of(value, 0)
            } else {
                places_of(value, 8)
            }
        } else if value < 1 << 24 {
            places_of(value, 16)
        } else {
            places_of(value, 24)
        }
    } else if value < 1 << 48 {
        if value < 1 << 40 {
            places_of(value, 32)
        } else {
            places_of(value, 40)
        }
    } else if value < 1 << 56 {
        places_of(value, 48)
    } else {
        places_of(value, 56)
    };
    (value.wrapping_shl(places as u32), places)
}

/// Leading zeros of a value whose leading byte lies at `shift`.
#[inline(always)]
fn places_of(value: u64, shift: u32) -> i64 {
    i64::from(LEADING_ZEROS[(value >> shift) as usize & 255]).wrapping_add(56 - i64::from(shift))
}

/// Leading zeros of a byte.
static LEADING_ZEROS: [u8; 256] = leading_zeros();

const fn leading_zeros() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).leading_zeros() as u8;
        byte += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `a / b` in Q61 without the three lowest bits, in eighths of a unit, rounded down.
    fn exact_quotient(a: u64, b: u64) -> i128 {
        ((u128::from(a >> 3) << 64) / u128::from(b >> 3)) as i128
    }

    fn quotient_error(a: u64, b: u64) -> i128 {
        ((i128::from(quotient(a, b)) << 3) - exact_quotient(a, b)).abs()
    }

    const UNITS_1_3: i128 = 11;

    proptest! {
        #[test]
        fn high_product_is_at_most_two_low(a: u64, b: u64) {
            let want = ((u128::from(a) * u128::from(b)) >> 64) as u64;
            prop_assert!(want - mul_high(a, b) <= 2);
        }

        #[test]
        fn signed_high_product_is_at_most_two_low(a: i64, b: i64) {
            let want = ((i128::from(a) * i128::from(b)) >> 64) as i64;
            prop_assert!((0..=2).contains(&(want - mul_high_signed(a, b))));
        }

        #[test]
        fn quotient_is_within_its_bound(a: u64, shift in 0u32..64, y: u64) {
            prop_assert!(quotient_error(a >> shift, y | 1 << 63) <= UNITS_1_3);
        }

        #[test]
        fn normalising_counts_the_leading_zeros(x: u64, shift in 0u32..64) {
            let value = (x | 1) >> shift;
            prop_assume!(value > 0);
            let places = value.leading_zeros();
            prop_assert_eq!(normalise(value), (value << places, i64::from(places)));
        }
    }

    #[test]
    fn extremes() {
        for a in [0, 1, LOW, LOW + 1, 1 << 63, u64::MAX - 1, u64::MAX] {
            for b in [1 << 63, (1 << 63) | LOW, u64::MAX - LOW, u64::MAX] {
                let want = ((u128::from(a) * u128::from(b)) >> 64) as u64;
                assert!(want - mul_high(a, b) <= 2);
                assert!(quotient_error(a, b) <= UNITS_1_3);
            }
        }
        for a in [i64::MIN, -1, 0, 1, i64::MAX] {
            for b in [i64::MIN, -1, 0, 1, i64::MAX] {
                let want = ((i128::from(a) * i128::from(b)) >> 64) as i64;
                assert!((0..=2).contains(&(want - mul_high_signed(a, b))));
            }
        }
        assert_eq!(normalise(0).0, 0);
    }
}
