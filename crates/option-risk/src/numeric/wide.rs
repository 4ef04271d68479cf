//! Products and quotients of two words, by halves: the 128-bit routines are dear on chain.

/// A half of 32 bits.
pub(super) const LOW: u64 = u32::MAX as u64;

/// Quotient and remainder of `(high x 2^64 + low) / d` for `high < d`: long division by two digits of 32 bits
/// (Knuth, algorithm D).
pub(super) fn divide_wide(high: u64, low: u64, d: u64) -> (u64, u64) {
    let shift = d.leading_zeros();
    // Two shifts, since one by 64 is not defined; `high < d`, so nothing is lost at the top.
    let high = (high << shift) | ((low >> 1) >> (63 - shift));
    let (low, d) = (low << shift, d << shift);
    let (first, rest) = digit(high, low >> 32, d);
    let (second, rest) = digit(rest, low & LOW, d);
    ((first << 32) | second, rest >> shift)
}

/// One digit of `(high x 2^32 + next) / d` and the remainder, for `high < d` and `d >= 2^63`.
fn digit(high: u64, next: u64, d: u64) -> (u64, u64) {
    let (leading, trailing) = (d >> 32, d & LOW);
    let mut digit = high / leading;
    let mut rest = high % leading;
    // At most two too high: the digit is judged by the leading half of `d`.
    while rest <= LOW && (digit > LOW || digit * trailing > (rest << 32) | next) {
        digit -= 1;
        rest += leading;
    }
    // Exact modulo 2^64, and the true remainder is below `d`.
    let rest = ((high << 32) | next).wrapping_sub(digit.wrapping_mul(d));
    (digit, rest)
}

/// Both words of a product, by halves: on chain a third of what a 128-bit product costs.
#[inline(always)]
pub(super) fn wide(a: u64, b: u64) -> (u64, u64) {
    let (a_high, a_low) = (a >> 32, a & LOW);
    let (b_high, b_low) = (b >> 32, b & LOW);
    // Hidden from the optimiser, which would call the 128-bit routine for the whole.
    let (one, other) = (
        core::hint::black_box(a_high.wrapping_mul(b_low)),
        a_low.wrapping_mul(b_high),
    );
    let low = a_low.wrapping_mul(b_low);
    // Three halves: below 2^34. The sums below are parts of the product, and so fit.
    let middle = (low >> 32)
        .wrapping_add(one & LOW)
        .wrapping_add(other & LOW);
    let high = (a_high.wrapping_mul(b_high))
        .wrapping_add(one >> 32)
        .wrapping_add(other >> 32)
        .wrapping_add(middle >> 32);
    (high, (middle << 32) | (low & LOW))
}
