//! Products and quotients of 64-bit mantissas from 32-bit halves.
//!
//! A 64x64 to 128-bit product is a library call on the target machine. These drop the low half's own product instead:
//! three multiplications, and a result at most 2 units too low. Written so that the compiler does not recognise the
//! full product. `wrapping_*` is used where the comment proves that nothing wraps, or says why it may.

const LOW: u64 = u32::MAX as u64;

/// `a * b / 2^64`, at most 2 below the true floor.
#[inline]
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
#[inline]
pub(crate) fn mul_high_signed(a: i64, b: i64) -> i64 {
    let (a_high, a_low) = (a >> 32, (a as u64 & LOW) as i64);
    let (b_high, b_low) = (b >> 32, (b as u64 & LOW) as i64);
    // |high| <= 2^31 and low < 2^32, so each product is within 2^63; the sum is within 2^62 + 2^32.
    a_high
        .wrapping_mul(b_high)
        .wrapping_add(a_high.wrapping_mul(b_low) >> 32)
        .wrapping_add(a_low.wrapping_mul(b_high) >> 32)
}

/// `floor(a * 2^64 / b)` for `a < b` and `b >= 2^63`: two 32-bit digits of long division.
pub(crate) fn div_fraction(a: u64, b: u64) -> u64 {
    let (high, rest) = div_digit(a, b);
    let (low, _) = div_digit(rest, b);
    (high << 32) | low
}

/// `(q, a * 2^32 - q * b)` with `q = floor(a * 2^32 / b) < 2^32`, for `a < b` and `b >= 2^63` (Knuth, TAOCP 4.3.1 D).
fn div_digit(a: u64, b: u64) -> (u64, u64) {
    let (b_high, b_low) = (b >> 32, b & LOW);
    // b_high >= 2^31, so the digit is below 2^33 and at most 2 too high.
    let (mut digit, mut rest) = (a / b_high, a % b_high);
    while rest <= LOW && (digit > LOW || digit.wrapping_mul(b_low) > rest << 32) {
        digit -= 1;
        rest += b_high;
    }
    // Exact modulo 2^64, and the remainder is below b.
    (digit, (a << 32).wrapping_sub(digit.wrapping_mul(b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        fn quotient_is_exact(x: u64, y: u64) {
            let b = y | 1 << 63;
            let a = x % b;
            prop_assert_eq!(u128::from(div_fraction(a, b)), (u128::from(a) << 64) / u128::from(b));
        }
    }

    #[test]
    fn extremes() {
        for a in [0, 1, LOW, LOW + 1, 1 << 63, u64::MAX - 1, u64::MAX] {
            for b in [1 << 63, (1 << 63) | LOW, u64::MAX - LOW, u64::MAX] {
                let want = ((u128::from(a) * u128::from(b)) >> 64) as u64;
                assert!(want - mul_high(a, b) <= 2);
                if a < b {
                    assert_eq!(
                        u128::from(div_fraction(a, b)),
                        (u128::from(a) << 64) / u128::from(b)
                    );
                }
            }
        }
        for a in [i64::MIN, -1, 0, 1, i64::MAX] {
            for b in [i64::MIN, -1, 0, 1, i64::MAX] {
                let want = ((i128::from(a) * i128::from(b)) >> 64) as i64;
                assert!((0..=2).contains(&(want - mul_high_signed(a, b))));
            }
        }
    }
}
